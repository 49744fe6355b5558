package io.countersign.adapters.http.wire;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code AuthenticationResponseJSON} (WebAuthn Level 3 §5.1.8), the result of {@code PublicKeyCredential.toJSON()}. Its
 * largest sizes are far beyond those of authenticators. Where there is nothing, some clients write an empty text.
 */
public record AuthenticationResponse(
        @NotNull @Pattern(regexp = "public-key") String type,
        @NotNull @Binary(min = 1, max = RequestOptions.Descriptor.LONGEST_ID) String id,
        @Nullable @Binary(min = 1, max = RequestOptions.Descriptor.LONGEST_ID) String rawId,
        @NotNull @Valid Assertion response) implements IdentifiedTwice {

    public AuthenticationResponse {
        rawId = IdentifiedTwice.noneIfEmpty(rawId);
    }

    /** {@code AuthenticatorAssertionResponseJSON}; authenticator data is 37 bytes at least (WebAuthn Level 2 §6.1). */
    public record Assertion(
            @NotNull @Binary(min = 1, max = 8 * 1024) String clientDataJSON,
            @NotNull @Binary(min = 37, max = 4 * 1024) String authenticatorData,
            @NotNull @Binary(min = 1, max = 2 * 1024) String signature,
            @Nullable @Binary(min = 1, max = 64) String userHandle) {

        public Assertion {
            userHandle = IdentifiedTwice.noneIfEmpty(userHandle);
        }

        @Override
        public String toString() {
            return "Assertion[hidden]";
        }
    }
}
