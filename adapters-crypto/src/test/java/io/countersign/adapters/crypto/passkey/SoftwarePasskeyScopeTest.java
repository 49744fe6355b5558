package io.countersign.adapters.crypto.passkey;

import static io.countersign.adapters.crypto.passkey.Passkeys.builder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.domain.Violation;
import io.countersign.domain.credential.Octets;
import io.vavr.collection.Seq;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** For which relying party and at which origin a passkey may be. */
class SoftwarePasskeyScopeTest {

    @ParameterizedTest
    @CsvSource({
        "example.com, https://example.com", "example.com, https://app.example.com",
        "example.com, https://a.b.example.com:8443", "app.example.com, https://app.example.com",
        "localhost, http://localhost", "localhost, http://localhost:8080", "localhost, https://localhost:1",
        "intranet, https://intranet", "xn--bcher-kva.example, https://xn--bcher-kva.example",
        "example.com, https://example.com:80", "localhost, http://localhost:443", "1a.com, https://2b.1a.com",
        "example.com, https://0.example.com:65535"})
    void a_passkey_may_be_used_at_the_domain_of_its_relying_party_and_below_it(String rpId, String origin) {
        var passkey = SoftwarePasskey.builder(rpId, origin).key(Keys.generated(SignatureScheme.EDDSA)).build();

        assertThat(passkey.isValid()).isTrue();
        assertThat(passkey.get().rpId()).isEqualTo(rpId);
        assertThat(passkey.get().origin()).isEqualTo(origin);
    }

    @ParameterizedTest
    @CsvSource({
        "example.org, https://example.com", "app.example.com, https://example.com",
        "ample.com, https://example.com", "evil-example.com, https://example.com",
        "other.example.com, https://app.example.com", "com, https://example.com", "localhost, https://app.localhost",
        "localhost, https://example.com"})
    void a_relying_party_that_is_not_the_origins_host_or_above_it_is_refused(String rpId, String origin) {
        assertThat(violations(rpId, origin)).containsExactly(new Violation("rpId",
                "must be the host of the origin, or a domain above it that is more than a top-level domain"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.com", "http://app.localhost", "http://localhost.example.com"})
    void plain_http_is_refused_but_on_localhost(String origin) {
        assertThat(violations("example.com", origin)).contains(
                new Violation("origin", "must be https, or http on localhost"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "example.com", "https://", "https://example.com/", "https://example.com/a", "https://example.com?a",
        "https://example.com#a", "https://user@example.com", "HTTPS://example.com", "https://example.com:",
        "https://example.com:443", "https://example.com:0", "https://example.com:08", "https://example.com:65536",
        "https://example.com:999999", "https://example.com:1:2", "wss://example.com", "ftp://example.com", "null",
        "https:example.com", " https://example.com", "android:apk-key-hash:x",
        "https://[::1", "http://localhost:80"})
    void an_origin_that_no_browser_writes_is_refused(String origin) {
        assertThat(violations("example.com", origin).find(violation -> violation.field().equals("origin")).get()
                .message()).startsWith("must be written as browsers do: https://host");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "Example.com", "example.com.", ".example.com", "example..com", "exa_mple.com", "-a.com", "a-.com",
        "exämple.com", "example com", "example.com\n", "*.example.com", "example.com%00"})
    void what_is_no_domain_is_refused_on_both_sides(String host) {
        String message = "must name a domain in lower case: letters, digits, hyphens and dots, "
                + "other characters as xn--…";

        assertThat(violations(host, "https://" + host)).containsExactly(
                new Violation("rpId", message), new Violation("origin", message));
    }

    @Test
    void a_domain_has_its_longest_length() {
        String label = "a".repeat(63);
        String longest = String.join(".", label, label, label, "a".repeat(61));

        assertThat(longest).hasSize(253);
        assertThat(SoftwarePasskey.builder(longest, "https://" + longest)
                .key(Keys.generated(SignatureScheme.EDDSA)).build()
                .isValid()).isTrue();
        assertThat(violations(longest + "a", "https://" + longest + "a")).hasSize(2);
        assertThat(violations("a" + label + ".com", "https://a" + label + ".com")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "127.0.0.1", "192.168.1.1", "[::1]", "[2001:db8::1]", "10.1", "2130706433", "0x7f.1", "1.2.3.0x", "127.0.0.1."})
    void an_ip_address_is_refused_on_both_sides(String address) {
        assertThat(violations(address, "https://" + address)).containsExactly(
                new Violation("rpId", "must name a domain, not an IP address"),
                new Violation("origin", "must name a domain, not an IP address"));
    }

    @Test
    void an_ip_address_without_brackets_is_one_too() {
        assertThat(violations("::1", "https://example.com")).containsExactly(
                new Violation("rpId", "must name a domain, not an IP address"));
    }

    @Test
    void all_violations_are_reported_at_once() {
        var builder = SoftwarePasskey.builder("Example", "http://example.com")
                .webAuthnId(Octets.of(new byte[0])).userHandle(Octets.of(new byte[65]));

        assertThat(builder.build().getError().map(Violation::field))
                .containsExactly("rpId", "origin", "webAuthnId", "userHandle", "key");
        assertThat(builder.key(Keys.signingKey(Keys.SECP256K1)).build().getError().map(Violation::field))
                .containsExactly("rpId", "origin", "webAuthnId", "userHandle", "key");
    }

    @ParameterizedTest
    @CsvSource({"0, 1, webAuthnId", "1024, 64, webAuthnId", "1, 0, userHandle", "1023, 65, userHandle"})
    void ids_and_user_handles_have_the_lengths_of_webauthn(int idBytes, int handleBytes, String field) {
        assertThat(builder().webAuthnId(Octets.of(new byte[idBytes])).userHandle(Octets.of(new byte[handleBytes]))
                .key(Keys.generated(SignatureScheme.EDDSA)).build().getError())
                .containsExactly(new Violation(field,
                        "must be 1 to " + (field.equals("webAuthnId") ? 1023 : 64) + " bytes"));
    }

    @Test
    void the_longest_id_and_user_handle_are_taken() {
        var passkey = builder().webAuthnId(Octets.of(new byte[1023])).userHandle(Octets.of(new byte[64]))
                .key(Keys.generated(SignatureScheme.EDDSA)).build();

        assertThat(passkey.get().webAuthnId().length()).isEqualTo(1023);
        assertThat(passkey.get().userHandle().get().length()).isEqualTo(64);
    }

    @Test
    void a_null_is_refused_by_name() {
        assertThatNullPointerException().isThrownBy(() -> SoftwarePasskey.builder(null, ""))
                .withMessage("rpId");
        assertThatNullPointerException().isThrownBy(() -> SoftwarePasskey.builder("", null))
                .withMessage("origin");
        assertThatNullPointerException().isThrownBy(() -> builder().id(null)).withMessage("id");
        assertThatNullPointerException().isThrownBy(() -> builder().webAuthnId(null)).withMessage("rawId");
        assertThatNullPointerException().isThrownBy(() -> builder().userHandle(null)).withMessage("handle");
        assertThatNullPointerException().isThrownBy(() -> builder().publicKey(null)).withMessage("key");
        assertThatNullPointerException().isThrownBy(() -> builder().key(null).build()).withMessage("key");
        assertThatNullPointerException().isThrownBy(() -> JcaSigningKey.generate(null)).withMessage("scheme");
    }

    private static Seq<Violation> violations(String rpId, String origin) {
        return SoftwarePasskey.builder(rpId, origin).key(Keys.generated(SignatureScheme.EDDSA)).build().getError();
    }
}
