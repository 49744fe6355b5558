package io.countersign.contracts.http;

import io.countersign.contracts.fixture.Detection;
import io.countersign.contracts.fixture.Meeting;
import io.countersign.domain.Violation;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.Cancelled;
import io.countersign.ports.failure.Exchange;
import io.vavr.Lazy;
import io.vavr.collection.List;
import io.vavr.control.Either;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Flaws of an adapter towards its callers. */
enum FlawedConduct implements HttpFlaw {

    ASKS_FOR_THE_TOKEN_ONCE("the_bearer_token_is_asked_for_by_every_exchange_and_goes_along") {
        @Override
        public ApiAccess access(ApiAccess api) {
            return api.withToken(Lazy.of(api.bearerToken())::get);
        }
    },

    SENDS_WITHOUT_A_TOKEN("without_a_bearer_token_nothing_is_sent") {
        @Override
        public ApiAccess access(ApiAccess api) {
            return api.withToken(() -> {
                try {
                    String token = api.bearerToken().get();
                    return token == null || token.isBlank() ? "none" : token;
                } catch (IllegalStateException failed) {
                    return "none";
                }
            });
        }
    },

    SENDS_TO_THE_ROOT("the_base_url_may_have_a_path_of_its_own") {
        @Override
        public ApiAccess access(ApiAccess api) {
            return new ApiAccess(api.baseUrl().resolve("/."), api.bearerToken(), api.callTimeout());
        }

        @Override
        public HttpRequest request(HttpRequest request) {
            return RequestBody.to(request.uri().normalize(), request);
        }
    },

    KEEPS_THE_REQUEST_WHERE_OTHER_THREADS_PUT_THEIRS(
            "threads_that_come_at_once_get_the_answer_to_their_own_request") {
        /** By server: another test that runs meanwhile has a server of its own. */
        private final Map<String, Place> places = new ConcurrentHashMap<>();

        @Override
        public <T> CompletableFuture<HttpResponse<T>> send(
                HttpClient client, HttpRequest request, BodyHandler<T> handler) {
            Place place = places.computeIfAbsent(request.uri().getAuthority(), server -> new Place());
            place.current.set(request);
            if (place.last.getAndSet(Thread.currentThread()) != Thread.currentThread()) {
                place.meeting.waitForAnother();
            }
            return client.sendAsync(place.current.get(), handler);
        }
    },

    SWALLOWS_THE_INTERRUPT("a_thread_that_was_interrupted_gets_an_answer_or_is_told_that_it_was_cancelled") {
        @Override
        public <T> Either<ApiFailure, T> outcome(Object request, Supplier<Either<ApiFailure, T>> call) {
            Thread.interrupted();
            return call.get();
        }
    },

    SAYS_THAT_NOTHING_WAS_SENT("a_thread_that_is_interrupted_while_it_waits_is_told_that_it_was_cancelled") {
        @Override
        public ApiFailure failure(ApiFailure failure) {
            return failure instanceof Cancelled cancelled ? new Cancelled(cancelled.exchange(), false) : failure;
        }
    },

    TAKES_A_NULL_FOR_A_FAILURE("a_null_is_refused_at_once") {
        @Override
        public <T> Either<ApiFailure, T> outcome(Object request, Supplier<Either<ApiFailure, T>> call) {
            return request == null
                    ? Either.left(new ApiFailure.NotSent(
                            Exchange.EXECUTION, List.of(new Violation("request", "must not be null"))))
                    : call.get();
        }
    },

    SHOWS_ITS_SETTINGS("no_text_form_shows_the_bearer_token") {
        @Override
        public String textForm() {
            return "Adapter[bearerToken=" + ApiAccess.BEARER_TOKEN + "]";
        }
    };

    private static final class Place {

        final AtomicReference<HttpRequest> current = new AtomicReference<>();
        final AtomicReference<Thread> last = new AtomicReference<>();
        final Meeting meeting = new Meeting();
    }

    private final Detection detection;

    FlawedConduct(String caughtBy, String... alsoSeenBy) {
        this.detection = Detection.by(caughtBy, alsoSeenBy);
    }

    @Override
    public Detection detection() {
        return detection;
    }
}
