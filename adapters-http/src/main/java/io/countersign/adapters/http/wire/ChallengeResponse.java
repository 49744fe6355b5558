package io.countersign.adapters.http.wire;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** Answer of {@code POST /auth/action/init}. Texts that are signed or name something must not be empty either. */
public record ChallengeResponse(
        @NotNull @Size(min = 1) String challenge,
        @NotNull @Size(min = 1) String challengeIdentifier,
        @NotNull List<@NotNull @Valid SupportedCredentialKind> supportedCredentialKinds,
        @NotNull UserVerification userVerification,
        @NotNull Attestation attestation,
        @NotNull @Valid AllowCredentials allowCredentials,
        @NotNull String externalAuthenticationUrl,
        @Nullable @Valid RelyingParty rp) implements Listing {

    private static final String PUBLIC_KEY = "public-key";

    /** An entry of {@code supportedCredentialKinds}; kinds and factors that are not known are kept. */
    public record SupportedCredentialKind(
            @NotNull String kind, @NotNull String factor, @NotNull Boolean requiresSecondFactor) {
    }

    /** {@code userVerification}, a closed list. */
    public enum UserVerification {
        @JsonProperty("required") REQUIRED,
        @JsonProperty("preferred") PREFERRED,
        @JsonProperty("discouraged") DISCOURAGED
    }

    /** {@code attestation}, a closed list. */
    public enum Attestation {
        @JsonProperty("none") NONE,
        @JsonProperty("indirect") INDIRECT,
        @JsonProperty("direct") DIRECT,
        @JsonProperty("enterprise") ENTERPRISE
    }

    /** {@code allowCredentials}; any of the three lists may be missing. */
    public record AllowCredentials(
            @Nullable List<@NotNull @Valid Key> key,
            @Nullable List<@NotNull @Valid Webauthn> webauthn,
            @Nullable List<@NotNull @Valid PasswordProtectedKey> passwordProtectedKey) implements Listing {

        @Override
        public long entries() {
            return Listing.entriesOf(key) + Listing.entriesOf(webauthn) + Listing.entriesOf(passwordProtectedKey);
        }
    }

    /** An entry of {@code allowCredentials.key}. */
    public record Key(
            @NotNull @Pattern(regexp = PUBLIC_KEY) String type,
            @NotNull @Size(min = 1) String id) {
    }

    /** An entry of {@code allowCredentials.webauthn}; {@code transports} is one string or a list of them. */
    public record Webauthn(
            @NotNull @Pattern(regexp = PUBLIC_KEY) String type,
            @NotNull @Size(min = 1) String id,
            @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            @Nullable List<@NotNull String> transports) implements Listing {

        @Override
        public long entries() {
            return Listing.entriesOf(transports);
        }
    }

    /** An entry of {@code allowCredentials.passwordProtectedKey}. */
    public record PasswordProtectedKey(
            @NotNull @Pattern(regexp = PUBLIC_KEY) String type,
            @NotNull @Size(min = 1) String id,
            @NotNull String encryptedPrivateKey) {

        @Override
        public String toString() {
            return "PasswordProtectedKey[" + id + "]";
        }
    }

    /** {@code rp}. */
    public record RelyingParty(@NotNull String id, @NotNull String name) {
    }

    @Override
    public long entries() {
        return Listing.entriesOf(supportedCredentialKinds) + Listing.entriesIn(allowCredentials);
    }

    @Override
    public String toString() {
        return "ChallengeResponse[" + challenge + "]";
    }
}
