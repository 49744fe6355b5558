package io.countersign.contracts.http;

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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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
        private final AtomicReference<HttpRequest> current = new AtomicReference<>();
        private final AtomicReference<Thread> last = new AtomicReference<>();
        private final Meeting meeting = new Meeting();

        @Override
        public <T> CompletableFuture<HttpResponse<T>> send(
                HttpClient client, HttpRequest request, BodyHandler<T> handler) {
            current.set(request);
            if (last.getAndSet(Thread.currentThread()) != Thread.currentThread()) {
                meeting.waitForAnother();
            }
            return client.sendAsync(current.get(), handler);
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

    private final String caughtBy;
    private final Set<String> alsoSeenBy;

    FlawedConduct(String caughtBy, String... alsoSeenBy) {
        this.caughtBy = caughtBy;
        this.alsoSeenBy = Set.of(alsoSeenBy);
    }

    @Override
    public String caughtBy() {
        return caughtBy;
    }

    @Override
    public Set<String> alsoSeenBy() {
        return alsoSeenBy;
    }
}
