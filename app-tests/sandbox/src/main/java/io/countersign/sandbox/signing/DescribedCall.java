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
 * A call as its user described it beforehand. The payload may be megabytes and is kept for minutes, so it is its hash
 * that is kept.
 *
 * @param method the HTTP method
 * @param path the path alone
 * @param payloadHash SHA-256 of the exact body text in UTF-8, in base64url
 */
public record DescribedCall(String method, String path, String payloadHash) {

    private static final Set<String> SERVER_KINDS = Set.of("Api", "Staff");

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
     * Whether this is that call: the same method, the same path (without its query), the same bytes.
     *
     * @param proven what of the call is to be proven
     */
    boolean fits(ReceivedCall call, byte[] proven) {
        return method.equals(call.method()) && path.equals(call.path()) && payloadHash.equals(hash(proven));
    }

    private static String hash(byte[] payload) {
        return Base64Url.of(Sha256.of(payload));
    }
}
