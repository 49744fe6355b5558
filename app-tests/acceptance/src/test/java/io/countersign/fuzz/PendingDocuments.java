package io.countersign.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.adapters.http.webauthn.JsonPendingUserActions;
import io.countersign.domain.Violation;
import io.countersign.domain.challenge.PendingUserAction;
import io.vavr.collection.Seq;
import io.vavr.control.Either;

/** Pending user actions as JSON. */
final class PendingDocuments implements FuzzedParser.Parser {

    private final JsonPendingUserActions format = new JsonPendingUserActions();

    @Override
    public boolean accepts(byte[] input) {
        Either<Seq<Violation>, PendingUserAction> answer = format.read(new String(input, UTF_8));
        answer.peekLeft(violations -> Checks.inOneLine(violations));
        answer.peek(pending -> Checks.holds(format.read(format.write(pending)).equals(answer),
                "what was read is written and read again"));
        return answer.isRight();
    }
}
