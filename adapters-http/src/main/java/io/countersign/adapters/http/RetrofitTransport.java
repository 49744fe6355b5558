package io.countersign.adapters.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.countersign.adapters.http.ApiConnection.ReadyCall;
import io.countersign.adapters.http.exchange.NetworkFailure;
import io.countersign.adapters.http.exchange.Progress;
import io.countersign.adapters.http.exchange.SecretHeaders;
import io.countersign.adapters.http.wire.ChallengeMapper;
import io.countersign.adapters.http.wire.GeneratedChallengeMapper;
import io.countersign.adapters.http.wire.GeneratedRedemptionMapper;
import io.countersign.adapters.http.wire.RedemptionMapper;
import io.countersign.adapters.http.wire.RedemptionRequest;
import io.countersign.adapters.http.wire.UserActionApi;
import io.countersign.adapters.http.wire.WireValidation;
import io.countersign.domain.Violation;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.action.UserActionToken;
import io.countersign.domain.challenge.SignedChallenge;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.outbound.UserActionTransport;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Response;

import java.io.IOException;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes the two exchanges of user action signing over HTTP. Every message is validated before it is sent and when it is
 * received, each redemption is sent once, and every failure is an {@link ApiFailure}. A thread that is interrupted
 * while it waits returns at once; see {@link ApiConnection}. Safe for use by several threads.
 */
public final class RetrofitTransport implements UserActionTransport {

    private final ApiConnection connection;
    private final UserActionApi api;
    private final ChallengeMapper challenges = new GeneratedChallengeMapper();
    private final RedemptionMapper redemptions = new GeneratedRedemptionMapper();

    private RetrofitTransport(ApiConnection connection) {
        this.connection = connection;
        this.api = connection.userActionApi();
    }

    /** Returns a transport over a connection, which stays the caller's to close. */
    public static RetrofitTransport over(ApiConnection connection) {
        return new RetrofitTransport(Objects.requireNonNull(connection, "connection"));
    }

    @Override
    public Either<ApiFailure, UserActionChallenge> requestChallenge(UserAction action) {
        return requestChallenge(action, Transmission.standalone());
    }

    @Override
    public Either<ApiFailure, UserActionToken> redeem(SignedChallenge challenge) {
        return redeem(challenge, Transmission.standalone());
    }

    @Override
    public Either<ApiFailure, UserActionChallenge> requestChallenge(UserAction action, Transmission transmission) {
        Objects.requireNonNull(action, "action");
        return exchange(Exchange.CHALLENGE, () -> challenges.toWire(action), Progress.ofRepeatable(transmission),
                api::requestChallenge, challenges::toDomain);
    }

    @Override
    public Either<ApiFailure, UserActionToken> redeem(SignedChallenge challenge, Transmission transmission) {
        Objects.requireNonNull(challenge, "challenge");
        return exchange(Exchange.REDEMPTION, () -> redemptions.toWire(challenge), Progress.ofSentOnce(transmission),
                api::redeem, redemptions::toDomain);
    }

    /** One of the endpoints of {@link UserActionApi}. */
    @FunctionalInterface
    private interface Endpoint<Q, A> {

        Call<A> call(String authorization, Q request, Progress progress);
    }

    private <Q, A extends Record, R> Either<ApiFailure, R> exchange(Exchange exchange, Supplier<Q> toWire,
            Progress progress, Endpoint<Q, A> endpoint, Function<A, R> toDomain) {
        return connection.make(exchange, progress, () -> {
            Q request = toWire.get();
            return valid(request).flatMap(valid -> connection.bearerToken().authorization().mapLeft(List::of))
                    .map(authorization -> {
                        Call<A> call = endpoint.call(authorization, request, progress);
                        return new ReadyCall<>(
                                () -> answerTo(exchange, request, progress, call, toDomain), call::cancel);
                    });
        });
    }

    private static <M> Either<Seq<Violation>, M> valid(M message) {
        Seq<Violation> violations = WireValidation.violationsOf(message);
        return violations.isEmpty() ? Either.right(message) : Either.left(violations);
    }

    private static <Q, A extends Record, R> Either<ApiFailure, R> answerTo(
            Exchange exchange, Q request, Progress progress, Call<A> call, Function<A, R> toDomain) {
        try {
            Response<A> response = call.execute();
            return response.isSuccessful()
                    ? validated(exchange, response.code(), response.body())
                            .flatMap(answer -> withoutEcho(exchange, response.code(), call, answer))
                            .map(toDomain)
                    : Either.left(Refusal.of(
                            response.raw(), textOf(response.errorBody()), exchange, secretsIn(request)));
        } catch (JsonProcessingException unreadable) {
            return Either.left(new ApiFailure.MalformedAnswer(
                    exchange, progress.status(), WireValidation.violationsOf(unreadable)));
        } catch (Throwable thrown) {
            return Either.left(NetworkFailure.of(thrown, exchange, progress, call.isCanceled()));
        }
    }

    private static <A> Either<ApiFailure, A> validated(Exchange exchange, int status, @Nullable A answer) {
        Either<Seq<Violation>, A> checked = answer == null
                ? Either.left(List.of(new Violation("body", "must be a JSON object")))
                : valid(answer);
        return checked.mapLeft(violations -> new ApiFailure.MalformedAnswer(exchange, status, violations));
    }

    /** Refuses a challenge that repeats the bearer token: challenges are shown and stored, unlike tokens. */
    private static <A extends Record> Either<ApiFailure, A> withoutEcho(
            Exchange exchange, int status, Call<A> call, A answer) {
        return exchange == Exchange.CHALLENGE && Echo.isIn(answer, SecretHeaders.valuesIn(call.request()))
                ? Either.left(new ApiFailure.MalformedAnswer(exchange, status,
                        List.of(new Violation("body", "must not repeat the bearer token that was sent"))))
                : Either.right(answer);
    }

    private static Seq<String> secretsIn(Object request) {
        return request instanceof RedemptionRequest redemption
                ? List.ofAll(redemption.secrets())
                : List.empty();
    }

    private static String textOf(@Nullable ResponseBody body) throws IOException {
        return body == null ? "" : body.string();
    }

    @Override
    public String toString() {
        return "RetrofitTransport";
    }
}
