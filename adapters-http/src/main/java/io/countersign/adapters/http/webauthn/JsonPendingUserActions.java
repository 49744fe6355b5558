package io.countersign.adapters.http.webauthn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.adapters.http.wire.ChallengeMapper;
import io.countersign.adapters.http.wire.GeneratedChallengeMapper;
import io.countersign.adapters.http.wire.GeneratedPendingMapper;
import io.countersign.adapters.http.wire.PendingDocument;
import io.countersign.adapters.http.wire.PendingMapper;
import io.countersign.adapters.http.wire.WireJson;
import io.countersign.adapters.http.wire.WireValidation;
import io.countersign.domain.Violation;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.ports.outbound.PendingUserActionFormat;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Either;

import java.util.Objects;

/**
 * Writes and reads pending user actions as JSON (RFC 8259), in ASCII:
 *
 * <pre>{@code
 * {"version":1,
 *  "action":{"method":"POST","path":"/wallets?dry=true","payload":"{…}","serverKind":"Api"},
 *  "challenge":{…}}
 * }</pre>
 *
 * <p>The challenge is written as the API sent it, secrets included. Reading is strict: one JSON object of this version,
 * with no member missing, repeated, unknown or of another type. Safe for use by several threads.
 */
public final class JsonPendingUserActions implements PendingUserActionFormat {

    private final PendingMapper documents = new GeneratedPendingMapper();
    private final ChallengeMapper challenges = new GeneratedChallengeMapper();

    /** Creates a format. */
    public JsonPendingUserActions() {
    }

    @Override
    public String write(PendingUserAction pending) {
        PendingDocument document = documents.toWire(Objects.requireNonNull(pending, "pending"));
        Seq<Violation> violations = WireValidation.violationsOf(document);
        if (!violations.isEmpty()) {
            throw new IllegalStateException("a value made an invalid document: " + Violation.describe(violations));
        }
        try {
            return WireJson.documents().writeValueAsString(document);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("a valid document cannot be written: " + unwritable.getClass().getName());
        }
    }

    @Override
    public Either<Seq<Violation>, PendingUserAction> read(String text) {
        Objects.requireNonNull(text, "text");
        return WireValidation.read(() -> WireJson.documents().readValue(text, ObjectNode.class))
                .filterOrElse(tree -> tree.path("version").isInt()
                                && tree.path("version").intValue() == PendingDocument.VERSION,
                        tree -> List.of(new Violation("version", "must be " + PendingDocument.VERSION)))
                .flatMap(tree -> WireValidation.readValid(() ->
                        WireJson.documents().treeToValue(tree, PendingDocument.class)))
                .flatMap(this::toDomain);
    }

    private Either<Seq<Violation>, PendingUserAction> toDomain(PendingDocument document) {
        return documents.toDomain(document.action()).toEither()
                .mapLeft(faults -> faults.map(fault -> new Violation("action." + fault.field(), fault.message())))
                .map(action -> new PendingUserAction(action, challenges.toDomain(document.challenge())));
    }

    @Override
    public String toString() {
        return "JsonPendingUserActions[version " + PendingDocument.VERSION + "]";
    }
}
