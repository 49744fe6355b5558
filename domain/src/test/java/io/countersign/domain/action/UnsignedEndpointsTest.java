package io.countersign.domain.action;

import static io.countersign.domain.action.HttpMethod.DELETE;
import static io.countersign.domain.action.HttpMethod.POST;
import static io.countersign.domain.action.HttpMethod.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.domain.Violation;
import io.vavr.collection.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;
import java.util.stream.IntStream;

class UnsignedEndpointsTest {

    private static final UnsignedEndpoints OF_THE_API = UnsignedEndpoints.ofTheApi();
    /** Ways to write what is there, some of which some server takes for what was there. */
    private static final String[] ADDED = {
        "/", ";", ";v=1", "%", "%2F", "%2f", "%3B", "%2e", "..", ".", "a", "A", "%00", "%20", "//", "/x", "\\", ":",
        "@"};

    @ParameterizedTest
    @CsvSource({
        "POST, /auth/action", "POST, /auth/action/init",
        "POST, /auth/login", "POST, /auth/login/code", "POST, /auth/login/init", "POST, /auth/login/social",
        "POST, /auth/login/sso", "POST, /auth/login/sso/init", "PUT, /auth/logout",
        "POST, /auth/registration", "POST, /auth/registration/init", "POST, /auth/registration/social",
        "POST, /auth/registration/enduser", "PUT, /auth/registration/code",
        "POST, /auth/recover/user", "POST, /auth/recover/user/init", "POST, /auth/recover/user/code",
        "POST, /auth/credentials/init", "POST, /auth/credentials/code/init", "POST, /auth/credentials/code/verify",
        "POST, /networks/EthereumSepolia/call-function", "POST, /payouts/quote", "POST, /swaps/quotes",
        "POST, /wallets/wa-1/canton/ledger-api", "POST, /auth/login?a=b"})
    void the_endpoints_of_the_api_that_take_no_user_action_are_known(HttpMethod method, String target) {
        assertThat(OF_THE_API.include(method, ActionPath.ofOrThrow(target))).isTrue();
        assertThat(OF_THE_API.include(DELETE, ActionPath.ofOrThrow(target))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /auth/login/delegated", "POST, /auth/registration/delegated", "POST, /auth/recover/user/delegated",
        "POST, /auth/credentials", "POST, /auth/credentials/code", "PUT, /auth/credentials/activate",
        "PUT, /auth/login", "POST, /auth/logout", "POST, /wallets", "POST, /wallets/wa-1/canton",
        "POST, /auth/actions", "POST, /", "POST, /networks/a/b/call-function", "POST, /x/auth/login", "POST, /auth"})
    void every_other_endpoint_takes_one(HttpMethod method, String target) {
        assertThat(OF_THE_API.include(method, ActionPath.ofOrThrow(target))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/auth/login/", "/Auth/login", "/auth/login;v=1", "/auth%20/login", "/wallets/a;b/canton/ledger-api",
        "/wallets/a%20b/canton/ledger-api", "/wallets/a:b/canton/ledger-api", "/networks/{network}/call-function",
        "/networks/a%3Bb/call-function", "/networks//call-function", "/auth//login", "/auth/%6Cogin", "/auth%2Flogin"})
    void no_other_spelling_of_such_a_path_belongs_to_the_endpoint(String target) {
        assertThat(ActionPath.of(target).exists(path -> OF_THE_API.include(POST, path))).isFalse();
    }

    @Test
    void whatever_is_put_into_a_path_makes_it_another_one() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            var path = new StringBuilder("/auth/registration/init");
            for (int left = 1 + random.nextInt(3); left > 0; left--) {
                path.insert(random.nextInt(path.length() + 1), ADDED[random.nextInt(ADDED.length)]);
            }
            assertThat(ActionPath.of(path.toString()).exists(valid -> OF_THE_API.include(POST, valid)))
                    .as("seed " + seed + ": " + path).isFalse();
        }
    }

    @Test
    void an_application_adds_endpoints_that_came_later() {
        var path = ActionPath.ofOrThrow("/payouts/po-1/estimate/now");
        var more = OF_THE_API.with(Endpoint.ofOrThrow("PUT /payouts/{payoutId}/estimate/{when}"));

        assertThat(OF_THE_API.include(PUT, path)).isFalse();
        assertThat(more.include(PUT, path)).isTrue();
        assertThat(more.include(POST, path)).isFalse();
        assertThat(more.include(POST, ActionPath.ofOrThrow("/auth/login"))).isTrue();
        assertThat(more.endpoints().map(Endpoint::toString)).contains("PUT /payouts/{payoutId}/estimate/{when}");
    }

    @ParameterizedTest
    @CsvSource({
        "'', userActionHttpMethod", "/a, userActionHttpMethod", "post /a, userActionHttpMethod",
        "POST a, userActionHttpPath", "POST, userActionHttpMethod", "POST /a?b=c, userActionHttpPath",
        "POST /a/{b}c, userActionHttpPath", "POST /a/{}, userActionHttpPath", "POST /a/../b, userActionHttpPath",
        "POST  /a, userActionHttpPath", "POST /a/{b}/, ", "POST /{a}, "})
    void an_endpoint_is_a_method_and_a_path_template(String text, String fieldAtFault) {
        var endpoint = Endpoint.of(text);

        assertThat(endpoint.isValid() ? null : endpoint.getError().head().field()).isEqualTo(fieldAtFault);
    }

    @Test
    void everything_that_is_wrong_with_an_endpoint_is_said() {
        assertThat(Endpoint.of("HEAD a").getError()).hasSize(2);
        assertThat(Endpoint.of("POST /a?b").getError()).containsExactly(
                new Violation("userActionHttpPath", "must have no query in an endpoint"));
    }

    @Test
    void endpoints_of_the_same_method_and_template_are_equal() {
        Endpoint endpoint = Endpoint.ofOrThrow("POST /a/{b}");

        assertThat(endpoint).isEqualTo(Endpoint.ofOrThrow("POST /a/{b}"))
                .hasSameHashCodeAs(Endpoint.ofOrThrow("POST /a/{b}"))
                .isNotEqualTo(Endpoint.ofOrThrow("PUT /a/{b}"))
                .isNotEqualTo(Endpoint.ofOrThrow("POST /a/{c}"))
                .isNotEqualTo("POST /a/{b}");
        assertThat(IntStream.range(0, 10).map(i -> Endpoint.ofOrThrow("POST /a" + i).hashCode())
                .distinct().count()).isGreaterThan(1);
    }

    @Test
    void a_list_names_its_endpoints() {
        assertThat(new UnsignedEndpoints(List.of(Endpoint.ofOrThrow("POST /a"), Endpoint.ofOrThrow("PUT /b"))))
                .hasToString("UnsignedEndpoints[POST /a, PUT /b]");
        assertThat(new UnsignedEndpoints(List.empty())).hasToString("UnsignedEndpoints[none]");
    }
}
