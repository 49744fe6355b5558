package io.countersign.adapters.http;

import io.countersign.adapters.http.ApiConnection.ReadyCall;
import io.countersign.adapters.http.exchange.NetworkFailure;
import io.countersign.adapters.http.exchange.Progress;
import io.countersign.adapters.http.exchange.SecretHeaders;
import io.countersign.adapters.http.exchange.TextBody;
import io.countersign.adapters.http.wire.WireJson;
import io.countersign.domain.Violation;
import io.countersign.domain.action.ActionPath;
import io.countersign.domain.action.ActionPayload;
import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.UnsignedEndpoints;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.outbound.ActionExecutor;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * Makes calls to the API: authorised ones with their exact bytes and their token, once; reads, and calls to endpoints
 * that take no user action, with the bearer token alone. Every failure is an {@link ApiFailure}. A thread that is
 * interrupted while it waits returns at once; see {@link ApiConnection}. Safe for use by several threads.
 */
public final class HttpActionExecutor implements ActionExecutor {

    private static final MediaType JSON = MediaType.get("application/json");

    private final ApiConnection connection;

    private HttpActionExecutor(ApiConnection connection) {
        this.connection = connection;
    }

    /** Returns an executor over a connection, which stays the caller's to close. */
    public static HttpActionExecutor over(ApiConnection connection) {
        return new HttpActionExecutor(Objects.requireNonNull(connection, "connection"));
    }

    /** {@inheritDoc} A body goes out as {@code application/json}. */
    @Override
    public Either<ApiFailure, ApiAnswer> execute(AuthorizedAction authorized) {
        return execute(authorized, Transmission.standalone());
    }

    /** {@inheritDoc} A body goes out as {@code application/json}. */
    @Override
    public Either<ApiFailure, ApiAnswer> execute(AuthorizedAction authorized, Transmission transmission) {
        Objects.requireNonNull(authorized, "authorized");
        UserAction action = authorized.action();
        return send(Exchange.EXECUTION, Progress.ofSentOnce(transmission), action.path(), required(),
                new Request.Builder().method(action.method().name(), bodyOf(action))
                        .header(SecretHeaders.USER_ACTION, authorized.token().value()));
    }

    /** Reads a resource ({@code GET}), which changes nothing and needs no proof. */
    public Either<ApiFailure, ApiAnswer> read(ActionPath path) {
        Objects.requireNonNull(path, "path");
        return send(Exchange.READ, Progress.ofRepeatable(), path, required(), new Request.Builder());
    }

    /**
     * Makes a call to an endpoint that takes no user action, such as a quote or a login, with the bearer token if there
     * is one. It is sent at most once.
     *
     * @param action the call
     * @param endpoints the endpoints that such calls may go to
     * @return the API's answer; or a failure, {@link ApiFailure.NotSent} if the call goes to another endpoint
     */
    public Either<ApiFailure, ApiAnswer> executeUnsigned(UserAction action, UnsignedEndpoints endpoints) {
        Objects.requireNonNull(action, "action");
        return Objects.requireNonNull(endpoints, "endpoints").include(action.method(), action.path())
                ? send(Exchange.EXECUTION, Progress.ofSentOnce(Transmission.standalone()), action.path(),
                        connection.bearerToken()::authorizationIfAny,
                        new Request.Builder().method(action.method().name(), bodyOf(action)))
                : Either.left(new ApiFailure.NotSent(Exchange.EXECUTION, List.of(new Violation("userActionHttpPath",
                        "must be that of an endpoint that takes no user action; authorize and execute the action"))));
    }

    /** Returns a body, which may be empty, wherever the method allows one: only a call with a body is sent once. */
    private static @Nullable RequestBody bodyOf(UserAction action) {
        ActionPayload payload = action.payload();
        return action.method().allowsBody()
                ? new TextBody(payload.text(), payload.isEmpty() ? null : JSON)
                : null;
    }

    private Supplier<Either<Violation, Option<String>>> required() {
        return () -> connection.bearerToken().authorization().map(Option::some);
    }

    private Either<ApiFailure, ApiAnswer> send(Exchange exchange, Progress progress, ActionPath path,
            Supplier<Either<Violation, Option<String>>> authorization, Request.Builder request) {
        return connection.make(exchange, progress, () -> connection.settings().baseUrl().below(path)
                .flatMap(url -> authorization.get()
                        .peek(given -> given.forEach(value -> request.header(SecretHeaders.AUTHORIZATION, value)))
                        .map(given -> connection.newCall(request.url(url).tag(Progress.class, progress).build())))
                .<Seq<Violation>>mapLeft(List::of)
                .map(call -> new ReadyCall<>(() -> answerTo(exchange, progress, call), call::cancel)));
    }

    private static Either<ApiFailure, ApiAnswer> answerTo(Exchange exchange, Progress progress, Call call) {
        try (Response response = call.execute()) {
            String body = response.body().string();
            if (!response.isSuccessful()) {
                return Either.left(Refusal.of(response, body, exchange, List.empty()));
            }
            return ActionExecutor.classified(exchange,
                    new ApiAnswer(response.code(), Option.of(response.header("Content-Type")), body), WireJson::isJson);
        } catch (Throwable thrown) {
            return Either.left(NetworkFailure.of(thrown, exchange, progress, call.isCanceled()));
        }
    }

    @Override
    public String toString() {
        return "HttpActionExecutor[" + connection.settings().baseUrl() + "]";
    }
}
