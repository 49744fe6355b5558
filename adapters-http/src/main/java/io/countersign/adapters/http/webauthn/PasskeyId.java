package io.countersign.adapters.http.webauthn;

import io.countersign.adapters.http.wire.RequestOptions;
import io.countersign.domain.challenge.AllowedCredentials.Passkey;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.Octets;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/**
 * A passkey with the bytes of its id, by which browsers identify it. The API may spell an id in base64url, in base64,
 * or as text that is neither.
 */
record PasskeyId(Passkey passkey, Octets bytes) {

    static Option<PasskeyId> of(Passkey passkey) {
        return Octets.ofBase64("id", passkey.id().value()).toOption()
                .filter(bytes -> bytes.length() > 0 && bytes.length() <= RequestOptions.Descriptor.LONGEST_ID)
                .map(bytes -> new PasskeyId(passkey, bytes));
    }

    /** Returns the API's spelling of an id that a browser knows as those bytes; base64url if it is none of these. */
    static CredentialId spelled(Octets bytes, Seq<Passkey> passkeys) {
        return passkeys.flatMap(PasskeyId::of)
                .find(id -> id.bytes.equals(bytes))
                .map(id -> id.passkey.id())
                .getOrElse(() -> CredentialId.ofOrThrow(bytes.base64Url()));
    }
}
