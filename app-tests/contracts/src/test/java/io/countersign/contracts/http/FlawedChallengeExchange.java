package io.countersign.contracts.http;

import io.countersign.contracts.fixture.Detection;
import io.countersign.contracts.support.WireSamples;
import io.countersign.domain.Violation;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.action.UserActionToken;
import io.countersign.domain.challenge.AllowedCredentials;
import io.countersign.domain.challenge.Attestation;
import io.countersign.domain.challenge.RelyingParty;
import io.countersign.domain.challenge.SignedChallenge;
import io.countersign.domain.challenge.SupportedCredential;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.credential.CredentialKind;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.MalformedAnswer;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.outbound.UserActionTransport;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;

/** Flaws of a transport in requesting a challenge. */
enum FlawedChallengeExchange implements HttpFlaw {

    SAYS_THAT_IT_SENDS_TEXT("a_challenge_is_asked_for_with_the_description_of_the_call") {
        @Override
        public HttpRequest request(HttpRequest request) {
            return request.uri().getPath().endsWith("/init")
                    ? RequestBody.with("Content-Type", "text/plain", request)
                    : request;
        }
    },

    DESCRIBES_THE_QUERY_AS_WELL("the_query_is_no_part_of_the_description") {
        @Override
        public UserActionTransport transport(UserActionTransport sound) {
            return new Around(sound) {
                @Override
                public Either<ApiFailure, UserActionChallenge> requestChallenge(UserAction action) {
                    String encoded = action.path().requestTarget().replace("?", "%3F");
                    return super.requestChallenge(WireSamples.action(
                            action.method().name(), encoded, action.payload().text())
                                    .withServerKind(action.serverKind()));
                }
            };
        }
    },

    DESCRIBES_NO_BODY_AS_AN_EMPTY_OBJECT("a_call_without_a_body_is_described_with_an_empty_one") {
        @Override
        public String sent(String body) {
            return body.replace("\"userActionPayload\":\"\"", "\"userActionPayload\":\"{}\"");
        }
    },

    KNOWS_ONE_SERVER_KIND("the_server_kind_is_named") {
        @Override
        public String sent(String body) {
            return body.replace("\"Staff\"", "\"Api\"");
        }
    },

    TIDIES_THE_BODY_UP("a_body_is_described_character_by_character") {
        @Override
        public String sent(String body) {
            return body.replace("\"userActionPayload\":\" ", "\"userActionPayload\":\"");
        }
    },

    DESCRIBES_THE_FIRST_64_KIBIBYTES("a_body_of_a_mebibyte_is_described_to_its_last_character") {
        @Override
        public String sent(String body) {
            return body.replaceAll("(é{65536})é+", "$1");
        }
    },

    FORGETS_THE_ATTESTATION("every_field_of_a_challenge_is_read") {
        @Override
        UserActionChallenge read(UserActionChallenge challenge) {
            return with(challenge, challenge.supportedCredentialKinds(), Attestation.NONE,
                    challenge.allowCredentials(), challenge.rp());
        }
    },

    READS_LATIN_1("answers_are_read_as_utf_8") {
        @Override
        public String read(String body) {
            return body.contains("Bücher")
                    ? new String(body.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
                    : body;
        }
    },

    DROPS_WHAT_IT_DOES_NOT_KNOW("kinds_and_factors_that_are_not_known_are_kept") {
        @Override
        UserActionChallenge read(UserActionChallenge challenge) {
            return with(challenge,
                    challenge.supportedCredentialKinds()
                            .reject(supported -> supported.kind().equals(new CredentialKind("Hologram"))),
                    challenge.attestation(), challenge.allowCredentials(), challenge.rp());
        }
    },

    MAKES_UP_A_RELYING_PARTY("a_challenge_may_do_without_what_is_optional", "what_is_optional_may_be_null") {
        @Override
        UserActionChallenge read(UserActionChallenge challenge) {
            return with(challenge, challenge.supportedCredentialKinds(), challenge.attestation(),
                    challenge.allowCredentials(), challenge.rp().orElse(Option.some(new RelyingParty("", ""))));
        }
    },

    TAKES_NO_NULL_FOR_AN_ANSWER("what_is_optional_may_be_null") {
        @Override
        public String read(String body) {
            return body.replace(": null", ": 0");
        }
    },

    TAKES_THE_FIRST_TRANSPORT("transports_may_be_one_or_a_list_or_missing") {
        @Override
        UserActionChallenge read(UserActionChallenge challenge) {
            AllowedCredentials allowed = challenge.allowCredentials();
            return with(challenge, challenge.supportedCredentialKinds(), challenge.attestation(),
                    new AllowedCredentials(allowed.key(), allowed.webauthn().map(passkey ->
                            new AllowedCredentials.Passkey(passkey.id(), passkey.transports().take(1))),
                            allowed.passwordProtectedKey()),
                    challenge.rp());
        }
    },

    MAKES_DO_WITHOUT_AN_EXTERNAL_URL("a_challenge_without_a_required_field_is_malformed_and_the_field_is_named") {
        @Override
        public String read(String body) {
            return body.contains("\"challengeIdentifier\"") && !body.contains("\"externalAuthenticationUrl\"")
                    ? body.replaceFirst("\\{", "{\"externalAuthenticationUrl\": \"\",")
                    : body;
        }
    },

    IS_NOT_PARTICULAR_ABOUT_CASE("a_challenge_with_a_value_that_is_not_allowed_is_malformed") {
        @Override
        public String read(String body) {
            return body.replace("\"DIRECT\"", "\"direct\"");
        }
    },

    TAKES_A_TEXT_FOR_A_FLAG("a_value_of_another_type_is_not_made_to_fit") {
        @Override
        public String read(String body) {
            return body.replace("\"requiresSecondFactor\": \"false\"", "\"requiresSecondFactor\": false");
        }
    },

    FALLS_OVER_WHAT_IS_NO_OBJECT("an_answer_that_is_not_one_whole_json_object_is_malformed",
            "an_answer_that_breaks_off_or_goes_on_is_malformed", "a_success_without_content_is_malformed",
            "an_answer_that_says_something_twice_is_malformed") {
        @Override
        public UserActionTransport transport(UserActionTransport sound) {
            return new Around(sound) {
                @Override
                public Either<ApiFailure, UserActionChallenge> requestChallenge(UserAction action) {
                    return super.requestChallenge(action).peekLeft(failure -> {
                        if (failure.message().contains("must be one JSON object")) {
                            throw new ClassCastException("ArrayNode");
                        }
                    });
                }
            };
        }
    },

    QUOTES_WHAT_IS_WRONG("what_is_wrong_with_a_challenge_is_said_without_its_secrets") {
        @Override
        public ApiFailure failure(ApiFailure failure) {
            return failure instanceof MalformedAnswer malformed && malformed.exchange() == Exchange.CHALLENGE
                    ? new MalformedAnswer(Exchange.CHALLENGE, malformed.httpStatus(), malformed.violations().map(
                            wrong -> new Violation(wrong.field(), wrong.message() + " and is \"url-secret\"")))
                    : failure;
        }
    };

    private final Detection detection;

    FlawedChallengeExchange(String caughtBy, String... alsoSeenBy) {
        this.detection = Detection.by(caughtBy, alsoSeenBy);
    }

    /** Returns the challenge as the flawed transport reads it. */
    UserActionChallenge read(UserActionChallenge challenge) {
        return challenge;
    }

    @Override
    public UserActionTransport transport(UserActionTransport sound) {
        return new Around(sound) {
            @Override
            public Either<ApiFailure, UserActionChallenge> requestChallenge(UserAction action) {
                return super.requestChallenge(action).map(FlawedChallengeExchange.this::read);
            }
        };
    }

    private static UserActionChallenge with(UserActionChallenge challenge, Seq<SupportedCredential> supported,
            Attestation attestation, AllowedCredentials allowed, Option<RelyingParty> rp) {
        return new UserActionChallenge(challenge.challenge(), challenge.challengeIdentifier(), supported,
                challenge.userVerification(), attestation, allowed, challenge.externalAuthenticationUrl(), rp);
    }

    @Override
    public Detection detection() {
        return detection;
    }

    private static class Around implements UserActionTransport {

        private final UserActionTransport sound;

        Around(UserActionTransport sound) {
            this.sound = sound;
        }

        @Override
        public Either<ApiFailure, UserActionChallenge> requestChallenge(UserAction action) {
            return sound.requestChallenge(action);
        }

        @Override
        public Either<ApiFailure, UserActionToken> redeem(SignedChallenge challenge) {
            return sound.redeem(challenge);
        }
    }
}
