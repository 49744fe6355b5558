package io.countersign.adapters.http.wire;

import io.countersign.adapters.http.wire.ChallengeRequest.ServerKind;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * A pending user action as it is written, with the challenge as the API sent it. What changes in it changes
 * {@code version}.
 */
public record PendingDocument(
        @NotNull @Min(VERSION) @Max(VERSION) Integer version,
        @NotNull @Valid Action action,
        @NotNull @Valid ChallengeResponse challenge) implements Listing {

    /** The version that is written, and the only one that is read. */
    public static final int VERSION = 1;

    /**
     * The action: unlike in {@link ChallengeRequest}, with its query, because the call is still to be made, and with
     * what its caller said of it, if anything.
     */
    public record Action(
            @NotNull Method method,
            @NotNull @RequestTarget String path,
            @NotNull @Encodable String payload,
            @NotNull ServerKind serverKind,
            @Nullable Boolean idempotent,
            @Nullable @Correlation String correlationId) {

        @Override
        public String toString() {
            return "Action[" + method + " " + path + "]";
        }
    }

    @Override
    public long entries() {
        return Listing.entriesIn(challenge);
    }

    /** The methods, as HTTP spells them. */
    public enum Method {
        GET, POST, PUT, PATCH, DELETE
    }
}
