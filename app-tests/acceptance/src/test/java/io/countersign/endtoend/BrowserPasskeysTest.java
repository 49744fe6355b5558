package io.countersign.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.HttpActionExecutor;
import io.countersign.adapters.http.RetrofitTransport;
import io.countersign.adapters.http.webauthn.ApiSignerJson;
import io.countersign.adapters.http.webauthn.WebAuthnJson;
import io.countersign.domain.challenge.Challenge;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.domain.challenge.RegistrationRequest;
import io.countersign.domain.challenge.RelyingParty;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.domain.credential.CredentialKind;
import io.countersign.domain.credential.KeyAssertion;
import io.countersign.ports.inbound.DelegatedUserActions;
import io.countersign.ports.outbound.CredentialSigner;
import io.countersign.sandbox.FakeBrowser;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.model.KeyAlgorithm;
import io.countersign.sandbox.model.SandboxUser;
import io.vavr.collection.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

/** Passkeys that a browser makes and signs with, for an application whose server begins and completes the action. */
class BrowserPasskeysTest {

    private static final String ORIGIN = "http://localhost";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Sandbox sandbox = Sandbox.start();
    private final SandboxUser user = sandbox.serviceAccount();
    private final ApiConnection connection = Signers.connection(sandbox, user);
    private final DelegatedUserActions actions =
            DelegatedUserActions.using(RetrofitTransport.over(connection), ORIGIN);
    private final WebAuthnJson webAuthn = WebAuthnJson.builder().buildOrThrow();
    private final FakeBrowser browser = FakeBrowser.at(ORIGIN);

    @AfterEach
    void stop() {
        connection.close();
        sandbox.close();
    }

    private PendingUserAction begun() {
        return actions.begin(Signers.createWallet()).get();
    }

    private CredentialAssertion signed(FakeBrowser signing, PendingUserAction pending) {
        var request = pending.challenge().assertionRequest();
        return webAuthn.assertion(signing.get(webAuthn.requestOptions(request).get()), request).get();
    }

    private void makePasskey(int algorithm) {
        var usual = new RegistrationRequest(Challenge.ofOrThrow("register-1"),
                new RelyingParty("localhost", "Test"), new RegistrationRequest.User(user.id(), "zoe", "Zoë"));
        var request = new RegistrationRequest(usual.challenge(), usual.rp(), usual.user(), List.of(algorithm),
                usual.exclude(), usual.attachment(), usual.residentKey(), usual.userVerification(),
                usual.attestation());

        String answer = browser.create(webAuthn.creationOptions(request).get());

        var passkey = webAuthn.registration(answer, request, ORIGIN).get();
        var registered = sandbox.registerPasskey(user, answer);
        assertThat(passkey.id().base64Url()).isEqualTo(registered.credId());
        assertThat(passkey.credentialInfo()).startsWith("{\"credId\":\"" + registered.credId() + "\",");
        assertThat(sandbox.registerPasskey(sandbox.delegatedUser(), passkey.id().toByteArray(),
                passkey.publicKey().toByteArray(), new byte[] {1}).algorithm()).isEqualTo(registered.algorithm());
    }

    @ParameterizedTest
    @ValueSource(ints = {-7, -8, -257})
    void a_passkey_is_made_registered_and_signs_a_call(int algorithm) {
        makePasskey(algorithm);

        assertThat(actions.complete(begun(), signed(browser, begun())).getLeft().message())
                .contains("was made for another challenge");
        var pending = begun();
        assertThat(HttpActionExecutor.over(connection)
                .execute(actions.complete(pending, signed(browser, pending)).get())).isRight();
        assertThat(sandbox.executedCalls("POST", "/wallets")).hasSize(1);
    }

    @Test
    void what_is_wrong_with_an_answer_is_said_before_the_challenge_is_used_up() {
        makePasskey(-7);
        var pending = begun();

        assertThat(actions.complete(pending, signed(browser.movedTo("http://app.localhost"), pending)).getLeft()
                .message()).contains("at an origin that is not among those allowed: http://localhost");
        assertThat(actions.complete(pending, signed(browser.inFrameOf("https://evil.test"), pending)).getLeft()
                .message()).contains("in a frame of another origin (crossOrigin, topOrigin)");
        assertThat(actions.complete(pending, signed(browser.withoutUserVerification(), pending)).getLeft()
                .message()).contains("did not verify its user (flag UV");
        assertThat(actions.complete(pending, signed(browser, pending))).isRight();
    }

    @Test
    void a_counter_that_does_not_advance_is_named() {
        var passkey = user.passkey();
        CredentialSigner ahead = Signers.of(passkey);
        for (CredentialSigner signer : List.of(ahead, ahead)) {
            var pending = begun();
            assertThat(actions.complete(pending, signer.sign(pending.challenge()).get())).isRight();
        }
        var pending = begun();

        assertThat(actions.complete(pending, Signers.of(passkey).sign(pending.challenge()).get()).getLeft().message())
                .contains("must have a signature counter beyond the last one");
    }

    /** Returns what the API's own signer makes of an answer of the browser. */
    private String signerAnswer(String answer) throws Exception {
        JsonNode browsers = JSON.readTree(answer);
        ObjectNode json = JSON.createObjectNode().put("kind", "Fido2");
        ObjectNode assertion = json.putObject("credentialAssertion").put("credId", browsers.get("id").textValue())
                .put("clientData", browsers.at("/response/clientDataJSON").textValue());
        List.of("authenticatorData", "signature", "userHandle").forEach(member ->
                assertion.set(member, browsers.at("/response/" + member)));
        return json.toString();
    }

    /** Returns the options that the API's own signer makes of a challenge. */
    private static String optionsOfSigner(String challenge) throws Exception {
        JsonNode json = JSON.readTree(challenge);
        ObjectNode options = JSON.createObjectNode()
                .put("rpId", json.at("/rp/id").textValue())
                .put("challenge", Base64.getUrlEncoder().encodeToString(
                        json.get("challenge").textValue().getBytes(StandardCharsets.UTF_8)));
        options.set("allowCredentials", json.at("/allowCredentials/webauthn"));
        return options.toString();
    }

    @Test
    void the_apis_own_signer_in_the_page_signs_for_this_library_on_the_server() throws Exception {
        browser.holding(user.passkey());
        var pending = begun();

        String json = signerAnswer(browser.get(optionsOfSigner(ApiSignerJson.challenge(pending))));

        var authorized = ApiSignerJson.answer(json, pending).get().complete(actions, pending).get();
        assertThat(HttpActionExecutor.over(connection).execute(authorized)).isRight();
    }

    @Test
    void two_of_its_signers_complete_an_action_that_needs_two_factors() throws Exception {
        try (var strict = Sandbox.configure().requiringSecondFactor(CredentialKind.KEY).start();
                var api = Signers.connection(strict, strict.serviceAccount())) {
            var delegated = DelegatedUserActions.using(RetrofitTransport.over(api), ORIGIN);
            var pending = delegated.begin(Signers.createWallet()).get();
            var key = strict.serviceAccount().key(KeyAlgorithm.ES256);
            var made = (KeyAssertion) Signers.of(key).sign(pending.challenge()).get();
            String signed = "{\"kind\":\"Key\",\"credentialAssertion\":{\"credId\":\"" + made.credId().value()
                    + "\",\"clientData\":\"" + made.clientData().json().base64Url() + "\",\"signature\":\""
                    + made.signature().base64Url() + "\"}}";
            String second = signerAnswer(FakeBrowser.at(ORIGIN).holding(strict.serviceAccount().passkey())
                    .get(optionsOfSigner(ApiSignerJson.challenge(pending))));

            assertThat(ApiSignerJson.answer(signed, pending).get().complete(delegated, pending).getLeft().message())
                    .contains("second factor required");
            assertThat(ApiSignerJson.answer("{\"firstFactor\":" + signed + ",\"secondFactor\":" + second + "}", pending)
                    .get().complete(delegated, pending)).isRight();
        }
    }
}
