package io.countersign.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** The passkey page of the built jar works in a real browser, and every attempt to cheat is refused there. */
class PasskeyPageIT {

    private static Process demo;
    private static Chromium chromium;
    private static URI page;

    private Tab tab;
    private String authenticator;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        demo = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar",
                System.getProperty("countersign.jar"), "passkey-demo").redirectError(Redirect.INHERIT).start();
        chromium = Chromium.start(directory);
        page = URI.create(demo.inputReader().readLine().replaceFirst("^open ", ""));
    }

    @AfterAll
    static void stop() {
        demo.destroy();
        demo.onExit().join();
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void open() {
        tab = chromium.open(page.resolve("/"));
        authenticator = tab.addAuthenticator();
        tab.await("document.body.ariaBusy === 'false'");
        tab.evaluate("document.querySelector('input[value=Ada]').click()");
        tab.await("document.body.ariaBusy === 'false' && document.querySelector('input[value=Ada]').checked");
    }

    @AfterEach
    void closePage() {
        tab.close();
    }

    @ParameterizedTest
    @CsvSource({"ES256,true", "ES256,false", "EdDSA,true", "EdDSA,false", "RS256,true", "RS256,false"})
    void a_wallet_is_created_with_a_passkey_of_any_kind_alone_and_beside_a_server_key(
            String algorithm, boolean discoverable) {
        makePasskey(algorithm, discoverable);
        assertThat(tab.text("#make-result")).contains("Ada has a passkey now (" + algorithm + ")");
        assertThat(tab.credentialsOf(authenticator)).hasSize(1).allSatisfy(credential ->
                assertThat(credential.get("isResidentCredential").asBoolean()).isEqualTo(discoverable));

        for (String button : new String[] {"#approve", "#approve-two"}) {
            tab.click(button);
            tab.await("document.querySelector('#wallet-result .notice')");
            assertThat(tab.text("#wallet-result")).matches("The wallet wa-\\w+ on EthereumSepolia was created\\.");
        }
    }

    @Test
    void the_panel_shows_what_was_sent_and_hides_tokens() {
        makePasskey("ES256", true);
        tab.click("#approve-two");
        tab.await("document.querySelector('#wallet-result .notice')");
        tab.evaluate("document.querySelectorAll('#steps details').forEach(details => details.open = true)");

        String panel = tab.text("#steps");
        assertThat(panel).contains("POST /auth/action/init", "\"userActionHttpPath\": \"/wallets\"",
                "What the passkey is to sign", "\"rpId\": \"localhost\"", "characters that only the server can read",
                "\"type\": \"webauthn.get\"", "\"origin\": \"" + page + "\"", "\"userVerified\": true",
                "\"firstFactor\"", "\"kind\": \"Key\"", "\"secondFactor\"", "\"kind\": \"Fido2\"",
                "\"userAction\": \"(hidden)\"", "\"X-DFNS-USERACTION\": \"(hidden)\"");
        assertThat(panel).doesNotContain("-secret-", "eyJ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "replay    | API     | already been used",
        "signature | API     | Not Authorized",
        "seal      | library | altered",
        "user      | library | another user",
        "expired   | library | was good until",
        "action    | library | another challenge",
        "frame     | browser | Content-Security-Policy"})
    void an_attempt_to_cheat_is_refused_and_the_page_says_by_whom(String cheat, String refuser, String reason) {
        makePasskey("ES256", true);

        tab.click("#cheat-" + cheat + " button");

        assertRefused(cheat, refuser, reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "domain | browser | SecurityError",
        "origin | library | origin that is not among those allowed"})
    void a_signature_made_on_another_page_is_refused(String cheat, String refuser, String reason) {
        makePasskey("ES256", true);
        CompletableFuture<Tab> window = chromium.nextWindow();

        tab.click("#cheat-" + cheat + " button");
        Tab popup = Chromium.within(Chromium.PATIENCE, "opening a window", window);
        String copy = popup.addAuthenticator();
        for (JsonNode credential : tab.credentialsOf(authenticator)) {
            popup.addCredential(copy, credential);
        }
        popup.click("#sign");

        assertRefused(cheat, refuser, reason);
    }

    @Test
    void a_signature_made_inside_a_frame_is_refused() {
        makePasskey("ES256", true);

        tab.click("#cheat-inside button");
        tab.clickInInnermostFrame("/framed", "#sign");

        assertRefused("inside", "library", "origin");
        assertThat(tab.text("#steps")).contains("\"crossOrigin\": true");
    }

    @Test
    void two_users_have_a_passkey_each() {
        makePasskey("ES256", true);
        tab.evaluate("document.querySelector('input[value=Ben]').click()");
        tab.await("document.body.ariaBusy === 'false' && document.querySelector('input[value=Ben]').checked");
        makePasskey("EdDSA", true);
        assertThat(tab.text("#make-result")).contains("Ben has a passkey now (EdDSA)");

        tab.click("#approve");
        tab.await("document.querySelector('#wallet-result .notice')");

        assertThat(tab.text("#wallet-result")).contains("was created");
        assertThat(tab.credentialsOf(authenticator)).hasSize(2);
    }

    @Test
    void it_works_with_the_keyboard_alone() {
        tab.evaluate("document.querySelector('#make-button').focus()");
        tab.press("Enter", 13);
        tab.await("document.querySelector('#make-result .notice')"
                + " && document.activeElement === document.querySelector('#make-button')");
        for (int steps = 0; steps < 3 && !focused().equals("approve"); steps++) {
            tab.press("Tab", 9);
        }
        assertThat(focused()).isEqualTo("approve");
        tab.press("Enter", 13);
        tab.await("document.querySelector('#wallet-result .notice')");

        assertThat(tab.text("#wallet-result")).contains("was created");
        assertThat(focused()).isEqualTo("approve");
    }

    @Test
    void it_asks_no_other_host_and_breaks_no_rule_of_its_policy() {
        makePasskey("ES256", true);
        tab.click("#approve");
        tab.await("document.querySelector('#wallet-result .notice')");

        assertThat(tab.requests()).isNotEmpty().allMatch(url -> url.startsWith(page + "/"));
        assertThat(tab.errors()).isEmpty();
    }

    @Test
    void without_a_browser_these_tests_fail_and_say_what_to_install() {
        assertThatThrownBy(() -> Chromium.program("/nowhere:/nowhere/else"))
                .isInstanceOf(AssertionError.class).hasMessageContaining("apt-get install -y chromium");
    }

    private String focused() {
        return tab.evaluate("document.activeElement.id").asText();
    }

    private void makePasskey(String algorithm, boolean discoverable) {
        tab.select("select[name=algorithm]", algorithm);
        tab.evaluate("document.querySelector('[name=discoverable]').checked = " + discoverable);
        tab.click("#make-button");
        tab.await("document.querySelector('#make-result .notice') && !document.querySelector('#approve').disabled");
    }

    private void assertRefused(String cheat, String refuser, String reason) {
        String verdict = "#cheat-" + cheat + " output";
        tab.await("document.querySelector('" + verdict + "').innerText");
        assertThat(tab.text(verdict)).startsWith("Refused by the " + refuser).contains(reason);
    }
}
