package io.countersign.adapters.http.webauthn;

import io.countersign.adapters.http.wire.RequestOptions;
import io.countersign.domain.challenge.AllowedCredentials.Passkey;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.Octets;
import io.vavr.control.Option;

import java.util.Base64;

/**
 * A passkey's id as the API spells it, and as the bytes by which browsers know it. The API's spelling is its own
 * choice: base64url, padded base64, or no bytes at all.
 */
record PasskeyId(Passkey passkey, Octets bytes) {

    static Option<PasskeyId> of(Passkey passkey) {
        return bytesOf(passkey.id())
                .filter(bytes -> bytes.length() > 0 && bytes.length() <= RequestOptions.Descriptor.LONGEST_ID)
                .map(bytes -> new PasskeyId(passkey, bytes));
    }

    private static Option<Octets> bytesOf(CredentialId id) {
        return Octets.ofBase64Url("id", id.value()).toOption().orElse(() -> bytesOfBase64(id));
    }

    private static Option<Octets> bytesOfBase64(CredentialId id) {
        try {
            return Option.some(Octets.of(Base64.getDecoder().decode(id.value())));
        } catch (IllegalArgumentException noBytes) {
            return Option.none();
        }
    }
}
