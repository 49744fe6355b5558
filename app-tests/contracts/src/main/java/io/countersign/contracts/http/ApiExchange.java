package io.countersign.contracts.http;

import io.countersign.contracts.server.ReceivedRequest;
import io.countersign.contracts.server.Script;
import io.countersign.contracts.support.Outcome;
import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailureKind;
import io.countersign.ports.failure.Exchange;
import io.vavr.control.Either;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One kind of exchange that an adapter makes with the API, for tests that hold for every exchange. A number marks each
 * request and its successful answer, so that mixed-up answers are found. Created by the contracts only.
 */
public final class ApiExchange {

    private static final Pattern NUMBER = Pattern.compile("number-(\\d+)-");

    private final AdapterInUse<?> inUse;
    private final Exchange exchange;
    private final IntFunction<Either<ApiFailure, Integer>> call;
    private final BiFunction<Integer, Transmission, Either<ApiFailure, Integer>> recordedCall;
    private final IntFunction<String> goodAnswer;
    private final Runnable callWithNull;

    private ApiExchange(AdapterInUse<?> inUse, Exchange exchange, IntFunction<Either<ApiFailure, Integer>> call,
            BiFunction<Integer, Transmission, Either<ApiFailure, Integer>> recordedCall,
            IntFunction<String> goodAnswer, Runnable callWithNull) {
        this.inUse = inUse;
        this.exchange = exchange;
        this.call = call;
        this.recordedCall = recordedCall;
        this.goodAnswer = goodAnswer;
        this.callWithNull = callWithNull;
    }

    /** Creates an exchange from a call of an adapter. Request and result both carry the number. */
    static <Q, A> ApiExchange of(AdapterInUse<?> inUse, Exchange exchange, IntFunction<Q> request,
            Function<Q, Either<ApiFailure, A>> call, BiFunction<Q, Transmission, Either<ApiFailure, A>> recordedCall,
            IntFunction<String> goodAnswer, Function<A, String> textOf) {
        ToIntFunction<A> numberOf = answer -> numberIn(textOf.apply(answer));
        return new ApiExchange(inUse, exchange,
                number -> call.apply(request.apply(number)).map(numberOf::applyAsInt),
                (number, transmission) ->
                        recordedCall.apply(request.apply(number), transmission).map(numberOf::applyAsInt),
                goodAnswer, () -> call.apply(null));
    }

    /** Returns the text that marks a number. */
    static String mark(int number) {
        return "number-" + number + "-";
    }

    static int numberIn(ReceivedRequest request) {
        return numberIn(request.target() + request.text());
    }

    private static int numberIn(String text) {
        Matcher mark = NUMBER.matcher(text);
        assertThat(mark.find()).as("the sent text is repeated in: %s", text).isTrue();
        return Integer.parseInt(mark.group(1));
    }

    Object adapter() {
        return inUse.adapter();
    }

    /** Closes the adapter, also for the other exchanges made with it. */
    void giveBack() {
        inUse.close();
    }

    Exchange exchange() {
        return exchange;
    }

    /** Makes the exchange and returns the number in its result. */
    Either<ApiFailure, Integer> make(int number) {
        return call.apply(number);
    }

    /** Makes the exchange as the flow does, with a record of whether it was sent. */
    Either<ApiFailure, Integer> make(int number, Transmission transmission) {
        return recordedCall.apply(number, transmission);
    }

    /** Calls the adapter with null in place of a request. */
    void makeWithNull() {
        callWithNull.run();
    }

    /** Returns the body of a successful answer that carries the number. */
    String goodAnswer(int number) {
        return goodAnswer.apply(number);
    }

    /** Returns a script that answers each request successfully. */
    Script answeredWell() {
        return Script.json(request -> goodAnswer.apply(numberIn(request)));
    }

    /** Returns a script that answers each request successfully and keeps the connection open. */
    Script answeredWellAndKept() {
        return Script.jsonAndKeep(request -> goodAnswer.apply(numberIn(request)));
    }

    /** Makes the exchange and fails the test unless the right answer is returned. */
    void assertSucceeds(int number) {
        assertThat(Outcome.success(() -> make(number))).as("the request that was answered").isEqualTo(number);
    }

    /** Makes the exchange and fails the test unless it fails as that type; returns the failure. */
    <E extends ApiFailure> E failure(Class<E> type) {
        E failure = Outcome.failure(type, () -> make(1));
        assertThat(failure.exchange()).as("which exchange failed").isEqualTo(exchange);
        return failure;
    }

    /** Makes the exchange and fails the test unless it fails as that kind; returns the failure. */
    ApiFailure failure(ApiFailureKind kind) {
        ApiFailure failure = Outcome.failure(() -> make(1));
        assertThat(failure.kind()).as("the kind of: %s", failure.message()).isEqualTo(kind);
        assertThat(failure.exchange()).as("which exchange failed").isEqualTo(exchange);
        return failure;
    }

    @Override
    public String toString() {
        return exchange.toString();
    }
}
