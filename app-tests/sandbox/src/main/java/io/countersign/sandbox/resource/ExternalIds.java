package io.countersign.sandbox.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.sandbox.http.Answer;
import io.countersign.sandbox.http.ReceivedCall;
import io.countersign.sandbox.http.Refusal;
import io.countersign.sandbox.http.StrictJson;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Makes repeated calls idempotent. Of all {@code POST}s to one path with one {@code externalId}, one is carried out;
 * those with the same JSON get its answer again, those with other JSON a conflict. A refused call was not carried out
 * and leaves its id unused. Thread-safe.
 */
final class ExternalIds {

    private final Map<Name, CarriedOut> carriedOut = new HashMap<>();

    private record Name(String path, String externalId) {
    }

    private record CarriedOut(ObjectNode body, Answer answer) {
    }

    /** Returns the answer to a call, which is carried out now if it was not before. */
    Either<Refusal, Answer> answer(ReceivedCall call, Supplier<Either<Refusal, Answer>> carryOut) {
        return Option.some(call).filter(received -> received.method().equals("POST"))
                .flatMap(post -> StrictJson.object(post.body()))
                .flatMap(body -> StrictJson.externalId(body).map(id -> once(new Name(call.path(), id), body, carryOut)))
                .getOrElse(carryOut);
    }

    /** Holds one lock, so that of two simultaneous calls the second finds the result of the first. */
    private synchronized Either<Refusal, Answer> once(
            Name name, ObjectNode body, Supplier<Either<Refusal, Answer>> carryOut) {
        CarriedOut before = carriedOut.get(name);
        if (before == null) {
            return carryOut.get().peek(answer -> carriedOut.put(name, new CarriedOut(body, answer)));
        }
        return before.body.equals(body) ? Either.right(before.answer) : Refusal.EXTERNAL_ID_TAKEN.asLeft();
    }
}
