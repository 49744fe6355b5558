package io.countersign.adapters.http.wire;

import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** The members that are read of {@code CollectedClientData} (WebAuthn Level 2 §5.8.1); browsers may add to it. */
public record ClientDataMembers(
        @NotNull String type, @NotNull String challenge, @NotNull String origin, @Nullable Boolean crossOrigin) {
}
