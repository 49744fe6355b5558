package io.countersign.adapters.http.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countersign.adapters.http.wire.ChallengeResponse.UserVerification;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** {@code PublicKeyCredentialRequestOptionsJSON} (WebAuthn Level 3 §5.1.9). Absent members are left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RequestOptions(
        @NotNull @Binary(min = 1, max = Integer.MAX_VALUE) String challenge,
        @NotNull @Min(1) Long timeout,
        @Nullable @Size(min = 1) String rpId,
        @NotNull @Size(min = 1) List<@NotNull @Valid Descriptor> allowCredentials,
        @NotNull UserVerification userVerification) {

    /** {@code PublicKeyCredentialDescriptorJSON}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Descriptor(
            @NotNull @Pattern(regexp = "public-key") String type,
            @NotNull @Binary(min = 1, max = LONGEST_ID) String id,
            @Nullable @Size(min = 1) List<@NotNull String> transports) {

        /** The largest number of bytes of a credential id (WebAuthn Level 2 §4, credential ID). */
        public static final int LONGEST_ID = 1023;
    }
}
