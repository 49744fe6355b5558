package io.countersign.replacement;

import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.outbound.ActionExecutor;
import io.vavr.collection.List;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

/** Makes authorised calls with the JDK's HTTP client, each once. Thread-safe. */
public final class HttpClientExecutor implements ActionExecutor {

    private final HttpClientApi api;

    private HttpClientExecutor(HttpClientApi api) {
        this.api = api;
    }

    /**
     * Returns an executor with a client of its own.
     *
     * @param baseUrl the API's base URL
     * @param bearerToken supplies the bearer token for each call
     * @param callTimeout the limit for a call from start to end
     * @return the executor
     */
    public static HttpClientExecutor to(URI baseUrl, Supplier<String> bearerToken, Duration callTimeout) {
        return over(HttpClientApi.client(), baseUrl, bearerToken, callTimeout);
    }

    /**
     * Returns an executor with a client of its own that trusts one authority only.
     *
     * @param authorityPem the authority's certificate (RFC 7468)
     * @param baseUrl the API's base URL
     * @param bearerToken supplies the bearer token for each call
     * @param callTimeout the limit for a call from start to end
     * @return the executor
     */
    public static HttpClientExecutor trusting(
            String authorityPem, URI baseUrl, Supplier<String> bearerToken, Duration callTimeout) {
        return over(HttpClientApi.clientTrusting(authorityPem), baseUrl, bearerToken, callTimeout);
    }

    /**
     * Returns an executor with the given client.
     *
     * @param client an HTTP client that follows no redirects
     * @param baseUrl the API's base URL
     * @param bearerToken supplies the bearer token for each call
     * @param callTimeout the limit for a call from start to end
     * @return the executor
     */
    public static HttpClientExecutor over(
            HttpClient client, URI baseUrl, Supplier<String> bearerToken, Duration callTimeout) {
        return new HttpClientExecutor(new HttpClientApi(client, baseUrl, bearerToken, callTimeout));
    }

    /**
     * Returns a copy that sends one more header with each request, as a gateway may demand. Its value is not shown in
     * failures.
     *
     * @param name the name of the header
     * @param value its value
     * @return the changed copy
     * @throws IllegalArgumentException if HTTP does not permit them, or the value is blank
     */
    public HttpClientExecutor withHeader(String name, String value) {
        return new HttpClientExecutor(api.withHeader(name, value));
    }

    @Override
    public Either<ApiFailure, ApiAnswer> execute(AuthorizedAction authorized) {
        return execute(authorized, Transmission.standalone());
    }

    @Override
    public Either<ApiFailure, ApiAnswer> execute(AuthorizedAction authorized, Transmission transmission) {
        Objects.requireNonNull(authorized, "authorized");
        UserAction action = authorized.action();
        HttpRequest.Builder request = HttpRequest.newBuilder()
                .method(action.method().name(), new RecordedBody(bodyOf(action), transmission))
                .header("X-DFNS-USERACTION", authorized.token().value());
        if (!action.payload().isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return api.send(Exchange.EXECUTION, action.path().requestTarget(), request,
                        List.of(authorized.token().value()), transmission)
                .map(HttpClientExecutor::passedOn)
                .flatMap(answer -> ActionExecutor.classified(Exchange.EXECUTION, answer, WireJson::isJson));
    }

    private static BodyPublisher bodyOf(UserAction action) {
        return action.payload().isEmpty()
                ? BodyPublishers.noBody()
                : BodyPublishers.ofByteArray(action.payload().utf8());
    }

    private static ApiAnswer passedOn(HttpResponse<byte[]> answer) {
        return new ApiAnswer(answer.statusCode(), Option.ofOptional(answer.headers().firstValue("Content-Type")),
                new String(answer.body(), StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "HttpClientExecutor[" + api + "]";
    }
}
