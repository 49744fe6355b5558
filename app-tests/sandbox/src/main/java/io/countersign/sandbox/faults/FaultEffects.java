package io.countersign.sandbox.faults;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.countersign.sandbox.faults.FaultyExchange.HeldAnswer;
import io.countersign.sandbox.http.Answer;
import io.countersign.sandbox.http.CallHandler;
import io.countersign.sandbox.http.ErrorEnvelope;
import io.countersign.sandbox.http.Refusal;
import io.countersign.sandbox.model.FaultKind;
import org.eclipse.jetty.http.HttpStatus;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The effects of all {@link FaultKind}s, which describe them. */
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

    /** Returns the effect of a kind of fault. */
    static FaultEffect of(FaultKind kind) {
        return switch (kind) {
            case BAD_REQUEST -> answering(400);
            case UNAUTHORIZED -> answering(401);
            case PAYMENT_REQUIRED -> answering(402);
            case FORBIDDEN -> answering(403);
            case NOT_FOUND -> answering(404);
            case CONFLICT -> answering(409);
            case TOO_MANY_REQUESTS -> FaultEffects::tooManyRequests;
            case TOO_MANY_REQUESTS_BARE -> answering(429);
            case INTERNAL_SERVER_ERROR -> answering(500);
            case BAD_GATEWAY -> answering(502);
            case SERVICE_UNAVAILABLE -> answering(503);
            case GATEWAY_TIMEOUT -> answering(504);
            case HTML -> FaultEffects::page;
            case REDIRECT -> FaultEffects::redirect;
            case RESET -> FaultEffects::reset;
            case STALL -> FaultEffects::stall;
            case POLICY_PENDING -> FaultEffects::pending;
            case SLOW -> FaultEffects::slow;
            case DRIP -> FaultEffects::drip;
            case TRUNCATE -> FaultEffects::truncate;
            case GARBAGE -> FaultEffects::garbage;
            case RESET_AFTER -> FaultEffects::resetAfter;
            case STALL_AFTER -> FaultEffects::stallAfter;
            case GATEWAY_TIMEOUT_AFTER -> FaultEffects::gatewayTimeoutAfter;
        };
    }

    private static FaultEffect answering(int status) {
        return exchange -> exchange.answer(envelope(status));
    }

    private static Answer envelope(int status) {
        return ErrorEnvelope.of(Refusal.of(status, HttpStatus.getMessage(status)));
    }

    private static void tooManyRequests(FaultyExchange exchange) {
        String seconds = Long.toString(exchange.fault().timeTaken().toSeconds());
        exchange.answer(ErrorEnvelope.of(new Refusal(
                429, HttpStatus.getMessage(429), List.of(), Map.of("Retry-After", seconds))));
    }

    private static void page(FaultyExchange exchange) {
        exchange.ignoringBody(() -> {
            exchange.response().setStatus(502);
            CallHandler.write("text/html", PAGE, exchange.response(), exchange.callback());
        });
    }

    private static void redirect(FaultyExchange exchange) {
        exchange.answer(new Answer(307, JsonNodeFactory.instance.objectNode(),
                Map.of("Location", ELSEWHERE + exchange.request().getHttpURI().getPathQuery())));
    }

    private static void reset(FaultyExchange exchange) {
        exchange.reset();
    }

    private static void stall(FaultyExchange exchange) {
        exchange.ignoringBody(() -> exchange.later(exchange::reset));
    }

    private static void pending(FaultyExchange exchange) throws Exception {
        exchange.askForApproval();
    }

    private static void slow(FaultyExchange exchange) throws Exception {
        exchange.carryOut(answer -> exchange.later(answer::send));
    }

    private static void drip(FaultyExchange exchange) throws Exception {
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

    private static void truncate(FaultyExchange exchange) throws Exception {
        exchange.carryOut(answer -> answer.send(answer.body().remaining() / 2, exchange::cut));
    }

    private static void garbage(FaultyExchange exchange) throws Exception {
        exchange.carryOut(answer -> {
            if (HttpStatus.isSuccess(answer.response().getStatus())) {
                CallHandler.write("application/json", NO_JSON, answer.response(), answer.callback());
            } else {
                answer.send();
            }
        });
    }

    private static void resetAfter(FaultyExchange exchange) throws Exception {
        exchange.carryOut(answer -> exchange.reset());
    }

    private static void stallAfter(FaultyExchange exchange) throws Exception {
        exchange.carryOut(answer -> exchange.later(exchange::reset));
    }

    private static void gatewayTimeoutAfter(FaultyExchange exchange) throws Exception {
        exchange.carryOut(answer -> CallHandler.write(envelope(504), answer.response(), answer.callback()));
    }
}
