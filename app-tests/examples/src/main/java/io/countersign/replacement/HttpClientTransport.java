package io.countersign.replacement;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import io.vavr.control.Validation;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes the two exchanges of user action signing with the JDK's HTTP client. Thread-safe. */
public final class HttpClientTransport implements UserActionTransport {

    private final HttpClientApi api;

    private HttpClientTransport(HttpClientApi api) {
        this.api = api;
    }

    /**
     * Returns a transport with a client of its own.
     *
     * @param baseUrl the API's base URL
     * @param bearerToken supplies the bearer token for each exchange
     * @param callTimeout the limit for an exchange from start to end
     * @return the transport
     */
    public static HttpClientTransport to(URI baseUrl, Supplier<String> bearerToken, Duration callTimeout) {
        return over(HttpClientApi.client(), baseUrl, bearerToken, callTimeout);
    }

    /**
     * Returns a transport with a client of its own that trusts one authority only.
     *
     * @param authorityPem the authority's certificate (RFC 7468)
     * @param baseUrl the API's base URL
     * @param bearerToken supplies the bearer token for each exchange
     * @param callTimeout the limit for an exchange from start to end
     * @return the transport
     */
    public static HttpClientTransport trusting(
            String authorityPem, URI baseUrl, Supplier<String> bearerToken, Duration callTimeout) {
        return over(HttpClientApi.clientTrusting(authorityPem), baseUrl, bearerToken, callTimeout);
    }

    /**
     * Returns a transport with the given client.
     *
     * @param client an HTTP client that follows no redirects
     * @param baseUrl the API's base URL
     * @param bearerToken supplies the bearer token for each exchange
     * @param callTimeout the limit for an exchange from start to end
     * @return the transport
     */
    public static HttpClientTransport over(
            HttpClient client, URI baseUrl, Supplier<String> bearerToken, Duration callTimeout) {
        return new HttpClientTransport(new HttpClientApi(client, baseUrl, bearerToken, callTimeout));
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
    public HttpClientTransport withHeader(String name, String value) {
        return new HttpClientTransport(api.withHeader(name, value));
    }

    @Override
    public Either<ApiFailure, UserActionChallenge> requestChallenge(UserAction action) {
        return requestChallenge(action, Transmission.standalone());
    }

    @Override
    public Either<ApiFailure, UserActionChallenge> requestChallenge(UserAction action, Transmission transmission) {
        Objects.requireNonNull(action, "action");
        return exchange(Exchange.CHALLENGE, "/auth/action/init", ChallengeMessages.describing(action), List.empty(),
                transmission, ChallengeMessages::challenge);
    }

    @Override
    public Either<ApiFailure, UserActionToken> redeem(SignedChallenge challenge) {
        return redeem(challenge, Transmission.standalone());
    }

    @Override
    public Either<ApiFailure, UserActionToken> redeem(SignedChallenge challenge, Transmission transmission) {
        Objects.requireNonNull(challenge, "challenge");
        ObjectNode message = RedemptionMessages.redeeming(challenge);
        Seq<Violation> violations = RedemptionMessages.violationsOf(message);
        return violations.isEmpty()
                ? exchange(Exchange.REDEMPTION, "/auth/action", message, RedemptionMessages.secretsIn(challenge),
                        transmission, RedemptionMessages::token)
                : Either.left(HttpClientApi.notSent(Exchange.REDEMPTION, violations, transmission));
    }

    private <T> Either<ApiFailure, T> exchange(Exchange exchange, String path, ObjectNode message, Seq<String> secrets,
            Transmission transmission, Function<ObjectNode, Validation<Seq<Violation>, T>> reading) {
        HttpRequest.Builder request = HttpRequest.newBuilder()
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(new RecordedBody(
                        HttpRequest.BodyPublishers.ofString(message.toString()), transmission));
        return api.send(exchange, path, request, secrets, transmission)
                .flatMap(answer -> objectIn(answer).flatMap(object -> reading.apply(object).toEither())
                        .mapLeft(wrong -> new ApiFailure.MalformedAnswer(exchange, answer.statusCode(), wrong)));
    }

    private static Either<Seq<Violation>, ObjectNode> objectIn(HttpResponse<byte[]> answer) {
        return WireJson.parsed(new String(answer.body(), StandardCharsets.UTF_8))
                .toEither(() -> List.of(new Violation("body", "must be one JSON object")));
    }

    @Override
    public String toString() {
        return "HttpClientTransport[" + api + "]";
    }
}
