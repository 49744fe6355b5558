package io.countersign.contracts.signing;

import io.countersign.contracts.fixture.Detection;
import io.countersign.contracts.fixture.Flaw;
import io.countersign.contracts.fixture.Meeting;
import io.countersign.contracts.fixture.TestKey;
import io.countersign.domain.challenge.Challenge;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.credential.ClientData;
import io.countersign.domain.credential.Credential;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.CredentialKind;
import io.countersign.domain.credential.KeyAssertion;
import io.countersign.domain.credential.Octets;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.CredentialSigner;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Signers with one flaw each. */
enum FlawedCredentialSigner implements Flaw {

    IS_SOMEBODY_ELSE_LATER(sound -> new Spoiled(sound) {
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public Credential credential() {
            // The first two are asked by whoever makes it known to the contract, and by the test.
            return asked.getAndIncrement() < 2 ? super.credential() : Credential.unnamed(CredentialKind.KEY);
        }
    }, "whose_assertions_it_makes_never_changes"),

    SIGNS_AS_ANOTHER(answering(assertion -> new KeyAssertion(
            CredentialId.of("cr-other").get(), assertion.clientData(), assertion.signature(), assertion.algorithm())),
            "its_assertion_is_of_the_credential_that_it_said", "its_assertion_completes_the_challenge"),

    WRITES_CLIENT_DATA_FOR_ANOTHER_PURPOSE(sound -> new Spoiled(sound) {
        @Override
        public Either<SigningFailure, CredentialAssertion> sign(UserActionChallenge challenge) {
            return super.sign(challenge).map(assertion -> resigned((KeyAssertion) assertion,
                    ClientData.create("key.create", challenge.challenge().value(), Option.none(), Option.none())));
        }
    }, "its_assertion_completes_the_challenge", MANY),

    SIGNS_WITH_ANOTHER_KEY(answering(assertion -> new KeyAssertion(assertion.credId(), assertion.clientData(),
            Octets.of(TestKey.another().sign(assertion.clientData().json().toByteArray())
                    .get()), assertion.algorithm())),
            "its_assertion_is_good", MANY),

    TRIMS_THE_CHALLENGE(sound -> new Spoiled(sound) {
        @Override
        public Either<SigningFailure, CredentialAssertion> sign(UserActionChallenge challenge) {
            return super.sign(changed(challenge, String::strip));
        }
    }, "any_challenge_is_answered_as_it_is"),

    CUTS_OFF_A_LONG_CHALLENGE(sound -> new Spoiled(sound) {
        @Override
        public Either<SigningFailure, CredentialAssertion> sign(UserActionChallenge challenge) {
            return super.sign(changed(challenge, text -> text.substring(0, Math.min(text.length(), 100_000))));
        }
    }, "a_longer_challenge_is_answered_as_it_is_or_refused"),

    TAKES_A_RELYING_PARTY_FOR_A_PASSKEYS(sound -> new Spoiled(sound) {
        @Override
        public Either<SigningFailure, CredentialAssertion> sign(UserActionChallenge challenge) {
            challenge.rp().forEach(rp -> {
                throw new IllegalStateException("no passkey for " + rp.id());
            });
            return super.sign(challenge);
        }
    }, "a_challenge_is_answered_or_refused_whether_or_not_it_names_a_relying_party"),

    ANSWERS_AS_THE_FIRST_TIME(sound -> new Spoiled(sound) {
        private final AtomicReference<Either<SigningFailure, CredentialAssertion>> first = new AtomicReference<>();

        @Override
        public Either<SigningFailure, CredentialAssertion> sign(UserActionChallenge challenge) {
            first.compareAndSet(null, super.sign(challenge));
            return first.get();
        }
    }, "every_challenge_is_answered_anew", "any_challenge_is_answered_as_it_is",
            "threads_that_come_at_once_get_the_answer_to_their_own_challenge"),

    THROWS_WHERE_IT_IS_NOT_ALLOWED(sound -> new Spoiled(sound) {
        @Override
        public Either<SigningFailure, CredentialAssertion> sign(UserActionChallenge challenge) {
            if (!challenge.firstFactors().contains(credential())) {
                throw new IllegalStateException("not mine");
            }
            return super.sign(challenge);
        }
    }, "a_challenge_for_others_is_no_reason_to_throw", "no_text_form_shows_a_secret"),

    KEEPS_THE_CHALLENGE_WHERE_OTHER_THREADS_PUT_THEIRS(sound -> new Spoiled(sound) {
        private final AtomicReference<UserActionChallenge> current = new AtomicReference<>();
        private final Meeting meeting = new Meeting();

        @Override
        public Either<SigningFailure, CredentialAssertion> sign(UserActionChallenge challenge) {
            current.set(challenge);
            meeting.waitForAnother();
            return super.sign(current.get());
        }
    }, "threads_that_come_at_once_get_the_answer_to_their_own_challenge"),

    SWALLOWS_THE_INTERRUPT(sound -> new Spoiled(sound) {
        @Override
        public Either<SigningFailure, CredentialAssertion> sign(UserActionChallenge challenge) {
            Thread.interrupted();
            return super.sign(challenge);
        }
    }, "an_interrupted_thread_gets_an_assertion_or_a_failure_and_stays_interrupted"),

    TAKES_A_NULL_FOR_A_FAILURE(sound -> new Spoiled(sound) {
        @Override
        public Either<SigningFailure, CredentialAssertion> sign(UserActionChallenge challenge) {
            return challenge == null
                    ? Either.left(SigningFailure.notConfirmed("nobody asked"))
                    : super.sign(challenge);
        }
    }, "a_null_is_refused_at_once"),

    SHOWS_ITS_KEY(sound -> new Spoiled(sound) {
        @Override
        public String toString() {
            return "Signer[" + TestKey.PRIVATE_KEY_PEM + "]";
        }
    }, "no_text_form_shows_a_secret");

    private final UnaryOperator<CredentialSigner> spoil;
    private final Detection detection;

    FlawedCredentialSigner(UnaryOperator<CredentialSigner> spoil, String caughtBy, String... alsoSeenBy) {
        this.spoil = spoil;
        this.detection = Detection.by(caughtBy, alsoSeenBy);
    }

    CredentialSigner of(CredentialSigner sound) {
        return spoil.apply(sound);
    }

    @Override
    public Detection detection() {
        return detection;
    }

    private static UnaryOperator<CredentialSigner> answering(Function<KeyAssertion, CredentialAssertion> change) {
        return sound -> new Spoiled(sound) {
            @Override
            public Either<SigningFailure, CredentialAssertion> sign(UserActionChallenge challenge) {
                return super.sign(challenge).map(assertion -> change.apply((KeyAssertion) assertion));
            }
        };
    }

    private static KeyAssertion resigned(KeyAssertion assertion, ClientData clientData) {
        return new KeyAssertion(assertion.credId(), clientData,
                Octets.of(TestKey.sound().sign(clientData.json().toByteArray()).get()), assertion.algorithm());
    }

    private static UserActionChallenge changed(UserActionChallenge challenge, UnaryOperator<String> text) {
        return new UserActionChallenge(Challenge.of(text.apply(challenge.challenge().value())).get(),
                challenge.challengeIdentifier(), challenge.supportedCredentialKinds(), challenge.userVerification(),
                challenge.attestation(), challenge.allowCredentials(), challenge.externalAuthenticationUrl(),
                challenge.rp());
    }

    private static class Spoiled implements CredentialSigner {

        private final CredentialSigner sound;

        Spoiled(CredentialSigner sound) {
            this.sound = sound;
        }

        @Override
        public Credential credential() {
            return sound.credential();
        }

        @Override
        public Either<SigningFailure, CredentialAssertion> sign(UserActionChallenge challenge) {
            return sound.sign(challenge);
        }
    }
}
