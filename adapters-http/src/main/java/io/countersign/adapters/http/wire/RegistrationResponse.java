package io.countersign.adapters.http.wire;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code RegistrationResponseJSON} (WebAuthn Level 3 §5.1.8). What it repeats of the attestation object is not read.
 */
public record RegistrationResponse(
        @NotNull @Pattern(regexp = "public-key") String type,
        @NotNull @Binary(min = 1, max = RequestOptions.Descriptor.LONGEST_ID) String id,
        @Nullable @Binary(min = 1, max = RequestOptions.Descriptor.LONGEST_ID) String rawId,
        @NotNull @Valid Attestation response) implements IdentifiedTwice {

    public RegistrationResponse {
        rawId = IdentifiedTwice.noneIfEmpty(rawId);
    }

    /** {@code AuthenticatorAttestationResponseJSON}. */
    public record Attestation(
            @NotNull @Binary(min = 1, max = 8 * 1024) String clientDataJSON,
            @NotNull @Binary(min = 1, max = 32 * 1024) String attestationObject) {
    }
}
