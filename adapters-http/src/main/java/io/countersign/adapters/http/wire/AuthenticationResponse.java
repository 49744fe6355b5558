package io.countersign.adapters.http.wire;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code AuthenticationResponseJSON} (WebAuthn Level 3 §5.1.8), the result of {@code PublicKeyCredential.toJSON()}. Its
 * largest sizes are far beyond those of authenticators.
 */
public record AuthenticationResponse(
        @NotNull @Pattern(regexp = "public-key") String type,
        @NotNull @Base64Url(min = 1, max = RequestOptions.Descriptor.LONGEST_ID) String id,
        @NotNull @Base64Url(min = 1, max = RequestOptions.Descriptor.LONGEST_ID) String rawId,
        @NotNull @Valid Assertion response) {

    /** {@code AuthenticatorAssertionResponseJSON}; authenticator data is 37 bytes at least (WebAuthn Level 2 §6.1). */
    public record Assertion(
            @NotNull @Base64Url(min = 1, max = 8 * 1024) String clientDataJSON,
            @NotNull @Base64Url(min = 37, max = 4 * 1024) String authenticatorData,
            @NotNull @Base64Url(min = 1, max = 2 * 1024) String signature,
            @Nullable @Base64Url(min = 1, max = 64) String userHandle) {

        @Override
        public String toString() {
            return "Assertion[hidden]";
        }
    }
}
