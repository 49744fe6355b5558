package io.countersign.sandbox.unsigned;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jwt.SignedJWT;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.fixture.TestAuthenticator;
import io.countersign.sandbox.fixture.TestCaller;
import io.countersign.sandbox.fixture.TestClock;
import io.countersign.sandbox.model.ExecutedCall;
import io.countersign.sandbox.model.SandboxUser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;

/** The endpoints that change something and need no user action are called without a challenge. */
class UnsignedEndpointsTest {

    private static final String KEY = "{\"firstFactorCredential\":{\"credentialKind\":\"Key\","
            + "\"credentialInfo\":{\"credId\":\"YQ\",\"clientData\":\"YQ\",\"attestationData\":\"YQ\"}}%s}";
    private static final String ASSET = "{\"kind\":\"Erc20\",\"contract\":\"0x1\",\"amount\":\"5\"}";

    private final TestClock clock = new TestClock();
    private final Sandbox sandbox = Sandbox.configure().clock(clock).start();
    private final SandboxUser user = sandbox.organisationUser();
    private final TestCaller caller = new TestCaller(sandbox.baseUrl(), user);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void a_user_logs_in_with_a_signature_and_gets_a_token_that_works() {
        JsonNode challenge = loginChallenge();
        assertThat(challenge.at("/allowCredentials/key").findValuesAsText("id")).contains(user.key("ES256").credId());

        TestCaller.Reply reply = anonymous("/auth/login",
                TestCaller.redemption(challenge, TestCaller.factor(user.key("ES256"), challenge)).toString());

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(TestCaller.send(request("GET", "/wallets", "", reply.json().get("token").textValue())).status())
                .isEqualTo(200);
    }

    @Test
    void a_passkey_logs_in_as_well() {
        JsonNode challenge = loginChallenge();

        assertThat(anonymous("/auth/login", TestCaller.redemption(
                challenge, TestAuthenticator.of(user.passkey()).answer(challenge)).toString()).status()).isEqualTo(200);
    }

    @Test
    void a_login_is_refused_with_a_foreign_key_after_its_time_and_a_second_time() {
        JsonNode foreign = loginChallenge();
        assertThat(anonymous("/auth/login", TestCaller.redemption(foreign,
                TestCaller.factor(sandbox.delegatedUser().key("ES256"), foreign)).toString()).status()).isEqualTo(401);

        JsonNode used = loginChallenge();
        String login = TestCaller.redemption(used, TestCaller.factor(user.key("ES256"), used)).toString();
        assertThat(anonymous("/auth/login", login).status()).isEqualTo(200);
        assertThat(anonymous("/auth/login", login).errorMessage()).isEqualTo("user action has already been used");

        JsonNode late = loginChallenge();
        clock.advance(Duration.ofMinutes(6));
        assertThat(anonymous("/auth/login", TestCaller.redemption(
                late, TestCaller.factor(user.key("ES256"), late)).toString()).status()).isEqualTo(400);
    }

    @Test
    void the_challenge_of_a_login_authorises_no_call_and_the_other_way_round() {
        JsonNode login = loginChallenge();
        JsonNode action = caller.challengeFor("POST", "/wallets", "{}");

        assertThat(caller.redeem(login, TestCaller.factor(user.key("ES256"), login)).errorMessage())
                .isEqualTo("Challenge token is not valid.");
        assertThat(anonymous("/auth/login", TestCaller.redemption(
                action, TestCaller.factor(user.key("ES256"), action)).toString()).errorMessage())
                .isEqualTo("Challenge token is not valid.");
    }

    @Test
    void nobody_logs_in_under_an_unknown_name_or_at_another_organisation() {
        TestCaller.Reply unknown = anonymous("/auth/login/init", named("nobody"));
        TestCaller.Reply elsewhere = anonymous("/auth/login/init",
                "{\"username\":\"" + user.id() + "\",\"orgId\":\"or-other\"}");

        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.errorMessage()).isEqualTo("User not found");
        assertThat(elsewhere.status()).isEqualTo(400);
        assertThat(elsewhere.faultyFields()).isEqualTo("orgId");
    }

    @Test
    void a_newcomer_registers_with_the_temporary_token_which_is_a_jwt_and_good_once() throws Exception {
        JsonNode challenge = registrationChallenge();
        assertThat(challenge.get("challenge").textValue()).isNotEmpty();
        assertThat(challenge.at("/rp/id").textValue()).isEqualTo("localhost");
        assertThat(challenge.at("/pubKeyCredParams/0/alg").intValue()).isEqualTo(-7);
        assertThat(challenge.at("/supportedCredentialKinds/firstFactor").isArray()).isTrue();
        String token = challenge.get("temporaryAuthenticationToken").textValue();
        assertThat(SignedJWT.parse(token).getJWTClaimsSet().getJSONObjectClaim("https://custom/app_metadata"))
                .containsEntry("orgId", sandbox.organisationId());

        TestCaller.Reply reply = TestCaller.send(
                request("POST", "/auth/registration", String.format(KEY, ""), token));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.json().at("/credential/kind").textValue()).isEqualTo("Key");
        assertThat(reply.json().at("/user/username").textValue()).isEqualTo("new@example.com");
        assertThat(reply.json().at("/user/orgId").textValue()).isEqualTo(sandbox.organisationId());
        assertThat(TestCaller.send(request("POST", "/auth/registration", String.format(KEY, ""), token)).status())
                .isEqualTo(401);
    }

    @Test
    void a_temporary_token_ends_and_opens_nothing_else() {
        String token = registrationChallenge().get("temporaryAuthenticationToken").textValue();

        assertThat(TestCaller.send(request("GET", "/wallets", "", token)).status()).isEqualTo(401);
        clock.advance(Duration.ofMinutes(16));
        assertThat(TestCaller.send(request("POST", "/auth/registration", String.format(KEY, ""), token)).status())
                .isEqualTo(401);
    }

    @Test
    void an_end_user_registers_with_wallets() {
        String token = registrationChallenge().get("temporaryAuthenticationToken").textValue();

        TestCaller.Reply reply = TestCaller.send(request("POST", "/auth/registration/enduser",
                String.format(KEY, ",\"wallets\":[{\"network\":\"EthereumSepolia\"},{\"network\":\"Bitcoin\"}]"),
                token));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.json().get("wallets").findValuesAsText("network"))
                .containsExactly("EthereumSepolia", "Bitcoin");
        assertThat(reply.json().at("/authentication/token").textValue()).isNotEmpty();
    }

    @Test
    void an_account_is_recovered_with_the_temporary_token() {
        TestCaller.Reply init = anonymous("/auth/recover/user/init", "{\"username\":\"new@example.com\",\"orgId\":\""
                + sandbox.organisationId() + "\",\"verificationCode\":\"1\",\"credentialId\":\"cr-1\"}");
        assertThat(init.json().at("/allowedRecoveryCredentials/0/id").textValue()).isEqualTo("cr-1");

        TestCaller.Reply reply = TestCaller.send(request("POST", "/auth/recover/user",
                "{\"recovery\":{\"credentialAssertion\":{}},\"newCredentials\":" + String.format(KEY, "") + "}",
                init.json().get("temporaryAuthenticationToken").textValue()));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.json().at("/credential/kind").textValue()).isEqualTo("Key");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "POST|/auth/login/code|{\"username\":\"a\",\"orgId\":\"ORG\"}|message",
        "POST|/auth/login/social|{\"idToken\":\"a\",\"socialLoginProviderKind\":\"Oidc\"}|token",
        "POST|/auth/login/sso/init|{\"orgId\":\"ORG\",\"clientId\":\"a\",\"redirectUri\":\"https://a.example\"}"
                + "|ssoRedirectUrl",
        "POST|/auth/login/sso|{\"code\":\"a\",\"state\":\"b\"}|token",
        "POST|/auth/registration/social|{\"idToken\":\"a\",\"socialLoginProviderKind\":\"Oidc\"}|challenge",
        "PUT|/auth/registration/code|{\"username\":\"a\",\"orgId\":\"ORG\"}|message",
        "POST|/auth/recover/user/code|{\"username\":\"a\",\"orgId\":\"ORG\"}|message",
        "POST|/auth/credentials/code/init|{\"credentialKind\":\"Fido2\",\"code\":\"a\"}|challengeIdentifier",
        "POST|/auth/credentials/code/verify|{\"credentialKind\":\"Key\",\"credentialName\":\"a\","
                + "\"challengeIdentifier\":\"a\",\"credentialInfo\":{\"credId\":\"b\"}}|credentialUuid"})
    void what_nobody_is_logged_in_for_needs_no_token(String method, String path, String body, String member) {
        TestCaller.Reply reply = TestCaller.send(
                request(method, path, body.replace("ORG", sandbox.organisationId()), ""));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.json().get(member).asText()).isNotEmpty();
        TestCaller.Reply empty = TestCaller.send(request(method, path, "{}", ""));
        assertThat(empty.status()).isEqualTo(400);
        assertThat(empty.faultyFields()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "/auth/credentials/init|{\"kind\":\"Fido2\"}|challenge",
        "/networks/ethereum-sepolia/call-function|{\"contract\":\"0x1\",\"abi\":{},\"calldata\":{}}|result",
        "/payouts/quote|{\"walletId\":\"wa-1\",\"asset\":" + ASSET + ",\"fiatCurrency\":\"EUR\","
                + "\"provider\":\"Borderless\",\"country\":\"FR\"}|quotes",
        "/swaps/quotes|{\"walletId\":\"wa-1\",\"provider\":\"UniswapX\",\"slippageBps\":5,\"sourceAsset\":" + ASSET
                + ",\"targetAsset\":" + ASSET + "}|requester",
        "/wallets/wa-1/canton/ledger-api|{\"requestMethod\":\"GET\",\"resource\":\"/v2/x\"}|resource"})
    void what_a_user_may_ask_for_needs_the_bearer_token_alone(String path, String body, String member) {
        TestCaller.Reply reply = caller.post(path, body);

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.json().has(member)).isTrue();
        assertThat(sandbox.executedCalls()).extracting(ExecutedCall::path).containsExactly(path);
        assertThat(anonymous(path, body).status()).isEqualTo(401);
        assertThat(caller.post(path, "{}").status()).isEqualTo(400);
        assertThat(sandbox.executedCalls()).hasSize(1);
        assertThat(sandbox.issuedChallenges()).isZero();
    }

    @Test
    void logging_out_needs_the_bearer_token_and_no_body() {
        assertThat(caller.call("PUT", "/auth/logout", "").json().get("message").textValue()).isNotEmpty();
        assertThat(TestCaller.send(request("PUT", "/auth/logout", "", "")).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth/registration/delegated", "/auth/login/delegated", "/auth/recover/user/delegated",
        "/auth/credentials", "/auth/credentials/code", "/auth/credentials/activate", "/payouts", "/swaps",
        "/payouts/quote/x", "/networks/a/b/call-function"})
    void its_neighbours_need_a_user_action_all_the_same(String path) {
        assertThat(caller.post(path, "{}").status()).isEqualTo(403);
    }

    @Test
    void everything_that_the_library_sends_without_a_user_action_is_taken_without_one() {
        io.countersign.domain.action.UnsignedEndpoints.ofTheApi().endpoints().forEach(endpoint -> {
            String[] parts = endpoint.toString().replaceAll("\\{\\w+}", "x").split(" ");

            assertThat(caller.call(parts[0], parts[1], "").status()).as(endpoint.toString()).isNotEqualTo(403);
        });
    }

    @Test
    void a_body_that_is_no_json_is_refused() {
        assertThat(anonymous("/auth/login/init", "[]").faultyFields()).isEqualTo("body");
        assertThat(TestCaller.send(HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + "/auth/login/code"))
                .POST(BodyPublishers.ofString(named("a")))).faultyFields()).isEqualTo("Content-Type");
    }

    private JsonNode loginChallenge() {
        TestCaller.Reply reply = anonymous("/auth/login/init", named(user.id()));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json();
    }

    private JsonNode registrationChallenge() {
        ObjectNode body = (ObjectNode) TestCaller.parsed(named("new@example.com"));
        return anonymous("/auth/registration/init", body.put("registrationCode", "1234").toString()).json();
    }

    private String named(String username) {
        return "{\"username\":\"" + username + "\",\"orgId\":\"" + sandbox.organisationId() + "\"}";
    }

    private TestCaller.Reply anonymous(String path, String body) {
        return TestCaller.send(request("POST", path, body, ""));
    }

    private HttpRequest.Builder request(String method, String path, String body, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }
}
