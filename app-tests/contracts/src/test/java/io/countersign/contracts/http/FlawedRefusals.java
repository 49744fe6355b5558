package io.countersign.contracts.http;

import io.countersign.contracts.fixture.Detection;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.Refused;
import io.vavr.control.Option;

import java.net.http.HttpClient;
import java.time.Duration;

/** Flaws of an adapter with error answers. */
enum FlawedRefusals implements HttpFlaw {

    CALLS_A_CONFLICT_A_REJECTION("every_status_has_its_meaning") {
        @Override
        Refused refused(Refused failure) {
            int status = failure.httpStatus() == 409 ? 400 : failure.httpStatus();
            return new Refused(failure.exchange(), status, failure.errorId(),
                    failure.apiMessage(), failure.details(), failure.retryAfter());
        }
    },

    FORGETS_THE_ERROR_ID("the_apis_own_words_are_read_from_its_envelope") {
        @Override
        Refused refused(Refused failure) {
            return with(failure, Option.none(), failure.apiMessage(), failure.retryAfter());
        }
    },

    MAKES_UP_AN_ERROR_ID("an_envelope_may_do_without_what_is_optional") {
        @Override
        Refused refused(Refused failure) {
            return with(failure, failure.errorId().orElse(Option.some("")), failure.apiMessage(), failure.retryAfter());
        }
    },

    KNOWS_ONLY_THE_LONG_ENVELOPE("gateways_say_no_in_a_shorter_envelope") {
        @Override
        public String read(String body) {
            return body.startsWith("{\"message\"") ? "" : body;
        }
    },

    KNOWS_ONLY_JSON("gateways_say_no_in_plain_text", "the_apis_own_words_are_one_line_of_a_sensible_length") {
        @Override
        Refused refused(Refused failure) {
            boolean plain = failure.apiMessage().contains(" is down") || failure.apiMessage().startsWith("first");
            return plain ? with(failure, failure.errorId(), "", failure.retryAfter()) : failure;
        }
    },

    EXPECTS_AN_OBJECT("an_envelope_of_another_shape_is_still_a_refusal") {
        @Override
        public String read(String body) {
            if (body.equals("{\"error\": \"flat\"}")) {
                throw new ClassCastException("TextNode");
            }
            return body;
        }
    },

    READS_THE_WAIT_AS_MILLISECONDS("the_wait_that_the_api_asks_for_is_read", "the_wait_may_be_given_as_a_date",
            "a_wait_that_is_too_long_is_long_and_not_left_out") {
        @Override
        Refused refused(Refused failure) {
            return with(failure, failure.errorId(), failure.apiMessage(),
                    failure.retryAfter().map(wait -> Duration.ofMillis(wait.toSeconds())));
        }
    },

    KNOWS_NO_DATES("the_wait_may_be_given_as_a_date") {
        @Override
        Refused refused(Refused failure) {
            return with(failure, failure.errorId(), failure.apiMessage(),
                    failure.httpStatus() == 503 ? Option.none() : failure.retryAfter());
        }
    },

    LEAVES_OUT_A_WAIT_OF_YEARS("a_wait_that_is_too_long_is_long_and_not_left_out") {
        @Override
        Refused refused(Refused failure) {
            return with(failure, failure.errorId(), failure.apiMessage(),
                    failure.retryAfter().filter(wait -> wait.toDays() < 366));
        }
    },

    WAITS_A_SECOND_WHERE_NOBODY_ASKED("a_wait_that_is_none_is_left_out",
            "an_envelope_may_do_without_what_is_optional") {
        @Override
        Refused refused(Refused failure) {
            return with(failure, failure.errorId(), failure.apiMessage(),
                    failure.retryAfter().orElse(Option.some(Duration.ofSeconds(1))));
        }
    },

    FOLLOWS_REDIRECTS("redirects_are_not_followed") {
        @Override
        public HttpClient client(HttpClient sound) {
            return Clients.FOLLOWING;
        }
    },

    TELLS_THE_FIRST_LINE_ALONE("the_apis_own_words_are_one_line_of_a_sensible_length") {
        @Override
        Refused refused(Refused failure) {
            return with(failure, failure.errorId(), failure.apiMessage().replaceAll("^first.*", "first"),
                    failure.retryAfter());
        }
    },

    SHOWS_THE_BEARER_TOKEN("a_bearer_token_that_comes_back_is_not_shown") {
        @Override
        Refused refused(Refused failure) {
            return with(failure, failure.errorId(),
                    failure.apiMessage().replace("[hidden]", ApiAccess.BEARER_TOKEN), failure.retryAfter());
        }
    };

    private final Detection detection;

    FlawedRefusals(String caughtBy, String... alsoSeenBy) {
        this.detection = Detection.by(caughtBy, alsoSeenBy);
    }

    Refused refused(Refused failure) {
        return failure;
    }

    @Override
    public ApiFailure failure(ApiFailure failure) {
        return failure instanceof Refused refused ? refused(refused) : failure;
    }

    private static Refused with(
            Refused failure, Option<String> errorId, String apiMessage, Option<Duration> retryAfter) {
        return new Refused(failure.exchange(), failure.httpStatus(), errorId,
                apiMessage, failure.details(), retryAfter);
    }

    @Override
    public Detection detection() {
        return detection;
    }

    private static final class Clients {

        static final HttpClient FOLLOWING =
                SpoiledClient.sound().followRedirects(HttpClient.Redirect.ALWAYS).build();
    }
}
