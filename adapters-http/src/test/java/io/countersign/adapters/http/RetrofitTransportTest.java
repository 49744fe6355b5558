package io.countersign.adapters.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.countersign.adapters.http.fixture.Settings;
import io.countersign.domain.Violation;
import io.countersign.domain.action.ServerKind;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.AllowedCredentials;
import io.countersign.domain.challenge.Attestation;
import io.countersign.domain.challenge.RelyingParty;
import io.countersign.domain.challenge.SignedChallenge;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.challenge.UserVerification;
import io.countersign.domain.credential.ClientData;
import io.countersign.domain.credential.CredentialFactor;
import io.countersign.domain.credential.CredentialKind;
import io.countersign.domain.credential.KeyAssertion;
import io.countersign.domain.credential.Octets;
import io.countersign.domain.credential.TotpAssertion;
import io.countersign.ports.failure.ApiFailure;
import io.vavr.collection.List;
import io.vavr.control.Option;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

@SuppressWarnings("deprecation")
class RetrofitTransportTest {

    private final MockWebServer server = new MockWebServer();
    private final ObjectMapper json = new ObjectMapper();

    @BeforeEach
    void start() throws Exception {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RetrofitTransport transport() {
        return RetrofitTransport.over(ApiConnection.open(Settings.to(server).buildOrThrow()));
    }

    private void answer(String body) {
        server.enqueue(new MockResponse.Builder().code(200).setHeader("Content-Type", "application/json").body(body)
                .build());
    }

    @Test
    void a_challenge_is_asked_for_with_the_description_of_the_call() throws Exception {
        answer(Settings.CHALLENGE_JSON);

        transport().requestChallenge(Settings.anAction());

        var request = server.takeRequest();
        assertThat(request.getRequestLine()).isEqualTo("POST /auth/action/init HTTP/1.1");
        assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + Settings.BEARER);
        assertThat(request.getHeaders().get("Content-Type")).startsWith("application/json");
        assertThat(request.getHeaders().get("User-Agent")).matches("Countersign/\\d+\\.\\d+\\.\\d+.*");
        assertThat(json.readTree(request.getBody().utf8())).isEqualTo(json.readTree("""
                {"userActionHttpMethod": "POST", "userActionHttpPath": "/wallets",
                 "userActionPayload": "{\\"network\\":\\"EthereumSepolia\\"}", "userActionServerKind": "Api"}"""));
    }

    @Test
    void the_query_is_no_part_of_the_description_and_staff_is_named() throws Exception {
        answer(Settings.CHALLENGE_JSON);
        var action = UserAction.of("DELETE", "/wallets/wa-1?force=true", "").get();

        transport().requestChallenge(action.withServerKind(ServerKind.STAFF));

        assertThat(json.readTree(server.takeRequest().getBody().utf8())).isEqualTo(json.readTree("""
                {"userActionHttpMethod": "DELETE", "userActionHttpPath": "/wallets/wa-1",
                 "userActionPayload": "", "userActionServerKind": "Staff"}"""));
    }

    @Test
    void every_field_of_a_challenge_is_read_and_kinds_that_are_not_known_are_kept() {
        answer(Settings.CHALLENGE_JSON);

        UserActionChallenge challenge = transport().requestChallenge(Settings.anAction()).get();

        assertThat(challenge.challenge().value()).isEqualTo("MTpkOWI2");
        assertThat(challenge.challengeIdentifier().value()).isEqualTo("eyJ0eXAiOiJKV1QifQ.e30.c2ln");
        assertThat(challenge.supportedCredentialKinds().map(supported -> supported.kind()))
                .containsExactly(CredentialKind.KEY, new CredentialKind("Hologram"));
        assertThat(challenge.supportedCredentialKinds().map(supported -> supported.factor()))
                .containsExactly(CredentialFactor.EITHER, new CredentialFactor("fourth"));
        assertThat(challenge.supportedCredentialKinds().map(supported -> supported.requiresSecondFactor()))
                .containsExactly(false, true);
        assertThat(challenge.userVerification()).isEqualTo(UserVerification.REQUIRED);
        assertThat(challenge.attestation()).isEqualTo(Attestation.DIRECT);
        assertThat(challenge.allowCredentials().key().map(key -> key.id().value())).containsExactly("cr-key-1");
        assertThat(challenge.allowCredentials().webauthn()).singleElement().satisfies(passkey -> {
            assertThat(passkey.id().value()).isEqualTo("c2VjcmV0IQ==");
            assertThat(passkey.transports()).containsExactly("usb");
        });
        assertThat(challenge.allowCredentials().passwordProtectedKey()).singleElement().satisfies(key -> {
            assertThat(key.id().value()).isEqualTo("cr-ppk-1");
            assertThat(key.encryptedPrivateKey().value()).isEqualTo("encrypted-secret");
        });
        assertThat(challenge.externalAuthenticationUrl().value()).endsWith("url-secret");
        assertThat(challenge.rp()).contains(new RelyingParty("example.com", "Example"));
        assertThat(challenge.toString()).doesNotContain("url-secret", "encrypted-secret", "eyJ0eXAi");
    }

    @Test
    void a_challenge_may_do_without_what_is_optional() {
        answer("""
                {"challenge": "c", "challengeIdentifier": "i", "supportedCredentialKinds": [],
                 "userVerification": "discouraged", "attestation": "enterprise", "allowCredentials": {},
                 "externalAuthenticationUrl": ""}""");

        var challenge = transport().requestChallenge(Settings.anAction()).get();

        assertThat(challenge.rp()).isEmpty();
        assertThat(challenge.allowCredentials()).isEqualTo(AllowedCredentials.NONE);
    }

    @Test
    void transports_may_be_a_list_or_missing() {
        answer(Settings.CHALLENGE_JSON.replace("\"transports\": \"usb\"", "\"transports\": [\"usb\", \"nfc\"]"));
        answer(Settings.CHALLENGE_JSON.replace(", \"transports\": \"usb\"", ""));
        var transport = transport();

        assertThat(transport.requestChallenge(Settings.anAction()).get().allowCredentials().webauthn().get()
                .transports())
                .containsExactly("usb", "nfc");
        assertThat(transport.requestChallenge(Settings.anAction()).get().allowCredentials().webauthn().get()
                .transports())
                .isEmpty();
    }

    @Test
    void a_signed_challenge_is_handed_in_without_members_that_are_absent() throws Exception {
        answer("{\"userAction\": \"user-action-secret-1\"}");

        assertThat(transport().redeem(Settings.aSignedChallenge())).containsOnRight(Settings.aToken());

        var request = server.takeRequest();
        assertThat(request.getRequestLine()).isEqualTo("POST /auth/action HTTP/1.1");
        assertThat(json.readTree(request.getBody().utf8())).isEqualTo(json.readTree("""
                {"challengeIdentifier": "session.jwt",
                 "firstFactor": {"kind": "Key", "credentialAssertion": {
                   "credId": "cr-key-1",
                   "clientData": "eyJ0eXBlIjoia2V5LmdldCIsImNoYWxsZW5nZSI6InNpZ24gbWUifQ",
                   "signature": "AQID_w"}}}"""));
    }

    @Test
    void a_second_factor_is_handed_in_beside_the_first() throws Exception {
        answer("{\"userAction\": \"t\"}");
        SignedChallenge signed = Settings.aChallenge()
                .signedBy(Settings.anAssertion(), new TotpAssertion("123456")).get();

        transport().redeem(signed);

        assertThat(json.readTree(server.takeRequest().getBody().utf8()).get("secondFactor"))
                .isEqualTo(json.readTree("{\"kind\": \"Totp\", \"otpCode\": \"123456\"}"));
    }

    @Test
    void an_assertion_that_breaks_the_apis_rules_is_not_sent() {
        var empty = new KeyAssertion(Settings.KEY, ClientData.keyGet("sign me"), Octets.of(new byte[0]), Option.none());

        var failure = transport().redeem(Settings.aChallenge().signedBy(empty).get()).getLeft();

        assertThat(failure).isInstanceOfSatisfying(ApiFailure.NotSent.class, notSent ->
                assertThat(notSent.violations().map(Violation::field))
                        .containsExactly("firstFactor.credentialAssertion.signature"));
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void nulls_are_refused_by_name_before_anything_is_sent() {
        assertThatNullPointerException().isThrownBy(() -> transport().requestChallenge(null)).withMessage("action");
        assertThatNullPointerException().isThrownBy(() -> transport().redeem(null)).withMessage("challenge");
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void a_base_url_may_have_a_path_of_its_own() throws Exception {
        answer("{\"userAction\": \"t\"}");
        var settings = ConnectionSettings.builder(server.url("/gateway/dfns").toString(), () -> "t").buildOrThrow();

        RetrofitTransport.over(ApiConnection.open(settings)).redeem(Settings.aSignedChallenge());

        assertThat(server.takeRequest().getTarget()).isEqualTo("/gateway/dfns/auth/action");
    }

    @Test
    void the_bearer_token_is_asked_for_on_every_call() throws Exception {
        answer(Settings.CHALLENGE_JSON);
        answer(Settings.CHALLENGE_JSON);
        var count = new AtomicInteger();
        var transport = RetrofitTransport.over(ApiConnection.open(ConnectionSettings
                .builder(server.url("/").toString(), () -> "token-" + count.incrementAndGet()).buildOrThrow()));

        transport.requestChallenge(Settings.anAction());
        transport.requestChallenge(Settings.anAction());

        assertThat(List.of(server.takeRequest(), server.takeRequest())
                .map(request -> request.getHeaders().get("Authorization")))
                .containsExactly("Bearer token-1", "Bearer token-2");
    }
}
