package io.countersign.adapters.http.wire;

import io.countersign.adapters.http.wire.ChallengeResponse.Attestation;
import io.countersign.adapters.http.wire.ChallengeResponse.RelyingParty;
import io.countersign.adapters.http.wire.ChallengeResponse.UserVerification;
import io.countersign.adapters.http.wire.ChallengeResponse.Webauthn;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** Answer of {@code POST /auth/credentials/init} and {@code POST /auth/registration/init}, as far as passkeys go. */
public record RegistrationChallenge(
        @NotNull @Size(min = 1) String challenge,
        @NotNull @Valid RelyingParty rp,
        @NotNull @Valid User user,
        @NotNull @Size(min = 1) List<CreationOptions.@NotNull @Valid Parameters> pubKeyCredParams,
        @Nullable List<@NotNull @Valid Webauthn> excludeCredentials,
        @NotNull @Valid Selection authenticatorSelection,
        @NotNull Attestation attestation) implements Listing {

    /** {@code user}; the id is any text. */
    public record User(@NotNull @Size(min = 1) String id, @NotNull String name, @NotNull String displayName) {
    }

    /** {@code authenticatorSelection}. */
    public record Selection(
            @Nullable String authenticatorAttachment, CreationOptions.@Nullable ResidentKey residentKey,
            @Nullable Boolean requireResidentKey, @NotNull UserVerification userVerification) {
    }

    @Override
    public long entries() {
        return Listing.entriesOf(pubKeyCredParams) + Listing.entriesOf(excludeCredentials);
    }
}
