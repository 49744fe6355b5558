package io.countersign.adapters.http.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Body of {@code POST /auth/action}. Absent members are left out, never null; bytes are base64url, unpadded. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RedemptionRequest(
        @NotNull @Size(min = 1) String challengeIdentifier,
        @NotNull @Valid Factor firstFactor,
        @Nullable @Valid Factor secondFactor) {

    private static final String BASE64URL = "[\\w-]+";

    /** An assertion of either factor. */
    public sealed interface Factor permits SigningFactor, PasswordFactor, TotpFactor {

        /** Returns texts that must not be shown if an answer repeats them. */
        default List<String> secrets() {
            return List.of();
        }
    }

    /** An assertion of a kind that signs. */
    public record SigningFactor(@NotNull Kind kind, @NotNull @Valid Assertion credentialAssertion) implements Factor {
    }

    /** The kinds, as the API spells them. */
    public enum Kind {
        Key, PasswordProtectedKey, Fido2, Password, Totp
    }

    /** The signed data and the signature of a credential. */
    public sealed interface Assertion permits KeyAssertion, Fido2Assertion {
    }

    /** The assertion of a key, protected by a password or not. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record KeyAssertion(
            @NotNull @Size(min = 1) String credId,
            @NotNull @Pattern(regexp = BASE64URL) String clientData,
            @NotNull @Pattern(regexp = BASE64URL) String signature,
            @Nullable String algorithm) implements Assertion {
    }

    /** The assertion of a passkey or security key. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Fido2Assertion(
            @NotNull @Size(min = 1) String credId,
            @NotNull @Pattern(regexp = BASE64URL) String clientData,
            @NotNull @Pattern(regexp = BASE64URL) String authenticatorData,
            @NotNull @Pattern(regexp = BASE64URL) String signature,
            @Nullable @Pattern(regexp = BASE64URL) String userHandle) implements Assertion {
    }

    /** A password, as a first factor. */
    public record PasswordFactor(@NotNull Kind kind, @NotNull @Size(min = 1) String password) implements Factor {

        @Override
        public List<String> secrets() {
            return List.of(password);
        }

        @Override
        public String toString() {
            return "PasswordFactor[hidden]";
        }
    }

    /** A time-based one-time password, as a second factor. */
    public record TotpFactor(@NotNull Kind kind, @NotNull @Size(min = 1) String otpCode) implements Factor {

        @Override
        public List<String> secrets() {
            return List.of(otpCode);
        }

        @Override
        public String toString() {
            return "TotpFactor[hidden]";
        }
    }

    /** Returns texts that must not be shown if an answer repeats them. */
    public List<String> secrets() {
        List<String> all = new ArrayList<>(firstFactor.secrets());
        if (secondFactor != null) {
            all.addAll(secondFactor.secrets());
        }
        all.add(challengeIdentifier);
        return List.copyOf(all);
    }

    @Override
    public String toString() {
        return "RedemptionRequest[hidden]";
    }
}
