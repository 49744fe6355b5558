package io.countersign.endtoend.faults;

import io.countersign.ports.failure.Exchange;
import okio.Buffer;
import okio.GzipSink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The faults of an exchange, with the expected outcome in each of the three exchanges.
 *
 * <p>The body of an answer to the real call is for the caller to interpret, so its shape is not checked, only that it
 * is complete.
 */
enum Fault {

    REFUSED(inAll("Unreachable")),
    NAME_UNKNOWN(inAll("Unreachable")),
    /** The client may or may not have begun to send when the reset arrives, and knows which. */
    RESET_BEFORE_THE_REQUEST(inAll("ConnectionLost or Unreachable")),
    RESET_IN_THE_REQUEST(inAll("ConnectionLost")),
    RESET_AFTER_THE_REQUEST(inAll("ConnectionLost")),
    CLOSED_WITHOUT_ANSWER(inAll("ConnectionLost")),
    STALLED_BEFORE_THE_ANSWER(inAll("TimedOut AWAITING_ANSWER")),
    STALLED_IN_THE_HEADERS(inAll("TimedOut AWAITING_ANSWER")),
    STALLED_IN_THE_BODY(inAll("TimedOut READING_ANSWER")),
    DRIPPING(inAll("TimedOut READING_ANSWER")),
    TRUNCATED(inAll("ConnectionLost")),
    LONGER_THAN_IT_SAYS(in(
            "MalformedAnswer externalAuthenticationUrl", "MalformedAnswer userAction", "MalformedAnswer body")),
    BROKEN_CHUNKS(inAll("ConnectionLost")),
    NO_HTTP(inAll("ConnectionLost")),
    BROKEN_GZIP(inAll("ConnectionLost")),
    GZIP_BOMB(inAll("AnswerTooLarge")),
    HUGE(inAll("AnswerTooLarge")),
    NO_JSON(inAll("MalformedAnswer body")),
    A_GATEWAYS_PAGE(inAll("MalformedAnswer body")),
    EMPTY_BODY(in("MalformedAnswer body", "MalformedAnswer body", "answered 200")),
    WRONG_SHAPE(in("MalformedAnswer body", "MalformedAnswer body", "answered 200")),
    FIELD_OF_A_WRONG_TYPE(in("MalformedAnswer attestation", "MalformedAnswer userAction", "answered 200")),
    FIELD_MISSING(in("MalformedAnswer challenge", "MalformedAnswer userAction", "answered 200")),
    ENUM_VALUE_UNKNOWN(in("MalformedAnswer userVerification", "MalformedAnswer userAction", "answered 200")),
    MEMBER_TWICE(in("MalformedAnswer body", "MalformedAnswer body", "answered 200")),
    NESTED_DEEPLY(inAll("MalformedAnswer body")),
    REDIRECTED_ELSEWHERE(inAll("UNEXPECTED_STATUS 307")),
    STATUS_202(in("MalformedAnswer allowCredentials", "MalformedAnswer userAction", "PolicyPending")),
    STATUS_400(inAll("REJECTED 400 err-1 \"no\"")),
    STATUS_401(inAll("UNAUTHORIZED 401 err-1 \"no\"")),
    STATUS_402(inAll("PAYMENT_REQUIRED 402 err-1 \"no\"")),
    STATUS_403(inAll("FORBIDDEN 403 err-1 \"no\"")),
    STATUS_404(inAll("NOT_FOUND 404 err-1 \"no\"")),
    STATUS_408(inAll("UNEXPECTED_STATUS 408 err-1 \"no\"")),
    STATUS_409(inAll("CONFLICT 409 err-1 \"no\"")),
    STATUS_429(inAll("RATE_LIMITED 429 err-1 \"no\"")),
    STATUS_429_WITH_A_WAIT(inAll("RATE_LIMITED 429 err-1 \"no\" wait PT7S")),
    STATUS_500(inAll("SERVER_ERROR 500 err-1 \"no\"")),
    STATUS_502_IN_PLAIN_TEXT(inAll("SERVER_ERROR 502 \"Bad Gateway\"")),
    STATUS_503_WITH_NO_WAIT(inAll("SERVER_ERROR 503 err-1 \"no\" wait PT0S")),
    STATUS_504_AS_A_PAGE(inAll("SERVER_ERROR 504")),
    ERROR_REPEATS_SECRETS(inAll("REJECTED 400 \"[hidden]\"")),
    TLS_OF_ANOTHER_HOST(inAll("TlsRefused")),
    TLS_EXPIRED(inAll("TlsRefused")),
    TLS_OF_NOBODY_TRUSTED(inAll("TlsRefused")),
    TLS_NOT_SPOKEN(inAll("TlsRefused")),
    TLS_CUT_SHORT(inAll("Unreachable"));

    /**
     * The target of {@link #REDIRECTED_ELSEWHERE}. No server listens there, so a client that follows it fails
     * differently.
     */
    private static final String ELSEWHERE = "Location: http://127.0.0.1:1/elsewhere";
    private static final String ENVELOPE = "{\"error\":{\"id\":\"err-1\",\"message\":\"no\"}}";

    private static final byte[] BOMB = zeroes(64 << 20);

    private final Map<Exchange, String> expected;

    Fault(Map<Exchange, String> expected) {
        this.expected = expected;
    }

    private static Map<Exchange, String> inAll(String outcome) {
        return in(outcome, outcome, outcome);
    }

    private static Map<Exchange, String> in(String challenge, String redemption, String execution) {
        return new EnumMap<>(Map.of(Exchange.CHALLENGE, challenge, Exchange.REDEMPTION, redemption,
                Exchange.EXECUTION, execution));
    }

    /** Returns the outcomes that are allowed in an exchange. */
    List<String> expectedIn(Exchange exchange) {
        return List.of(expected.get(exchange).split(" or "));
    }

    boolean isAboutTls() {
        return name().startsWith("TLS_");
    }

    boolean strikesBeforeTheRequest() {
        return this == RESET_BEFORE_THE_REQUEST || this == RESET_IN_THE_REQUEST;
    }

    /** Applies this fault to an exchange. Faults of names, sockets and TLS are applied by the test. */
    void strike(Exchanged exchanged, Exchange exchange) throws IOException {
        String right = FaultyApi.rightAnswerTo(exchange);
        byte[] whole = right.getBytes(StandardCharsets.UTF_8);
        switch (this) {
            case RESET_IN_THE_REQUEST -> {
                exchanged.readByte();
                exchanged.reset();
            }
            case RESET_BEFORE_THE_REQUEST, RESET_AFTER_THE_REQUEST -> exchanged.reset();
            case STALLED_BEFORE_THE_ANSWER -> exchanged.stall();
            case STALLED_IN_THE_HEADERS -> {
                exchanged.write("HTTP/1.1 200 OK\r\nContent-Type: appl");
                exchanged.stall();
            }
            case STALLED_IN_THE_BODY -> {
                exchanged.write(Exchanged.headOf(200, whole.length) + right.substring(0, 5));
                exchanged.stall();
            }
            case DRIPPING -> {
                exchanged.write(Exchanged.headOf(200, 1_000_000));
                exchanged.drip(new byte[1_000_000]);
            }
            case TRUNCATED -> exchanged.write(Exchanged.headOf(200, whole.length) + right.substring(0, 5));
            case LONGER_THAN_IT_SAYS -> exchanged.write(Exchanged.headOf(200, whole.length - 3) + right);
            case BROKEN_CHUNKS -> exchanged.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"
                    + right);
            case NO_HTTP -> exchanged.write("SSH-2.0-OpenSSH_9.2\r\n\r\n");
            case BROKEN_GZIP -> exchanged.answer(200, right, "Content-Encoding: gzip");
            case GZIP_BOMB -> exchanged.answer(200, BOMB, "Content-Encoding: gzip");
            case HUGE -> exchanged.answer(200, new byte[3 << 20]);
            case NO_JSON -> exchanged.answer(200, "OK, whatever");
            case A_GATEWAYS_PAGE -> exchanged.answer(200, "<!doctype html><title>Welcome to the hotel</title>");
            case EMPTY_BODY -> exchanged.answer(200, "");
            case WRONG_SHAPE -> exchanged.answer(200, "[" + right + "]");
            case FIELD_OF_A_WRONG_TYPE -> exchanged.answer(200, right.replace("\"none\"", "7")
                    .replace("\"" + FaultyApi.TOKEN + "\"", "7").replace("\"wa-1\"", "7"));
            case FIELD_MISSING -> exchanged.answer(200, right.replace("\"challenge\":", "\"other\":")
                    .replace("\"userAction\":", "\"other\":").replace("\"id\":\"wa-1\"", ""));
            case ENUM_VALUE_UNKNOWN -> exchanged.answer(200, right.replace("\"required\"", "\"whatever\"")
                    .replace("\"" + FaultyApi.TOKEN + "\"", "null"));
            case MEMBER_TWICE -> exchanged.answer(200, right.replaceFirst("\\{", "{\"challenge\":\"x\",\"challenge\":"
                    + "\"y\",\"userAction\":\"x\",\"id\":\"x\","));
            case NESTED_DEEPLY -> exchanged.answer(200, "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000));
            case REDIRECTED_ELSEWHERE -> exchanged.answer(307, "", ELSEWHERE);
            case STATUS_429_WITH_A_WAIT -> exchanged.answer(429, ENVELOPE, "Retry-After: 7");
            case STATUS_502_IN_PLAIN_TEXT -> exchanged.answer(502, "Bad Gateway");
            case STATUS_503_WITH_NO_WAIT -> exchanged.answer(503, ENVELOPE, "Retry-After: 0");
            case STATUS_504_AS_A_PAGE -> exchanged.answer(504, "<html><h1>504 Gateway Time-out</h1></html>");
            case STATUS_202 -> exchanged.answer(202, "{\"approvalId\":\"ap-1\"}");
            case ERROR_REPEATS_SECRETS -> exchanged.answer(400, "{\"error\":{\"message\":\"" + switch (exchange) {
                case CHALLENGE, READ -> FaultMatrixTest.BEARER;
                case REDEMPTION -> FaultyApi.IDENTIFIER;
                case EXECUTION -> FaultyApi.TOKEN;
            } + "\"}}");
            default -> {
                if (name().startsWith("STATUS_")) {
                    exchanged.answer(Integer.parseInt(name().substring("STATUS_".length())), ENVELOPE);
                }
            }
        }
    }

    private static byte[] zeroes(int count) {
        var packed = new Buffer();
        try (var gzip = new GzipSink(packed)) {
            gzip.write(new Buffer().write(new byte[count]), count);
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
        return packed.readByteArray();
    }
}
