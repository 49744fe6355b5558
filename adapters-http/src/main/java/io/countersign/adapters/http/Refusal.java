package io.countersign.adapters.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.countersign.adapters.http.exchange.SecretHeaders;
import io.countersign.adapters.http.wire.WireJson;
import io.countersign.domain.OneLine;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Exchange;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import okhttp3.Response;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/**
 * Reads error answers: the API's envelope, the shorter one of gateways, or plain text. Texts are passed on for a person
 * to read and never interpreted; secrets that were sent and are repeated in them are hidden.
 */
final class Refusal {

    private static final int LONGEST_MESSAGE = 300;
    private static final int LONGEST_DETAILS = 2000;
    /** The longest wait that is passed on: a longer one could overflow arithmetic of callers. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(366);

    private Refusal() {
    }

    /**
     * Returns the failure that an answer describes.
     *
     * @param bodySecrets secrets in the body of the request, beside those in its headers
     */
    static ApiFailure of(Response response, String body, Exchange exchange, Seq<String> bodySecrets) {
        Seq<String> secrets = bodySecrets.appendAll(SecretHeaders.valuesIn(response.request()));
        JsonNode envelope = envelopeIn(body);
        JsonNode error = envelope.path("error").isObject() ? envelope.path("error") : envelope;
        return new ApiFailure.Refused(
                exchange,
                response.code(),
                text(error.path("id"), secrets, LONGEST_MESSAGE),
                text(error.path("message"), secrets, LONGEST_MESSAGE)
                        .orElse(() -> Option.when(envelope.isMissingNode() && !looksLikeMarkup(body), body)
                                .map(plain -> withoutSecrets(plain, secrets, LONGEST_MESSAGE)))
                        .getOrElse(""),
                text(error.path("details"), secrets, LONGEST_DETAILS),
                retryAfter(response));
    }

    private static JsonNode envelopeIn(String body) {
        try {
            JsonNode tree = WireJson.mapper().readTree(body);
            return tree.isObject() ? tree : WireJson.mapper().missingNode();
        } catch (JsonProcessingException notJson) {
            return WireJson.mapper().missingNode();
        }
    }

    private static Option<String> text(JsonNode node, Seq<String> secrets, int limit) {
        return Option.when(!node.isMissingNode() && !node.isNull(), node)
                .map(present -> present.isTextual() ? present.textValue() : present.toString())
                .map(text -> withoutSecrets(text, secrets, limit))
                .filter(text -> !text.isEmpty());
    }

    private static String withoutSecrets(String text, Seq<String> secrets, int limit) {
        Seq<String> spellings = secrets.flatMap(secret -> List.of(secret, spelledInJson(secret)))
                .reject(String::isEmpty).sortBy(spelling -> -spelling.length());
        String hidden = spellings.isEmpty()
                ? text
                : Pattern.compile(spellings.map(Pattern::quote).mkString("|")).matcher(text).replaceAll("[hidden]");
        return OneLine.of(hidden, limit);
    }

    private static String spelledInJson(String text) {
        String quoted = TextNode.valueOf(text).toString();
        return quoted.substring(1, quoted.length() - 1);
    }

    private static boolean looksLikeMarkup(String body) {
        return body.stripLeading().startsWith("<");
    }

    /** Reads seconds or a date (RFC 9110 §10.2.3), bounded; anything else is ignored. */
    private static Option<Duration> retryAfter(Response response) {
        String value = response.header("Retry-After", "").strip();
        Option<Duration> wait = value.matches("[0-9]+")
                ? Option.some(seconds(value))
                // The server's clock counts, if it shows it, so that ours need not agree.
                : date(value).map(until -> Duration.between(
                        date(response.header("Date", "")).getOrElse(ZonedDateTime::now), until));
        return wait.filter(given -> !given.isNegative())
                .map(given -> given.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : given);
    }

    private static Duration seconds(String digits) {
        try {
            return Duration.ofSeconds(Long.parseLong(digits));
        } catch (NumberFormatException largerThanAnyLong) {
            return LONGEST_WAIT;
        }
    }

    private static Option<ZonedDateTime> date(String text) {
        try {
            return Option.some(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (DateTimeException none) {
            return Option.none();
        }
    }
}
