package io.countersign.testkit.sandbox;

import io.vavr.control.Either;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;

/**
 * A call as its user described it beforehand.
 *
 * @param method the HTTP method
 * @param path the path alone
 * @param payload the exact body text
 */
record DescribedCall(String method, String path, String payload) {

    private static final Set<String> SERVER_KINDS = Set.of("Api", "Staff");

    static Either<Refusal, DescribedCall> read(JsonMembers body) {
        DescribedCall described = new DescribedCall(
                body.nonEmptyText("userActionHttpMethod"),
                body.nonEmptyText("userActionHttpPath"),
                body.text("userActionPayload"));
        body.optionalText("userActionServerKind")
                .filter(kind -> !SERVER_KINDS.contains(kind))
                .forEach(kind -> body.faulty("userActionServerKind", "must be Api or Staff"));
        return body.ifFaultless(() -> described);
    }

    /** Whether this is that call: the same method, the same path (without its query), the same bytes. */
    boolean fits(ReceivedCall call) {
        return method.equals(call.method())
                && path.equals(call.path())
                && MessageDigest.isEqual(payload.getBytes(StandardCharsets.UTF_8), call.body());
    }
}
