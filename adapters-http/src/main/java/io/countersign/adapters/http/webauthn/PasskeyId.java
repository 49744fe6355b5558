package io.countersign.adapters.http.webauthn;

import io.countersign.adapters.http.wire.RequestOptions;
import io.countersign.domain.challenge.AllowedCredentials.Passkey;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.Octets;
import io.vavr.control.Option;

import java.util.Base64;

/**
 * A passkey with the bytes of its id, by which browsers identify it. The API may spell an id in base64url, in base64,
 * or as text that is neither.
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
