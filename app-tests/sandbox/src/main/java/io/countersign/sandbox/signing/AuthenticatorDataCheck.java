package io.countersign.sandbox.signing;

import com.yubico.webauthn.data.AuthenticatorData;
import com.yubico.webauthn.data.ByteArray;
import io.countersign.sandbox.enrolment.WebAuthnPolicy;
import io.countersign.sandbox.http.Sha256;
import io.vavr.control.Option;

import java.nio.charset.StandardCharsets;

/**
 * Checks the relying party and the user's presence and verification in authenticator data (WebAuthn Level 2 §7.2, steps
 * 15 to 17).
 *
 * @param policy the requirements
 */
record AuthenticatorDataCheck(WebAuthnPolicy policy) {

    private static final int PLAIN_IN_BYTES = 37;

    /** Parses authenticator data (§6.1) with Yubico's library, if it is well-formed. */
    static Option<AuthenticatorData> parsed(byte[] bytes) {
        try {
            AuthenticatorData data = new AuthenticatorData(new ByteArray(bytes));
            // The library does not mind bytes that nothing announces.
            boolean plain = !data.getFlags().AT && !data.getFlags().ED;
            return Option.when(!plain || bytes.length == PLAIN_IN_BYTES, data);
        } catch (RuntimeException malformed) {
            return Option.none();
        }
    }

    /** Returns what is wrong with the data, if anything. */
    Option<String> objection(AuthenticatorData data) {
        ByteArray rpIdHash = new ByteArray(Sha256.of(policy.rpId().getBytes(StandardCharsets.UTF_8)));
        if (!data.getRpIdHash().equals(rpIdHash)) {
            return Option.some("must be for the relying party " + policy.rpId() + ", by its rpIdHash");
        } else if (!data.getFlags().UP) {
            return Option.some("must say that the user was present (UP)");
        } else if (policy.requiresUserVerification() && !data.getFlags().UV) {
            return Option.some("must say that the user was verified (UV), as the challenge requires");
        }
        return Option.none();
    }
}
