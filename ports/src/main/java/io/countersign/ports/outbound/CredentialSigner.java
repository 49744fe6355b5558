package io.countersign.ports.outbound;

import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.credential.Credential;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.domain.credential.CredentialId;
import io.vavr.control.Either;

/**
 * A credential with the means to sign for it: turns a challenge into that credential's assertion.
 *
 * <p>It is asked only for challenges that allow its credential. Implementations are safe for use by several threads and
 * throw nothing.
 */
public interface CredentialSigner {

    /** Whose assertions this makes. Always the same. */
    Credential credential();

    /** This credential's assertion over that challenge, or why there is none. */
    Either<SigningFailure, CredentialAssertion> sign(UserActionChallenge challenge);

    /** Signs as the {@code Key} credential of that id, with that key. */
    static CredentialSigner key(CredentialId id, SigningKey signingKey) {
        return new KeyCredentialSigner(id, signingKey);
    }
}
