package io.countersign.adapters.http.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.countersign.adapters.http.wire.ChallengeResponse.Attestation;
import io.countersign.adapters.http.wire.ChallengeResponse.UserVerification;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** {@code PublicKeyCredentialCreationOptionsJSON} (WebAuthn Level 3 §5.1.9). Absent members are left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CreationOptions(
        @NotNull @Valid RelyingParty rp,
        @NotNull @Valid User user,
        @NotNull @Binary(min = 1, max = Integer.MAX_VALUE) String challenge,
        @NotNull @Size(min = 1) List<@NotNull @Valid Parameters> pubKeyCredParams,
        @NotNull @Min(1) Long timeout,
        @NotNull List<RequestOptions.@NotNull @Valid Descriptor> excludeCredentials,
        @NotNull Selection authenticatorSelection,
        @NotNull Attestation attestation) {

    /** {@code PublicKeyCredentialRpEntity}. */
    public record RelyingParty(@NotNull @Size(min = 1) String id, @NotNull String name) {
    }

    /** {@code PublicKeyCredentialUserEntityJSON}; an id is 64 bytes at most (WebAuthn Level 2 §4, user handle). */
    public record User(
            @NotNull @Binary(min = 1, max = 64, message = "must be 1 to 64 bytes in UTF-8") String id,
            @NotNull String name, @NotNull String displayName) {
    }

    /** {@code PublicKeyCredentialParameters}; the algorithm is a COSE identifier. */
    public record Parameters(@NotNull @Pattern(regexp = "public-key") String type, @NotNull Integer alg) {
    }

    /** {@code AuthenticatorSelectionCriteria}; Level 1 clients read {@code requireResidentKey}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Selection(
            @Nullable String authenticatorAttachment, @NotNull ResidentKey residentKey,
            @NotNull Boolean requireResidentKey, @NotNull UserVerification userVerification) {
    }

    /** {@code ResidentKeyRequirement}. */
    public enum ResidentKey {
        @JsonProperty("required") REQUIRED,
        @JsonProperty("preferred") PREFERRED,
        @JsonProperty("discouraged") DISCOURAGED
    }
}
