package io.countersign.adapters.http.wire;

import io.countersign.adapters.http.wire.ChallengeRequest.ServerKind;
import io.countersign.adapters.http.wire.DomainText.Kind;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** A pending user action as it is stored, with the challenge as the API sent it. Every change needs a new version. */
public record PendingDocument(
        @NotNull @Min(VERSION) @Max(VERSION) Integer version,
        @NotNull @Valid Action action,
        @NotNull @Valid ChallengeResponse challenge) implements Listing {

    /** The version that is written, and the only one that is read. */
    public static final int VERSION = 1;

    /** The action, with its query, unlike in {@link ChallengeRequest}: the call is still to be made. */
    public record Action(
            @NotNull Method method,
            @NotNull @DomainText(value = Kind.ACTION_PATH,
                    message = "must be a path, percent-encoded where needed, such as /wallets?limit=1") String path,
            @NotNull @DomainText(value = Kind.ACTION_PAYLOAD,
                    message = "must be text that UTF-8 can carry") String payload,
            @NotNull ServerKind serverKind,
            @Nullable Boolean idempotent,
            @Nullable @DomainText(value = Kind.CORRELATION_ID,
                    message = "must be 1 to 128 visible ASCII characters") String correlationId) {

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
