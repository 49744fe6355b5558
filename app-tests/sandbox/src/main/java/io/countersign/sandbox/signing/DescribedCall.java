package io.countersign.sandbox.signing;

import io.countersign.sandbox.http.Base64Url;
import io.countersign.sandbox.http.JsonMembers;
import io.countersign.sandbox.http.ReceivedCall;
import io.countersign.sandbox.http.Refusal;
import io.countersign.sandbox.http.Sha256;
import io.vavr.control.Either;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * A call as its user described it beforehand. Only the hash of the payload is kept, since payloads may be megabytes and
 * are kept for minutes.
 *
 * @param method the HTTP method
 * @param path the path, with or without the query: published clients do both
 * @param payloadHash SHA-256 of the exact body text in UTF-8, in base64url
 */
public record DescribedCall(String method, String path, String payloadHash) {

    private static final Set<String> SERVER_KINDS = Set.of("Api", "Staff");
    private static final String HASH_OF_EMPTY_OBJECT = hash("{}".getBytes(StandardCharsets.UTF_8));

    /** Stands for a login, which no call fits. */
    static final DescribedCall LOGIN = new DescribedCall("", "", "");

    static Either<Refusal, DescribedCall> read(JsonMembers body) {
        DescribedCall described = new DescribedCall(
                body.nonEmptyText("userActionHttpMethod"),
                body.nonEmptyText("userActionHttpPath"),
                hash(body.text("userActionPayload").getBytes(StandardCharsets.UTF_8)));
        body.optionalText("userActionServerKind")
                .filter(kind -> !SERVER_KINDS.contains(kind))
                .forEach(kind -> body.faulty("userActionServerKind", "must be Api or Staff"));
        return body.ifFaultless(() -> described);
    }

    /**
     * Returns whether a call is the described one: same method, same path, same bytes. The query counts only where it
     * was described. A described {@code {}} also fits a call without a body, as a published client sends it.
     *
     * @param call the call
     * @param proven the bytes of the call that must be proven
     */
    boolean fits(ReceivedCall call, byte[] proven) {
        return method.equals(call.method()) && isPathOf(call) && isPayload(call, proven);
    }

    private boolean isPathOf(ReceivedCall call) {
        return path.equals(call.path()) || call.query().exists(query -> path.equals(call.path() + "?" + query));
    }

    private boolean isPayload(ReceivedCall call, byte[] proven) {
        return payloadHash.equals(hash(proven))
                || call.body().length == 0 && payloadHash.equals(HASH_OF_EMPTY_OBJECT);
    }

    private static String hash(byte[] payload) {
        return Base64Url.of(Sha256.of(payload));
    }
}
