package io.countersign.adapters.http.wire;

import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** The members of client data that are read (WebAuthn Level 3 §5.8.1). Other clients may add to them. */
public record ClientDataMembers(
        @NotNull String type, @NotNull String challenge, @Nullable String origin, @Nullable Boolean crossOrigin,
        @Nullable String topOrigin) {

    /** Reads client data that names the page around a frame as made in a frame. */
    public ClientDataMembers {
        topOrigin = IdentifiedTwice.noneIfEmpty(topOrigin);
        crossOrigin = topOrigin == null ? crossOrigin : Boolean.TRUE;
    }
}
