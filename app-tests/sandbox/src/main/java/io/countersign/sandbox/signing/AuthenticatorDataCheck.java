package io.countersign.sandbox.signing;

import com.yubico.webauthn.data.AuthenticatorData;
import com.yubico.webauthn.data.ByteArray;
import io.countersign.sandbox.enrolment.WebAuthnPolicy;
import io.countersign.sandbox.http.Sha256;
import io.vavr.control.Option;

import java.nio.charset.StandardCharsets;

/**
 * Whether an authenticator speaks of this relying party and of a user who was there (WebAuthn Level 2 §7.2, steps 15
 * to 17).
 *
 * @param policy what is asked
 */
record AuthenticatorDataCheck(WebAuthnPolicy policy) {

    private static final int PLAIN_IN_BYTES = 37;

    /** The data, taken apart by Yubico's library, if it is well-formed (§6.1). */
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

    /** What is wrong with it, if anything is. */
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
