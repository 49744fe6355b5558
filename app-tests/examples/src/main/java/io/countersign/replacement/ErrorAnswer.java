package io.countersign.replacement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Exchange;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import io.vavr.control.Try;

import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Reads an error answer: the API's envelope, a gateway's, or plain text. Removes secrets of the request from it. */
final class ErrorAnswer {

    private static final int LONGEST = 300;
    /** A longer wait is passed on as this one, which arithmetic of callers can bear. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(366);

    private ErrorAnswer() {
    }

    static ApiFailure of(Exchange exchange, HttpResponse<byte[]> answer, Seq<String> secrets) {
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        JsonNode envelope = WireJson.parsed(body).<JsonNode>map(object -> object).getOrElse(MissingNode.getInstance());
        JsonNode error = envelope.path("error").isObject() ? envelope.path("error") : envelope;
        return new ApiFailure.Refused(exchange, answer.statusCode(),
                words(error.path("id"), secrets),
                words(error.path("message"), secrets)
                        .orElse(() -> Option.when(envelope.isMissingNode() && !body.stripLeading().startsWith("<"),
                                () -> line(body, secrets)))
                        .getOrElse(""),
                words(error.path("details"), secrets),
                wait(answer));
    }

    private static Option<String> words(JsonNode node, Seq<String> secrets) {
        return Option.when(!node.isMissingNode() && !node.isNull(), node)
                .map(present -> line(present.isTextual() ? present.textValue() : present.toString(), secrets))
                .filter(text -> !text.isEmpty());
    }

    private static String line(String text, Seq<String> secrets) {
        String hidden = secrets.foldLeft(text, (shown, secret) -> shown.replace(secret, "[hidden]"));
        String line = hidden.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
        return line.substring(0, Math.min(line.length(), LONGEST));
    }

    /** Reads {@code Retry-After}: seconds, or a date by the server's clock (RFC 9110 §10.2.3). */
    private static Option<Duration> wait(HttpResponse<byte[]> answer) {
        return header(answer, "Retry-After")
                .flatMap(value -> Try.of(() -> Duration.ofSeconds(new BigDecimal(value)
                                .min(BigDecimal.valueOf(LONGEST_WAIT.toSeconds())).longValueExact()))
                        .orElse(Try.of(() -> Duration.between(clock(answer), date(value))))
                        .toOption())
                .filter(wait -> !wait.isNegative())
                .map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
    }

    private static ZonedDateTime clock(HttpResponse<byte[]> answer) {
        return header(answer, "Date").map(ErrorAnswer::date).getOrElse(ZonedDateTime::now);
    }

    private static Option<String> header(HttpResponse<byte[]> answer, String name) {
        return Option.ofOptional(answer.headers().firstValue(name)).map(String::strip);
    }

    private static ZonedDateTime date(String text) {
        return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
    }
}
