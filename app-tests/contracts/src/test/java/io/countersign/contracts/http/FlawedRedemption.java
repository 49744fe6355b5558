package io.countersign.contracts.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.countersign.contracts.fixture.Detection;
import io.countersign.contracts.support.WireSamples;
import io.countersign.domain.Violation;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.action.UserActionToken;
import io.countersign.domain.challenge.SignedChallenge;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.MalformedAnswer;
import io.countersign.ports.failure.ApiFailure.NotSent;
import io.countersign.ports.failure.ApiFailure.Refused;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.outbound.UserActionTransport;
import io.vavr.control.Either;
import io.vavr.control.Option;


/** Flaws of a transport in redeeming a signed challenge. */
enum FlawedRedemption implements HttpFlaw {

    SENDS_NULLS("a_signed_challenge_is_handed_in_without_what_is_absent",
            "the_algorithm_is_handed_in_if_it_is_named", "a_password_protected_key_is_handed_in_as_one",
            "a_passkey_is_handed_in_under_the_name_that_the_api_gave_it",
            "a_user_handle_is_handed_in_if_there_is_one", "a_password_is_handed_in_as_it_is") {
        @Override
        public String sent(String body) {
            return body.contains("firstFactor") && !body.contains("secondFactor")
                    ? body.replaceFirst("\\{", "{\"secondFactor\":null,")
                    : body;
        }
    },

    FORGETS_THE_ALGORITHM("the_algorithm_is_handed_in_if_it_is_named") {
        @Override
        public String sent(String body) {
            return body.replace(",\"algorithm\":\"ES256\"", "");
        }
    },

    KNOWS_ONE_KIND_OF_KEY("a_password_protected_key_is_handed_in_as_one") {
        @Override
        public String sent(String body) {
            return body.replace("\"PasswordProtectedKey\"", "\"Key\"");
        }
    },

    TAKES_THE_PADDING_OFF("a_passkey_is_handed_in_under_the_name_that_the_api_gave_it",
            "a_user_handle_is_handed_in_if_there_is_one") {
        @Override
        public String sent(String body) {
            return body.replace("c2VjcmV0IQ==", "c2VjcmV0IQ");
        }
    },

    FORGETS_THE_USER_HANDLE("a_user_handle_is_handed_in_if_there_is_one") {
        @Override
        public String sent(String body) {
            return body.replaceAll(",\"userHandle\":\"[^\"]*\"", "");
        }
    },

    SENDS_ASCII("a_password_is_handed_in_as_it_is") {
        @Override
        public String sent(String body) {
            return body.replace("pässword", "p?ssword");
        }
    },

    HANDS_IN_ONE_FACTOR("a_second_factor_is_handed_in_beside_the_first") {
        @Override
        public String sent(String body) {
            return body.replaceAll(",\"secondFactor\":\\{[^}]*}", "");
        }
    },

    TRIMS_THE_TOKEN("the_token_is_taken_as_it_is") {
        @Override
        UserActionToken read(UserActionToken token) {
            return UserActionToken.of(token.value().substring(0, Math.min(token.value().length(), 20))).get();
        }
    },

    TAKES_A_PAGE_FOR_A_TOKEN("an_answer_that_is_not_one_whole_json_object_is_malformed") {
        @Override
        public String read(String body) {
            return body.startsWith("<html>") ? "{\"userAction\": \"<html>\"}" : body;
        }
    },

    READS_UP_TO_THE_FIRST_BRACE("an_answer_that_breaks_off_or_goes_on_is_malformed") {
        @Override
        public String read(String body) {
            return body.replaceFirst("^(\\{\"userAction\": \"number-1-\"}).*", "$1");
        }
    },

    FORGETS_THE_STATUS("a_success_without_content_is_malformed") {
        @Override
        public ApiFailure failure(ApiFailure failure) {
            return failure instanceof MalformedAnswer malformed
                    ? new MalformedAnswer(malformed.exchange(), 200, malformed.violations())
                    : failure;
        }
    },

    TAKES_THE_LAST_OF_TWO("an_answer_that_says_something_twice_is_malformed") {
        private final ObjectMapper lenient =
                JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

        @Override
        public String read(String body) {
            try {
                return body.startsWith("{") ? lenient.readTree(body).toString() : body;
            } catch (JsonProcessingException noJson) {
                return body;
            }
        }
    },

    TAKES_A_NUMBER_FOR_A_TOKEN("a_token_that_can_be_none_is_malformed") {
        @Override
        public String read(String body) {
            return body.replace("\"userAction\": 17", "\"userAction\": \"17\"");
        }
    },

    QUOTES_A_TOKEN_THAT_IS_NONE("what_is_wrong_with_a_token_is_said_without_the_token") {
        @Override
        public ApiFailure failure(ApiFailure failure) {
            return failure instanceof MalformedAnswer malformed && malformed.exchange() == Exchange.REDEMPTION
                    ? new MalformedAnswer(Exchange.REDEMPTION, malformed.httpStatus(), malformed.violations().map(
                            wrong -> new Violation(wrong.field(), wrong.message() + " and is \"token-secret\"")))
                    : failure;
        }
    },

    LEAVES_EMPTY_SIGNATURES_TO_THE_API("an_assertion_that_breaks_the_apis_rules_is_not_sent") {
        @Override
        Either<ApiFailure, UserActionToken> redeem(UserActionTransport sound, SignedChallenge challenge) {
            Either<ApiFailure, UserActionToken> outcome = sound.redeem(challenge);
            return outcome.isLeft() && outcome.getLeft() instanceof NotSent notSent
                    && notSent.message().contains("firstFactor.signature")
                    ? sound.redeem(WireSamples.signed(WireSamples.keyAssertion(Option.none())))
                    : outcome;
        }
    },

    SHOWS_WHAT_WAS_HANDED_IN("what_was_handed_in_and_comes_back_is_not_shown") {
        @Override
        public ApiFailure failure(ApiFailure failure) {
            return failure instanceof Refused refused
                    ? new Refused(refused.exchange(), refused.httpStatus(), refused.errorId(),
                            refused.apiMessage().replace("[hidden]", "otp-secret"), refused.details(),
                            refused.retryAfter())
                    : failure;
        }
    },

    SHORTENS_WHAT_IS_LONG("a_session_with_a_long_name_is_handed_in_whole") {
        @Override
        public String sent(String body) {
            return body.replaceAll("(\"challengeIdentifier\":\"[^\"]{80})[^\"]*\"", "$1\"");
        }
    };

    private final Detection detection;

    FlawedRedemption(String caughtBy, String... alsoSeenBy) {
        this.detection = Detection.by(caughtBy, alsoSeenBy);
    }

    /** Returns the token as the flawed transport reads it. */
    UserActionToken read(UserActionToken token) {
        return token;
    }

    /** Redeems the challenge as the flawed transport does. */
    Either<ApiFailure, UserActionToken> redeem(UserActionTransport sound, SignedChallenge challenge) {
        return sound.redeem(challenge);
    }

    @Override
    public UserActionTransport transport(UserActionTransport sound) {
        return new UserActionTransport() {
            @Override
            public Either<ApiFailure, UserActionChallenge> requestChallenge(UserAction action) {
                return sound.requestChallenge(action);
            }

            @Override
            public Either<ApiFailure, UserActionToken> redeem(SignedChallenge challenge) {
                return FlawedRedemption.this.redeem(sound, challenge).map(FlawedRedemption.this::read);
            }
        };
    }

    @Override
    public Detection detection() {
        return detection;
    }
}
