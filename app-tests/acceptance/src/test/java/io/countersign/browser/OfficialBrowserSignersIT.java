package io.countersign.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.domain.credential.CredentialKind;
import io.countersign.endtoend.OfficialPackages;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.SandboxConfiguration;
import io.countersign.sandbox.model.SandboxCredential;
import io.countersign.sandbox.model.SandboxUser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The API's own signers for browsers, as published (0.6.12, the latest), in Chromium: with the API's own client in the
 * page, and with this library on the page's server.
 */
class OfficialBrowserSignersIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SandboxConfiguration TWO_FACTORS = Sandbox.configure()
            .requiringSecondFactor(CredentialKind.KEY).requiringSecondFactor(CredentialKind.FIDO2);

    private static SignerPage page;
    private static Chromium chromium;

    private Sandbox sandbox;
    private SandboxUser user;
    private Tab tab;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        page = SignerPage.start(OfficialPackages.installed("0.6", directory));
        chromium = Chromium.start(directory);
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (page != null) {
            page.close();
        }
    }

    @AfterEach
    void close() {
        tab.close();
        page.disconnect();
        sandbox.close();
    }

    /** Opens the page of a user who has a key that the page made. */
    private void open(SandboxConfiguration configuration) {
        String origin = page.url().toString();
        sandbox = configuration.allowedOrigins(origin).origins(origin).start();
        user = sandbox.organisationUser();
        page.connect(sandbox, user);
        tab = chromium.open(page.url());
        tab.addAuthenticator();
        makeKey();
    }

    private void makeKey() {
        String credId = sandbox.register(user, tab.evaluate("newKey()").asText()).credId();
        tab.evaluate("useKey('" + credId + "')");
    }

    private void makePasskey() {
        JsonNode made = tab.evaluate("newPasskey(" + api() + ")").get("credentialInfo");
        ObjectNode registration = JSON.createObjectNode();
        registration.putObject("response").put("clientDataJSON", made.get("clientData").textValue())
                .put("attestationObject", made.get("attestationData").textValue());
        assertThat(sandbox.registerPasskey(user, registration.toString()).credId())
                .isEqualTo(made.get("credId").textValue());
    }

    private String api() {
        return JSON.createObjectNode().put("baseUrl", sandbox.baseUrl().toString())
                .put("authToken", user.authToken()).put("orgId", sandbox.organisationId()).toString();
    }

    private int wallets() {
        return sandbox.executedCalls("POST", "/wallets").size();
    }

    private String failure(String call) {
        return tab.evaluate("failure(" + call + ")").asText();
    }

    @Test
    void their_client_in_the_page_registers_a_passkey_and_creates_a_wallet_with_each_signer() {
        open(Sandbox.configure());

        String passkey = tab.evaluate("registerPasskey(" + api() + ")").get("credentialId").asText();
        assertThat(sandbox.credentialsOf(user)).last().returns(passkey, SandboxCredential::credId);
        for (String signer : List.of("key", "passkey")) {
            assertThat(tab.evaluate("createWallet(" + api() + ", signers." + signer + ")").get("id").asText())
                    .startsWith("wa-");
        }

        assertThat(wallets()).isEqualTo(2);
        assertThat(tab.errors()).isEmpty();
        assertThat(tab.requests()).allMatch(url ->
                url.startsWith(page.url() + "/") || url.startsWith(sandbox.baseUrl() + "/"));
    }

    @Test
    void a_page_of_another_origin_cannot_call_the_api() {
        open(Sandbox.configure());
        tab.go(page.otherOrigin());
        makeKey();

        assertThat(failure("createWallet(" + api() + ", signers.key)"))
                .startsWith("TypeError: Network request failed");

        assertThat(tab.errors()).anyMatch(error -> error.toString().contains("blocked by CORS policy"));
        assertThat(sandbox.issuedChallenges()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"key", "passkey"})
    void their_signer_in_the_page_signs_for_this_library_on_the_server(String signer) {
        open(Sandbox.configure());
        makePasskey();
        int before = tab.requests().size();

        assertThat(tab.evaluate("approve('" + signer + "')").get("id").asText()).startsWith("wa-");

        assertThat(wallets()).isEqualTo(1);
        assertThat(tab.requests().stream().skip(before))
                .containsExactly(page.url() + "/begin", page.url() + "/complete");
    }

    @ParameterizedTest
    @CsvSource({"key,passkey", "passkey,key"})
    void two_of_their_signers_complete_an_action_that_needs_two_factors(String first, String second) {
        open(TWO_FACTORS);
        makePasskey();

        assertThat(failure("approve('" + first + "')")).contains("second factor required");
        assertThat(wallets()).isZero();
        assertThat(tab.evaluate("approve('" + first + "', '" + second + "')").get("id").asText()).startsWith("wa-");

        assertThat(wallets()).isEqualTo(1);
    }

    /** Known faults of this version, with what the page sees of them. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', value = {
        "DfnsApiClient    | hands in one factor where two are asked for | signers.key "
                + "| is required beside a first factor",
        "WebAuthnSigner   | asks for its own relying party, not that of the challenge | faulty.otherRelyingParty "
                + "| SecurityError",
        "BrowserKeySigner | knows no RSA keys, which the API takes | faulty.rsaKey "
                + "| RSASSA-PKCS1-v1_5 is not supported"})
    void known_fault(String type, String fault, String signer, String seen) {
        open(TWO_FACTORS);
        makePasskey();

        assertThat(failure("createWallet(" + api() + ", " + signer + ")")).contains(seen);

        assertThat(wallets()).isZero();
    }
}
