package io.countersign.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countersign.domain.challenge.AllowedCredentials;
import io.countersign.domain.challenge.AssertionRequest;
import io.countersign.domain.challenge.Challenge;
import io.countersign.domain.challenge.RelyingParty;
import io.countersign.domain.challenge.UserVerification;
import io.countersign.domain.credential.Fido2Assertion;
import io.countersign.sandbox.Sandbox;
import io.vavr.collection.List;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** A delegated flow in two JVMs: one begins and seals, the other opens and completes, with a browser in between. */
class TwoMachinesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    @Test
    void what_one_jvm_begins_and_seals_another_opens_and_completes() throws Exception {
        try (var sandbox = Sandbox.start()) {
            var passkey = sandbox.organisationUser().passkey();
            var begun = somewhereElse(sandbox, "begin", passkey.origin(), "");
            assertThat(begun.exitCode()).as(begun.err()).isZero();
            String sealed = begun.out().lines().toList().get(0);
            String options = begun.out().lines().toList().get(1);
            assertThat(begun.out()).doesNotContain("-secret-", "encryptedPrivateKey", "challengeIdentifier");

            String answer = browserAnswering(options, sandbox);
            var completed = somewhereElse(sandbox, "complete", passkey.origin(), sealed + "\n" + answer + "\n");

            assertThat(completed.exitCode()).as(completed.err()).isZero();
            assertThat(completed.out()).contains("\"id\":\"wa-");
            assertThat(sandbox.executedCalls()).singleElement().satisfies(call ->
                    assertThat(call.body()).isEqualTo(Signers.WALLET));
        }
    }

    private static Command somewhereElse(Sandbox sandbox, String step, String origin, String input) throws Exception {
        return Command.run(java.util.List.of(Command.JAVA.toString(), "-cp", CLASS_PATH, ReplicaProgram.class.getName(),
                        step, sandbox.baseUrl().toString(), origin),
                Map.of("TOKEN", sandbox.organisationUser().authToken(), "SEAL_KEY", "0123456789abcdef0123456789abcdef"),
                input);
    }

    /** Returns the result of {@code PublicKeyCredential.toJSON()} for {@code PublicKeyCredentialRequestOptionsJSON}. */
    private static String browserAnswering(String options, Sandbox sandbox) throws Exception {
        JsonNode asked = JSON.readTree(options);
        var passkey = sandbox.organisationUser().passkey();
        var request = new AssertionRequest(
                Challenge.of(new String(Base64.getUrlDecoder().decode(asked.path("challenge").textValue()),
                        StandardCharsets.UTF_8)).get(),
                Option.some(new RelyingParty(asked.path("rpId").textValue(), "")),
                List.of(new AllowedCredentials.Passkey(Signers.id(passkey.credId()), List.empty())),
                UserVerification.valueOf(asked.path("userVerification").textValue().toUpperCase(Locale.ROOT)));
        try (var authenticator = Signers.authenticator(passkey)) {
            Fido2Assertion assertion = authenticator.sign(request).get();
            return JSON.writeValueAsString(Map.of(
                    "id", assertion.credId().value(),
                    "rawId", assertion.credId().value(),
                    "type", "public-key",
                    "authenticatorAttachment", "platform",
                    "clientExtensionResults", Map.of(),
                    "response", Map.of(
                            "clientDataJSON", assertion.clientData().json().base64Url(),
                            "authenticatorData", assertion.authenticatorData().base64Url(),
                            "signature", assertion.signature().base64Url(),
                            "userHandle", assertion.userHandle().get().base64Url())));
        }
    }
}
