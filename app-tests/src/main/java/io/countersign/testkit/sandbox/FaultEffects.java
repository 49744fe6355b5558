package io.countersign.testkit.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.countersign.testkit.sandbox.FaultyExchange.HeldAnswer;
import org.eclipse.jetty.http.HttpStatus;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The effects, one for each {@link FaultKind}, which says what they are. */
final class FaultEffects {

    private static final String ELSEWHERE = "https://elsewhere.sandbox.invalid";
    private static final int PIECES = 20;

    private static final byte[] PAGE = """
            <html>
            <head><title>502 Bad Gateway</title></head>
            <body><center><h1>502 Bad Gateway</h1></center></body>
            </html>
            """.getBytes(StandardCharsets.UTF_8);

    private static final byte[] NO_JSON = "{\"userAction\": <<< no JSON >>>".getBytes(StandardCharsets.UTF_8);

    private FaultEffects() {
    }

    static FaultEffect answering(int status) {
        return exchange -> exchange.answer(envelope(status));
    }

    private static Answer envelope(int status) {
        return ErrorEnvelope.of(Refusal.of(status, HttpStatus.getMessage(status)));
    }

    static void tooManyRequests(FaultyExchange exchange) {
        String seconds = Long.toString(exchange.fault().timeTaken().toSeconds());
        exchange.answer(ErrorEnvelope.of(new Refusal(
                429, HttpStatus.getMessage(429), List.of(), Map.of("Retry-After", seconds))));
    }

    static void page(FaultyExchange exchange) {
        exchange.ignoringBody(() -> {
            exchange.response().setStatus(502);
            CallHandler.write("text/html", PAGE, exchange.response(), exchange.callback());
        });
    }

    static void redirect(FaultyExchange exchange) {
        exchange.answer(new Answer(307, JsonNodeFactory.instance.objectNode(),
                Map.of("Location", ELSEWHERE + exchange.request().getHttpURI().getPathQuery())));
    }

    static void reset(FaultyExchange exchange) {
        exchange.reset();
    }

    static void stall(FaultyExchange exchange) {
        exchange.ignoringBody(() -> exchange.later(exchange::reset));
    }

    static void pending(FaultyExchange exchange) throws Exception {
        exchange.askForApproval();
    }

    static void slow(FaultyExchange exchange) throws Exception {
        exchange.carryOut(answer -> exchange.later(answer::send));
    }

    static void drip(FaultyExchange exchange) throws Exception {
        exchange.carryOut(answer -> drip(exchange, answer, (answer.body().remaining() + PIECES - 1) / PIECES));
    }

    private static void drip(FaultyExchange exchange, HeldAnswer answer, int size) {
        exchange.later(() -> {
            if (answer.body().remaining() > size) {
                answer.send(size, () -> drip(exchange, answer, size));
            } else {
                answer.send();
            }
        });
    }

    static void truncate(FaultyExchange exchange) throws Exception {
        exchange.carryOut(answer -> answer.send(answer.body().remaining() / 2, exchange::cut));
    }

    static void garbage(FaultyExchange exchange) throws Exception {
        exchange.carryOut(answer -> {
            if (HttpStatus.isSuccess(answer.response().getStatus())) {
                CallHandler.write("application/json", NO_JSON, answer.response(), answer.callback());
            } else {
                answer.send();
            }
        });
    }

    static void resetAfter(FaultyExchange exchange) throws Exception {
        exchange.carryOut(answer -> exchange.reset());
    }

    static void stallAfter(FaultyExchange exchange) throws Exception {
        exchange.carryOut(answer -> exchange.later(exchange::reset));
    }

    static void gatewayTimeoutAfter(FaultyExchange exchange) throws Exception {
        exchange.carryOut(answer -> CallHandler.write(envelope(504), answer.response(), answer.callback()));
    }
}
