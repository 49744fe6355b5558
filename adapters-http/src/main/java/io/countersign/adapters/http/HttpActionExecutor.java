package io.countersign.adapters.http;

import io.countersign.adapters.http.ApiConnection.ReadyCall;
import io.countersign.adapters.http.exchange.NetworkFailure;
import io.countersign.adapters.http.exchange.Progress;
import io.countersign.adapters.http.exchange.SecretHeaders;
import io.countersign.adapters.http.wire.WireJson;
import io.countersign.domain.Violation;
import io.countersign.domain.action.ActionPath;
import io.countersign.domain.action.ActionPayload;
import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.AuthorizedAction;
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

/**
 * Makes calls to the API: authorised ones with their exact bytes and their token, once; reads with the bearer token
 * alone. Every failure is an {@link ApiFailure}. A thread that is interrupted while it waits returns at once; see
 * {@link ApiConnection}. Safe for use by several threads.
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
        return send(Exchange.EXECUTION, Progress.ofSentOnce(transmission), action.path(), new Request.Builder()
                .method(action.method().name(), bodyOf(action))
                .header(SecretHeaders.USER_ACTION, authorized.token().value()));
    }

    /** Reads a resource ({@code GET}), which changes nothing and needs no proof. */
    public Either<ApiFailure, ApiAnswer> read(ActionPath path) {
        Objects.requireNonNull(path, "path");
        return send(Exchange.READ, Progress.ofRepeatable(), path, new Request.Builder());
    }

    /** Returns a body, which may be empty, wherever the method allows one: only a call with a body is sent once. */
    private static @Nullable RequestBody bodyOf(UserAction action) {
        ActionPayload payload = action.payload();
        return action.method().allowsBody()
                ? RequestBody.create(payload.utf8(), payload.isEmpty() ? null : JSON)
                : null;
    }

    private Either<ApiFailure, ApiAnswer> send(
            Exchange exchange, Progress progress, ActionPath path, Request.Builder request) {
        return connection.make(exchange, progress, () -> connection.settings().baseUrl().below(path)
                .flatMap(url -> connection.bearerToken().authorization()
                        .map(authorization -> connection.newCall(request.url(url)
                                .header(SecretHeaders.AUTHORIZATION, authorization)
                                .tag(Progress.class, progress).build())))
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
