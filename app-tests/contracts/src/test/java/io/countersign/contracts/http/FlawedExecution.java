package io.countersign.contracts.http;

import io.countersign.contracts.fixture.Detection;
import io.countersign.domain.action.ApiAnswer;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.ConnectionFailed;
import io.countersign.ports.failure.ApiFailure.MalformedAnswer;
import io.countersign.ports.failure.ApiFailure.PolicyPending;
import io.countersign.ports.failure.ApiFailure.Refused;
import io.countersign.ports.failure.ApiFailure.TimedOut;
import io.countersign.ports.failure.ApiFailureKind;
import io.countersign.ports.outbound.ActionExecutor;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Flaws of an executor. */
enum FlawedExecution implements HttpFlaw {

    FORGETS_THE_TOKEN("the_call_goes_out_with_its_token") {
        @Override
        public HttpRequest request(HttpRequest request) {
            return RequestBody.without("X-DFNS-USERACTION", request);
        }
    },

    DECODES_THE_PATH("the_call_goes_to_its_very_path_and_query") {
        @Override
        public HttpRequest request(HttpRequest request) {
            return RequestBody.to(URI.create(request.uri().toString().replace("%2B", "+")), request);
        }
    },

    CORRECTS_IN_ONE_WAY_ONLY("every_method_goes_out_under_its_name") {
        @Override
        public HttpRequest request(HttpRequest request) {
            return request.method().equals("PATCH")
                    ? RequestBody.builder(request).method("PUT", request.bodyPublisher().orElseThrow()).build()
                    : request;
        }
    },

    TIDIES_THE_BODY_UP("the_body_goes_out_byte_for_byte") {
        @Override
        public String sent(String body) {
            return body.strip();
        }
    },

    SENDS_THE_FIRST_64_KIBIBYTES("a_body_of_a_mebibyte_goes_out_to_its_last_byte") {
        @Override
        public String sent(String body) {
            return body.substring(0, Math.min(body.length(), 65536));
        }
    },

    TAKES_A_FULL_PIPE_FOR_A_BROKEN_ONE("a_large_body_that_nobody_reads_is_given_up_in_time") {
        @Override
        public ActionExecutor executor(ActionExecutor sound) {
            return authorized -> sound.execute(authorized).mapLeft(failure ->
                    failure instanceof TimedOut && authorized.action().payload().utf8().length > 1 << 20
                            ? ApiFailure.connectionLost(failure.exchange(), "no room in the pipe")
                            : failure);
        }
    },

    SENDS_AN_EMPTY_OBJECT_FOR_NO_BODY("a_call_without_a_body_goes_out_without_one") {
        @Override
        public HttpRequest request(HttpRequest request) {
            return RequestBody.of(request).isEmpty()
                    ? RequestBody.replaced(request, "{}")
                    : request;
        }
    },

    TIDIES_THE_ANSWER_UP("the_answer_is_passed_on_as_it_is") {
        @Override
        public String read(String body) {
            return body.strip();
        }
    },

    MAKES_UP_A_MEDIA_TYPE("an_answer_may_be_empty") {
        @Override
        ApiAnswer answered(ApiAnswer answer) {
            return new ApiAnswer(
                    answer.status(), answer.contentType().orElse(Option.some("application/json")), answer.body());
        }
    },

    TAKES_ANY_PAGE_FOR_THE_APIS("an_answer_that_is_not_json_is_not_the_apis") {
        @Override
        Either<ApiFailure, ApiAnswer> executed(Supplier<Either<ApiFailure, ApiAnswer>> call) {
            Either<ApiFailure, ApiAnswer> outcome = call.get();
            return outcome.isLeft() && outcome.getLeft() instanceof MalformedAnswer malformed
                    ? Either.right(new ApiAnswer(malformed.httpStatus(), Option.some("text/html"), "<html></html>"))
                    : outcome;
        }
    },

    TAKES_A_PROMISE_FOR_DONE("a_call_that_waits_for_a_policy_is_told_apart") {
        @Override
        Either<ApiFailure, ApiAnswer> executed(Supplier<Either<ApiFailure, ApiAnswer>> call) {
            Either<ApiFailure, ApiAnswer> outcome = call.get();
            return outcome.isLeft() && outcome.getLeft() instanceof PolicyPending pending
                    ? Either.right(pending.answer())
                    : outcome;
        }
    },

    SAYS_THAT_A_LOST_CALL_NEVER_LEFT("it_is_said_whether_the_call_may_have_been_carried_out",
            "the_connection_is_closed_before_there_is_an_answer", "the_connection_is_reset_before_there_is_an_answer",
            "the_answer_breaks_off", "the_answer_is_not_even_http", "a_failure_leaves_the_adapter_as_good_as_before",
            "what_was_lost_is_not_recorded_as_never_sent",
            "on_a_connection_that_was_kept_an_exchange_is_sent_once_as_well") {
        @Override
        public ApiFailure failure(ApiFailure failure) {
            return failure instanceof ConnectionFailed failed && failed.kind() == ApiFailureKind.CONNECTION_LOST
                    ? ApiFailure.unreachable(failed.exchange(), failed.detail()) : failure;
        }
    },

    REPEATS_WHAT_IS_IDEMPOTENT("whatever_comes_of_it_an_exchange_is_sent_once",
            "on_a_connection_that_was_kept_an_exchange_is_sent_once_as_well") {
        @Override
        public <T> CompletableFuture<HttpResponse<T>> send(
                HttpClient client, HttpRequest request, BodyHandler<T> handler) {
            CompletableFuture<HttpResponse<T>> answer = client.sendAsync(request, handler);
            return Set.of("PUT", "DELETE").contains(request.method())
                    ? answer.exceptionallyCompose(lost -> client.sendAsync(request, handler))
                    : answer;
        }
    },

    REPEATS_WHAT_HAS_NO_BODY("whatever_comes_of_it_an_exchange_is_sent_once") {
        @Override
        public <T> CompletableFuture<HttpResponse<T>> send(
                HttpClient client, HttpRequest request, BodyHandler<T> handler) {
            return client.sendAsync(request, handler).thenCompose(answer ->
                    answer.statusCode() == 503 && RequestBody.of(request).isEmpty()
                            ? client.sendAsync(request, handler)
                            : CompletableFuture.completedFuture(answer));
        }
    },

    SHOWS_THE_TOKEN_OF_THE_CALL("the_token_of_the_call_is_not_shown_if_it_comes_back") {
        @Override
        public ApiFailure failure(ApiFailure failure) {
            return failure instanceof Refused refused
                    ? new Refused(refused.exchange(), refused.httpStatus(), refused.errorId(),
                            refused.apiMessage().replace("[hidden]", "user-action-secret"), refused.details(),
                            refused.retryAfter())
                    : failure;
        }
    };

    private final Detection detection;

    FlawedExecution(String caughtBy, String... alsoSeenBy) {
        this.detection = Detection.by(caughtBy, alsoSeenBy);
    }

    /** Returns the answer as the flawed executor reads it. */
    ApiAnswer answered(ApiAnswer answer) {
        return answer;
    }

    /** Makes the call as the flawed executor does. */
    Either<ApiFailure, ApiAnswer> executed(Supplier<Either<ApiFailure, ApiAnswer>> call) {
        return call.get();
    }

    @Override
    public ActionExecutor executor(ActionExecutor sound) {
        return authorized -> executed(() -> sound.execute(authorized)).map(this::answered);
    }

    @Override
    public Detection detection() {
        return detection;
    }
}
