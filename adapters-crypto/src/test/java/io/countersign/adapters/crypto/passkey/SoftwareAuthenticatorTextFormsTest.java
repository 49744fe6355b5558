package io.countersign.adapters.crypto.passkey;

import static io.countersign.adapters.crypto.passkey.Passkeys.assertion;
import static io.countersign.adapters.crypto.passkey.Passkeys.challenge;
import static io.countersign.adapters.crypto.passkey.Passkeys.challengeFor;
import static io.countersign.adapters.crypto.passkey.Passkeys.builder;
import static io.countersign.adapters.crypto.passkey.Passkeys.failure;
import static io.countersign.adapters.crypto.passkey.Passkeys.id;
import static io.countersign.adapters.crypto.passkey.Passkeys.pemFor;
import static io.countersign.adapters.crypto.passkey.Passkeys.valid;
import static io.countersign.adapters.crypto.passkey.YubicoRelyingParty.USER_HANDLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.domain.Violation;
import io.countersign.domain.challenge.Challenge;
import io.countersign.domain.challenge.UserVerification;
import io.countersign.domain.credential.Octets;
import io.countersign.ports.outbound.CredentialSigner;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** No text form of anything around a passkey shows its key, or whose it is. */
class SoftwareAuthenticatorTextFormsTest {

    @ParameterizedTest
    @EnumSource(value = SignatureScheme.class, names = {"ES256", "EDDSA", "RS256"})
    void no_key_and_no_user_handle_is_shown(SignatureScheme scheme) {
        String pem = pemFor(scheme);
        var named = builder().id(id("the-passkey")).userHandle(USER_HANDLE);
        var passkey = valid(named.key(Keys.signingKey(pem)).build());
        var authenticator = SoftwareAuthenticator.holding(passkey);
        var invalid = builder().id(id("the-passkey")).userHandle(USER_HANDLE).webAuthnId(Octets.of(new byte[0]));
        var counting = valid(named.signatureCounter(SignatureCounter.inMemory()).key(Keys.signingKey(pem)).build());
        var closed = valid(named.key(Keys.signingKey(pem)).build());
        closed.close();

        for (Object value : List.of(
                named, passkey, authenticator, authenticator.withoutUserVerification(), counting, closed,
                CredentialSigner.fido2(authenticator), assertion(passkey), failure(closed),
                failure(authenticator, challengeFor(id("other"))), failure(closed).message(),
                failure(authenticator, challengeFor(id("other"))).message(),
                authenticator.attest(passkey.id(), Challenge.of("c").get(), UserVerification.PREFERRED),
                authenticator.attest(id("other"), Challenge.of("c").get(), UserVerification.PREFERRED),
                invalid.key(Keys.signingKey(pem)).build(), invalid.build(),
                Violation.describe(invalid.key(Keys.signingKey(pem)).build().getError()),
                named.key(Keys.signingKey(pem)).build())) {
            assertShowsNothingOf(scheme, pem, value.toString());
        }
    }

    @Test
    void names_that_others_give_are_shown_in_one_line() {
        var authenticator = SoftwareAuthenticator.holding(valid(builder().key(Keys.signingKey(Keys.ED25519)).build()));
        var forging = challenge("c", Option.some("example.com\nINFO forged"), UserVerification.PREFERRED,
                id("a\nINFO forged"), id("b\u0085INFO forged"));

        assertThat(failure(authenticator, forging).message()).matches("[^\\p{Cc}]+").contains("a\\u000aINFO forged");
    }

    @Test
    void what_is_no_secret_is_shown() {
        var passkey = valid(builder().id(id("the-passkey")).key(Keys.signingKey(Keys.ED25519)).build());

        assertThat(passkey).hasToString("SoftwarePasskey[the-passkey, EdDSA, example.com, https://app.example.com]");
        assertThat(SoftwareAuthenticator.holding(passkey)).hasToString("SoftwareAuthenticator[" + passkey + "]");
        assertThat(SoftwareAuthenticator.holding(passkey).withoutUserVerification())
                .hasToString("SoftwareAuthenticator[" + passkey + ", no user verification]");
        assertThat(builder()).hasToString("SoftwarePasskey.Builder[example.com, https://app.example.com]");
        assertThat(SignatureCounter.inMemory()).hasToString("InMemoryCounter[1]");
    }

    private static void assertShowsNothingOf(SignatureScheme scheme, String pem, String text) {
        assertThat(text).isNotBlank()
                .doesNotContain(USER_HANDLE.base64Url())
                .doesNotContain(new String(USER_HANDLE.toByteArray(), UTF_8));
        for (String line : pem.lines().filter(line -> !line.startsWith("-")).toList()) {
            assertThat(text).doesNotContain(line);
        }
        byte[] der = Keys.der(pem);
        int privateFrom = switch (scheme) {
            case EDDSA -> 16;
            case RS256 -> der.length / 3; // past the modulus, which is public
            default -> 36;
        };
        int privateTo = scheme == SignatureScheme.ES256 ? 68 : der.length;
        for (int from = privateFrom; from + 6 <= privateTo; from += 3) {
            byte[] part = Arrays.copyOfRange(der, from, from + 6);
            assertThat(text).doesNotContain(Base64.getEncoder().encodeToString(part))
                    .doesNotContain(Base64.getUrlEncoder().encodeToString(part))
                    .doesNotContainIgnoringCase(HexFormat.of().formatHex(part))
                    .doesNotContain(new BigInteger(1, part).toString());
        }
    }
}
