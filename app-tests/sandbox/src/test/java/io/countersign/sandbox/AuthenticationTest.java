package io.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.countersign.sandbox.fixture.TestCaller;
import io.countersign.sandbox.model.SandboxUser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;

class AuthenticationTest {

    private final Sandbox sandbox = Sandbox.start();

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource({"POST,/auth/action/init", "POST,/auth/action", "GET,/auth/action", "POST,/wallets", "GET,/wallets",
        "DELETE,/anything", "GET,/"})
    void nobody_gets_in_without_a_bearer_token(String method, String path) {
        assertNotAuthorized(request(method, path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer ", "Bearer unknown", "Basic TOKEN",
        "TOKEN", "BearerTOKEN", "Bearer TOKENx",
        "Bearer TOKEN TOKEN", "Token TOKEN"})
    void nobody_gets_in_with_anything_else(String authorization) {
        assertNotAuthorized(request("GET", "/wallets").header("Authorization",
                authorization.replace("TOKEN", sandbox.serviceAccount().authToken())));
    }

    @Test
    void nobody_gets_in_with_two_bearer_tokens() {
        assertNotAuthorized(request("GET", "/wallets")
                .header("Authorization", "Bearer " + sandbox.serviceAccount().authToken())
                .header("Authorization", "Bearer " + sandbox.delegatedUser().authToken()));
    }

    @Test
    void a_bearer_token_is_a_jwt_that_names_the_organisation_as_published_clients_read_it() throws Exception {
        for (SandboxUser user : List.of(
                sandbox.organisationUser(), sandbox.delegatedUser(), sandbox.serviceAccount())) {
            JWTClaimsSet claims = SignedJWT.parse(user.authToken()).getJWTClaimsSet();

            assertThat(claims.getSubject()).isEqualTo(user.id());
            assertThat(claims.getJSONObjectClaim("https://custom/app_metadata"))
                    .containsEntry("orgId", sandbox.organisationId());
        }
        assertThat(TestCaller.parsed(sandbox.describe()).get("orgId").textValue())
                .isEqualTo(sandbox.organisationId()).startsWith("or-");
    }

    @Test
    void a_bearer_token_with_any_part_altered_is_refused() {
        String[] parts = sandbox.serviceAccount().authToken().split("\\.");
        String[] others = sandbox.delegatedUser().authToken().split("\\.");
        for (int part = 1; part < parts.length; part++) {
            String[] altered = parts.clone();
            altered[part] = others[part];
            assertNotAuthorized(request("GET", "/wallets")
                    .header("Authorization", "Bearer " + String.join(".", altered)));
        }
    }

    @Test
    void the_scheme_is_not_case_sensitive() {
        assertThat(TestCaller.send(request("GET", "/wallets")
                .header("Authorization", "bearer " + sandbox.serviceAccount().authToken())).status()).isEqualTo(200);
    }

    @Test
    void the_users_of_one_sandbox_are_strangers_in_another() {
        try (Sandbox other = Sandbox.start()) {
            assertNotAuthorized(request("GET", "/wallets")
                    .header("Authorization", "Bearer " + other.serviceAccount().authToken()));
        }
    }

    private HttpRequest.Builder request(String method, String path) {
        return HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + path)).method(method, BodyPublishers.ofString(""));
    }

    private void assertNotAuthorized(HttpRequest.Builder request) {
        TestCaller.Reply reply = TestCaller.send(request);
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.errorMessage()).isEqualTo("Not Authorized.");
        assertThat(reply.json().at("/error/status").intValue()).isEqualTo(401);
        assertThat(sandbox.executedCalls()).isEmpty();
    }
}
