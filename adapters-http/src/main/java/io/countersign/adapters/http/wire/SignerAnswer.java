package io.countersign.adapters.http.wire;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The answer of the signers of the API's own browser clients for two factors, or for one that is named. */
public record SignerAnswer(@NotNull @Valid Factor firstFactor, @Nullable @Valid Factor secondFactor) {

    /** The answer of one signer. */
    public record Factor(@NotNull Kind kind, @NotNull @Valid Assertion credentialAssertion) {
    }

    /** The kinds that sign, as the API spells them. */
    public enum Kind {
        Key, PasswordProtectedKey, Fido2
    }

    /** The members of both kinds of assertion. Where there is nothing, some clients write an empty text. */
    public record Assertion(
            @NotNull @Size(min = 1, max = 2048) String credId,
            @NotNull @Binary(min = 1, max = 8 * 1024) String clientData,
            @Nullable @Binary(min = 37, max = 4 * 1024) String authenticatorData,
            @NotNull @Binary(min = 1, max = 2 * 1024) String signature,
            @Nullable @Binary(min = 1, max = 64) String userHandle,
            @Nullable @Size(max = 100) String algorithm) {

        public Assertion {
            authenticatorData = IdentifiedTwice.noneIfEmpty(authenticatorData);
            userHandle = IdentifiedTwice.noneIfEmpty(userHandle);
            algorithm = IdentifiedTwice.noneIfEmpty(algorithm);
        }

        @Override
        public String toString() {
            return "Assertion[hidden]";
        }
    }
}
