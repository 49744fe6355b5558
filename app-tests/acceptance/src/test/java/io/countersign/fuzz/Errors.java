package io.countersign.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.ports.failure.ApiFailure;
import okhttp3.Headers;

import java.util.Arrays;
import java.util.List;

/**
 * Error answers: a byte for the status, up to a zero byte the header {@code Retry-After}, up to another one the media
 * type, and then the body, in which the bytes 1, 2 and 3 stand for secrets of the request.
 */
final class Errors implements FuzzedParser.Parser {

    private static final int[] STATUSES = {
        300, 302, 304, 307, 400, 401, 402, 403, 404, 405, 408, 409, 413, 418, 429, 451, 500, 501, 502, 503, 504, 599};
    private static final String[] SECRETS = {CannedApi.BEARER, CannedApi.TOKEN.value(), Redemptions.SESSION};

    private final CannedApi api = new CannedApi();

    @Override
    public boolean accepts(byte[] input) {
        int status = STATUSES[input.length == 0 ? 0 : (input[0] & 0xff) % STATUSES.length];
        List<String> parts = Arrays.asList(
                new String(input, Math.min(1, input.length), Math.max(0, input.length - 1), ISO_8859_1).split("\0", 3));
        Headers headers = new Headers.Builder()
                .add("Retry-After", visible(parts.get(0)))
                .add("Content-Type", visible(parts.size() < 2 ? "" : parts.get(1))).build();
        api.answering(status, headers, withSecrets(parts.size() < 3 ? "" : parts.get(2)));
        refused(api.transport().requestChallenge(CannedApi.ACTION).getLeft(), status, CannedApi.BEARER);
        refused(api.transport().redeem(Redemptions.signed()).getLeft(), status, CannedApi.BEARER, Redemptions.SESSION);
        ApiFailure.Refused executed = refused(api.executor().execute(CannedApi.ACTION.authorizedBy(CannedApi.TOKEN))
                .getLeft(), status, CannedApi.BEARER, CannedApi.TOKEN.value());
        return !executed.apiMessage().isEmpty();
    }

    private static ApiFailure.Refused refused(ApiFailure failure, int status, String... secrets) {
        ApiFailure.Refused refused = (ApiFailure.Refused) failure;
        Checks.holds(refused.httpStatus() == status, "the status is told");
        Checks.inOneLine(refused.message(), secrets);
        Checks.inOneLine(refused.details().getOrElse("none"), secrets);
        Checks.inOneLine(refused.toString(), secrets);
        Checks.holds(refused.message().length() < 1500, "a message is no flood");
        Checks.holds(refused.retryAfter().forAll(wait -> !wait.isNegative() && wait.toNanos() >= 0),
                "a wait can be reckoned with");
        return refused;
    }

    /** Keeps the characters that OkHttp accepts in a header of a server. */
    private static String visible(String text) {
        return text.replaceAll("[^\\t -~]", "");
    }

    private static byte[] withSecrets(String body) {
        String told = body;
        for (int number = 0; number < SECRETS.length; number++) {
            told = told.replace(String.valueOf((char) (number + 1)), SECRETS[number]);
        }
        return told.getBytes(told.chars().allMatch(character -> character < 0x80) ? UTF_8 : ISO_8859_1);
    }
}
