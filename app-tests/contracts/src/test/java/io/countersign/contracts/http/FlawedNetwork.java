package io.countersign.contracts.http;

import io.countersign.contracts.fixture.Detection;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.AnswerTooLarge;
import io.countersign.ports.failure.ApiFailure.ConnectionFailed;
import io.countersign.ports.failure.ApiFailure.MalformedAnswer;
import io.countersign.ports.failure.ApiFailure.TimedOut;
import io.countersign.ports.failure.ApiFailureKind;
import io.vavr.collection.List;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLHandshakeException;

/** Flaws of an adapter with missing or incomplete answers. */
enum FlawedNetwork implements HttpFlaw {

    LOSES_A_CONNECTION_THAT_NEVER_WAS("nobody_listens", "a_name_that_nobody_has_cannot_be_reached",
            "it_is_said_whether_the_call_may_have_been_carried_out") {
        @Override
        public ApiFailure failure(ApiFailure failure) {
            return failure.kind() == ApiFailureKind.UNREACHABLE
                    ? ApiFailure.connectionLost(failure.exchange(), detail(failure))
                    : failure;
        }
    },

    LOSES_A_CONNECTION_TO_A_NAME_THAT_NOBODY_HAS("a_name_that_nobody_has_cannot_be_reached") {
        @Override
        Throwable mistaken(Throwable thrown) {
            return rootOf(thrown) instanceof UnresolvedAddressException
                    ? new UnknownHostException("nobody.invalid")
                    : thrown;
        }

        @Override
        public ApiFailure failure(ApiFailure failure) {
            return failure.kind() == ApiFailureKind.UNREACHABLE && detail(failure).equals("UnknownHostException")
                    ? ApiFailure.connectionLost(failure.exchange(), detail(failure))
                    : failure;
        }
    },

    TRUSTS_EVERYBODY("a_certificate_that_nobody_vouches_for_is_refused") {
        @Override
        public HttpClient client(HttpClient sound) {
            return TRUSTING;
        }
    },

    TAKES_AN_EARLY_END_FOR_NOBODY_THERE("the_connection_is_closed_before_there_is_an_answer",
            "a_failure_leaves_the_adapter_as_good_as_before", "it_is_said_whether_the_call_may_have_been_carried_out",
            "what_was_lost_is_not_recorded_as_never_sent",
            "on_a_connection_that_was_kept_an_exchange_is_sent_once_as_well") {
        @Override
        Throwable mistaken(Throwable thrown) {
            return rootOf(thrown) instanceof EOFException && String.valueOf(thrown.getMessage()).contains("no bytes")
                    ? new ConnectException()
                    : thrown;
        }

        @Override
        public ApiFailure failure(ApiFailure failure) {
            return failure.kind() == ApiFailureKind.CONNECTION_LOST && detail(failure).equals("ConnectException")
                    ? ApiFailure.unreachable(failure.exchange(), detail(failure))
                    : failure;
        }
    },

    TAKES_A_RESET_FOR_NOBODY_THERE("the_connection_is_reset_before_there_is_an_answer",
            "on_a_connection_that_was_kept_an_exchange_is_sent_once_as_well") {
        @Override
        Throwable mistaken(Throwable thrown) {
            return String.valueOf(rootOf(thrown).getMessage()).contains("reset") ? new ConnectException() : thrown;
        }

        @Override
        public ApiFailure failure(ApiFailure failure) {
            return failure.kind() == ApiFailureKind.CONNECTION_LOST && detail(failure).equals("ConnectException")
                    ? ApiFailure.unreachable(failure.exchange(), detail(failure))
                    : failure;
        }
    },

    TAKES_HALF_AN_ANSWER_FOR_A_WHOLE("the_answer_breaks_off", "whatever_comes_of_it_an_exchange_is_sent_once",
            "it_is_said_whether_the_call_may_have_been_carried_out") {
        @Override
        public <T> CompletableFuture<HttpResponse<T>> send(
                HttpClient client, HttpRequest request, BodyHandler<T> handler) {
            var half = new AtomicReference<CompletionStage<HttpResponse<T>>>();
            return client.sendAsync(request, head -> {
                var reading = new EasilyPleased<>(handler.apply(head));
                half.set(reading.getBody().thenApply(body -> new HalfAnswer<>(request, head, body)));
                return reading;
            // The client may notice the end before it has asked for the body.
            }).exceptionallyCompose(lost -> half.get() == null ? CompletableFuture.failedFuture(lost) : half.get());
        }
    },

    WAITS_FOR_HTTP("the_answer_is_not_even_http") {
        @Override
        Throwable mistaken(Throwable thrown) {
            return thrown instanceof ProtocolException ? new HttpTimeoutException("no HTTP so far") : thrown;
        }
    },

    SAYS_THAT_IT_NEVER_CONNECTED("the_answer_does_not_come_in_time", "the_answer_comes_a_byte_at_a_time") {
        @Override
        public ApiFailure failure(ApiFailure failure) {
            return failure instanceof TimedOut timedOut
                    ? new TimedOut(timedOut.exchange(), TimedOut.Phase.CONNECTING)
                    : failure;
        }
    },

    TAKES_A_SLOW_HANDSHAKE_FOR_A_REFUSED_ONE("a_handshake_that_nobody_answers_is_given_up_in_time") {
        @Override
        public ApiAccess access(ApiAccess api) {
            return api.baseUrl().getScheme().equals("https") && api.callTimeout().toSeconds() == 0
                    ? new ApiAccess(api.baseUrl().resolve("/hurried"), api.bearerToken(), api.callTimeout())
                    : api;
        }

        @Override
        public <T> CompletableFuture<HttpResponse<T>> send(
                HttpClient client, HttpRequest request, BodyHandler<T> handler) {
            CompletableFuture<HttpResponse<T>> answer = super.send(client, request, handler);
            if (request.uri().getPath().startsWith("/hurried")) {
                answer.completeExceptionally(new SSLHandshakeException("takes too long"));
            }
            return answer;
        }
    },

    COUNTS_THE_TIME_UNTIL_THE_FIRST_BYTE("the_answer_comes_a_byte_at_a_time") {
        /** Short, since the adapter hangs. */
        @Override
        public Duration callTimeLimit() {
            return Duration.ofSeconds(5);
        }

        @Override
        public ApiAccess access(ApiAccess api) {
            return api.within(Duration.ofMinutes(1));
        }

        @Override
        public HttpRequest request(HttpRequest request) {
            return RequestBody.builder(request).timeout(Duration.ofSeconds(2))
                    .method(request.method(), request.bodyPublisher().orElseThrow()).build();
        }
    },

    CALLS_TOO_MUCH_MALFORMED("the_answer_does_not_come_to_an_end") {
        @Override
        public ApiFailure failure(ApiFailure failure) {
            return failure instanceof AnswerTooLarge tooLarge
                    ? new MalformedAnswer(tooLarge.exchange(), tooLarge.httpStatus(), List.empty())
                    : failure;
        }
    },

    TRIES_AGAIN("whatever_comes_of_it_an_exchange_is_sent_once") {
        @Override
        public <T> CompletableFuture<HttpResponse<T>> send(
                HttpClient client, HttpRequest request, BodyHandler<T> handler) {
            return client.sendAsync(request, handler).thenCompose(answer -> answer.statusCode() == 503
                    ? client.sendAsync(request, handler)
                    : CompletableFuture.completedFuture(answer));
        }
    },

    BLAMES_THE_CONNECTION("on_a_connection_that_was_kept_an_exchange_is_sent_once_as_well") {
        @Override
        public boolean trustsInNewConnections() {
            return true;
        }
    },

    GIVES_UP_AFTER_A_FAILURE("a_failure_leaves_the_adapter_as_good_as_before") {
        @Override
        public boolean isDiscouragedByFailure() {
            return true;
        }
    };

    /** Shared, since creating a client is slow. */
    private static final HttpClient TRUSTING = CarelessClient.looking((chain, authType, engine, careful) -> { });

    private final Detection detection;

    FlawedNetwork(String caughtBy, String... alsoSeenBy) {
        this.detection = Detection.by(caughtBy, alsoSeenBy);
    }

    /** Returns the exception that the flawed adapter mistakes another one for. */
    Throwable mistaken(Throwable thrown) {
        return thrown;
    }

    private static String detail(ApiFailure failure) {
        return ((ConnectionFailed) failure).detail();
    }

    private static Throwable rootOf(Throwable thrown) {
        return thrown.getCause() == null ? thrown : rootOf(thrown.getCause());
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> send(
            HttpClient client, HttpRequest request, BodyHandler<T> handler) {
        return client.sendAsync(request, handler).exceptionallyCompose(thrown -> CompletableFuture.failedFuture(
                mistaken(thrown instanceof CompletionException ? thrown.getCause() : thrown)));
    }

    @Override
    public Detection detection() {
        return detection;
    }
}
