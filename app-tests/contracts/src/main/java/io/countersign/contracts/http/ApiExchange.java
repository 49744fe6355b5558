package io.countersign.contracts.http;

import io.countersign.contracts.server.ReceivedRequest;
import io.countersign.contracts.server.Script;
import io.countersign.contracts.support.Outcome;
import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.Exchange;
import io.vavr.control.Either;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An exchange with the API that an adapter makes, for tests that every exchange is to pass. A number tells one from
 * another: it is somewhere in the request, and in the good answer to it. Made by the contracts themselves.
 */
public final class ApiExchange {

    private static final Pattern NUMBER = Pattern.compile("number-(\\d+)-");

    private final Loan<?> loan;
    private final Exchange exchange;
    private final IntFunction<Either<ApiFailure, Integer>> call;
    private final BiFunction<Integer, Transmission, Either<ApiFailure, Integer>> recordedCall;
    private final IntFunction<String> goodAnswer;
    private final Runnable callWithNull;

    private ApiExchange(Loan<?> loan, Exchange exchange, IntFunction<Either<ApiFailure, Integer>> call,
            BiFunction<Integer, Transmission, Either<ApiFailure, Integer>> recordedCall,
            IntFunction<String> goodAnswer, Runnable callWithNull) {
        this.loan = loan;
        this.exchange = exchange;
        this.call = call;
        this.recordedCall = recordedCall;
        this.goodAnswer = goodAnswer;
        this.callWithNull = callWithNull;
    }

    /** A call of an adapter with what has the number in it; what it brings has the number in it, too. */
    static <Q, A> ApiExchange of(Loan<?> loan, Exchange exchange, IntFunction<Q> request,
            Function<Q, Either<ApiFailure, A>> call, BiFunction<Q, Transmission, Either<ApiFailure, A>> recordedCall,
            IntFunction<String> goodAnswer, Function<A, String> textOf) {
        ToIntFunction<A> numberOf = answer -> numberIn(textOf.apply(answer));
        return new ApiExchange(loan, exchange,
                number -> call.apply(request.apply(number)).map(numberOf::applyAsInt),
                (number, transmission) ->
                        recordedCall.apply(request.apply(number), transmission).map(numberOf::applyAsInt),
                goodAnswer, () -> call.apply(null));
    }

    /** The mark of that number, to be put into a text. */
    static String mark(int number) {
        return "number-" + number + "-";
    }

    static int numberIn(ReceivedRequest request) {
        return numberIn(request.target() + request.text());
    }

    private static int numberIn(String text) {
        Matcher mark = NUMBER.matcher(text);
        assertThat(mark.find()).as("what was sent is found again in: %s", text).isTrue();
        return Integer.parseInt(mark.group(1));
    }

    Object adapter() {
        return loan.adapter();
    }

    /** Whoever made the adapter, which is that of other exchanges as well, gets it back. */
    void giveBack() {
        loan.close();
    }

    Exchange exchange() {
        return exchange;
    }

    /** Makes the exchange; success is the number that came back. */
    Either<ApiFailure, Integer> make(int number) {
        return call.apply(number);
    }

    /** Makes the exchange as the flow does, which keeps a record of whether it was sent. */
    Either<ApiFailure, Integer> make(int number, Transmission transmission) {
        return recordedCall.apply(number, transmission);
    }

    /** Hands the adapter a null in place of what it is to exchange. */
    void makeWithNull() {
        callWithNull.run();
    }

    /** What brings that number. */
    String goodAnswer(int number) {
        return goodAnswer.apply(number);
    }

    /** What the API answers to that request if all is well. */
    Script answeredWell() {
        return Script.json(request -> goodAnswer.apply(numberIn(request)));
    }

    /** The same on a connection that is kept for more. */
    Script answeredWellAndKept() {
        return Script.jsonAndKeep(request -> goodAnswer.apply(numberIn(request)));
    }

    /** Makes the exchange, which is to bring the right answer. */
    void assertSucceeds(int number) {
        assertThat(Outcome.success(() -> make(number))).as("the request that was answered").isEqualTo(number);
    }

    /** Makes the exchange, which is to fail like that. */
    <E extends ApiFailure> E failure(Class<E> kind) {
        E failure = Outcome.failure(kind, () -> make(1));
        assertThat(failure.exchange()).as("which exchange failed").isEqualTo(exchange);
        return failure;
    }

    @Override
    public String toString() {
        return exchange.toString();
    }
}
