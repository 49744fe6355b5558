package io.countersign.contracts.signing;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.contracts.fixture.Detection;
import io.countersign.contracts.fixture.Flaw;
import io.countersign.contracts.fixture.Meeting;
import io.countersign.contracts.fixture.TestKey;
import io.countersign.contracts.support.EcdsaNumbers;
import io.countersign.domain.challenge.AllowedCredentials.Passkey;
import io.countersign.domain.challenge.AssertionRequest;
import io.countersign.domain.challenge.Challenge;
import io.countersign.domain.challenge.RelyingParty;
import io.countersign.domain.challenge.UserVerification;
import io.countersign.domain.credential.ClientData;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.Fido2Assertion;
import io.countersign.domain.credential.Octets;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.Authenticator;
import io.vavr.collection.List;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** Authenticators with one flaw each. */
enum FlawedAuthenticator implements Flaw {

    SIGNS_FOR_ANOTHER_ORIGIN(sound -> request -> sound.sign(request).map(assertion -> resigned(assertion,
            json(assertion).replace("app.example.com", "other.example.com"))),
            "an_assertion_answers_the_request",
            "a_request_that_names_no_relying_party_is_answered_for_the_passkeys_own_or_refused",
            "any_challenge_is_answered_as_it_is",
            "among_several_that_are_allowed_it_signs_with_its_own",
            "threads_that_come_at_once_get_the_answer_to_their_own_request"),

    SIGNS_THE_CLIENT_DATA_ALONE(sound -> request -> sound.sign(request).map(assertion ->
            with(assertion, assertion.authenticatorData(), signature(assertion.clientData().json().toByteArray()))),
            "the_signature_is_over_what_webauthn_wants_signed",
            "a_request_that_names_no_relying_party_is_answered_for_the_passkeys_own_or_refused",
            "any_challenge_is_answered_as_it_is",
            "threads_that_come_at_once_get_the_answer_to_their_own_request",
            "an_interrupted_thread_gets_an_assertion_or_a_failure_and_stays_interrupted"),

    GIVES_R_AND_S_AS_COSE_HAS_THEM(sound -> request -> sound.sign(request).map(assertion ->
            with(assertion, assertion.authenticatorData(),
                    EcdsaNumbers.of(assertion.signature().toByteArray()).get().raw().get())),
            "the_signature_is_encoded_as_webauthn_has_it"),

    NAMES_ANOTHER_RELYING_PARTY(sound -> request -> sound.sign(request).map(assertion ->
            resigned(assertion, data -> data.put(0, (byte) (data.get(0) ^ 1)))),
            "authenticator_data_name_the_relying_party",
            "a_request_that_names_no_relying_party_is_answered_for_the_passkeys_own_or_refused"),

    SIGNS_WITH_NOBODY_THERE(sound -> request -> sound.sign(request).map(assertion ->
            resigned(assertion, data -> data.put(32, (byte) (data.get(32) & ~1)))),
            "a_user_was_there"),

    DOES_NOT_VERIFY_AND_SIGNS_ALL_THE_SAME(sound -> request -> sound.sign(new AssertionRequest(
            request.challenge(), request.rp(), request.allowed(), UserVerification.DISCOURAGED)),
            "a_user_is_verified_where_that_is_required_or_did_not_confirm"),

    SAYS_THE_ORIGIN_THAT_IT_HOPED_FOR(sound -> request -> sound.sign(request).map(assertion ->
            saying(resigned(assertion, json(assertion).replace("app.example.com", "other.example.com")),
                    "https://app.example.com")),
            "what_is_said_of_the_client_data_is_what_was_signed"),

    TRIMS_THE_CHALLENGE(sound -> request -> sound.sign(new AssertionRequest(
            Challenge.of(request.challenge().value().strip()).get(), request.rp(), request.allowed(),
            request.userVerification())),
            "any_challenge_is_answered_as_it_is"),

    SIGNS_IN_THE_NAME_OF_THE_FIRST_THAT_IS_ALLOWED(sound -> request -> sound.sign(request).map(assertion ->
            named(request.allowed().head().id(), assertion)),
            "among_several_that_are_allowed_it_signs_with_its_own"),

    SIGNS_UNASKED(sound -> request -> sound.sign(request.allowed().isEmpty() ? request : allowingOurs(request)),
            "a_passkey_that_is_not_allowed_does_not_sign", "no_text_form_shows_a_secret"),

    TAKES_NONE_FOR_ANY(sound -> request -> sound.sign(request.allowed().isEmpty() ? allowingOurs(request) : request),
            "where_none_is_allowed_none_signs"),

    SIGNS_FOR_WHOEVER_ASKS(sound -> request -> sound.sign(new AssertionRequest(request.challenge(),
            Option.some(new RelyingParty("example.com", "")), request.allowed(), request.userVerification())),
            "another_relying_party_gets_nothing"),

    COUNTS_ON_A_RELYING_PARTY(sound -> request -> sound.sign(new AssertionRequest(request.challenge(),
            Option.some(request.rp().get()), request.allowed(), request.userVerification())),
            "a_request_that_names_no_relying_party_is_answered_for_the_passkeys_own_or_refused"),

    TAKES_NO_RELYING_PARTY_FOR_A_NAMELESS_ONE(sound -> request -> sound.sign(request).map(assertion ->
            request.rp().isDefined() ? assertion : resigned(assertion, data -> data.put(0, sha256(new byte[0])))),
            "a_request_that_names_no_relying_party_is_answered_for_the_passkeys_own_or_refused"),

    COUNTS_TO_SEVEN_EACH_TIME(sound -> request -> sound.sign(request).map(assertion ->
            resigned(assertion, data -> data.putInt(33, 7))),
            "a_signature_counter_rises_or_is_not_there",
            "threads_that_come_at_once_get_the_answer_to_their_own_request"),

    KEEPS_THE_REQUEST_WHERE_OTHER_THREADS_PUT_THEIRS(FlawedAuthenticator::crossing,
            "threads_that_come_at_once_get_the_answer_to_their_own_request"),

    WAITS_FOR_ANOTHER_PASSKEY(sound -> request -> sound.sign(request).fold(
            failure -> {
                untilInterrupted();
                return Either.left(failure);
            }, Either::right),
            "a_passkey_that_is_not_allowed_does_not_sign", "where_none_is_allowed_none_signs",
            "another_relying_party_gets_nothing", "no_text_form_shows_a_secret"),

    SWALLOWS_THE_INTERRUPT(sound -> request -> {
        Thread.interrupted();
        return sound.sign(request);
    }, "an_interrupted_thread_gets_an_assertion_or_a_failure_and_stays_interrupted"),

    TAKES_A_NULL_FOR_A_FAILURE(sound -> request -> request == null
            ? Either.left(SigningFailure.notConfirmed("nobody asked"))
            : sound.sign(request),
            "a_null_is_refused_at_once"),

    SHOWS_ITS_KEY(sound -> request -> sound.sign(request).mapLeft(failure ->
            SigningFailure.notConfirmed(failure.message() + " Here is only " + TestKey.PRIVATE_KEY_PEM)),
            "no_text_form_shows_a_secret");

    private final UnaryOperator<Authenticator> spoil;
    private final Detection detection;

    FlawedAuthenticator(UnaryOperator<Authenticator> spoil, String caughtBy, String... alsoSeenBy) {
        this.spoil = spoil;
        this.detection = Detection.by(caughtBy, alsoSeenBy);
    }

    Authenticator of(Authenticator sound) {
        return spoil.apply(sound);
    }

    @Override
    public Detection detection() {
        return detection;
    }

    /** Waits for what never comes, as a client does that hopes for another security key. */
    private static void untilInterrupted() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static String json(Fido2Assertion assertion) {
        return new String(assertion.clientData().json().toByteArray(), StandardCharsets.UTF_8);
    }

    private static byte[] signature(byte[] message) {
        try (JcaSigningKey key = TestKey.sound()) {
            return key.sign(message).get();
        }
    }

    private static Fido2Assertion with(Fido2Assertion assertion, Octets authenticatorData, byte[] signature) {
        return new Fido2Assertion(assertion.credId(), assertion.clientData(), authenticatorData, Octets.of(signature),
                assertion.userHandle());
    }

    private static Fido2Assertion named(CredentialId id, Fido2Assertion assertion) {
        return new Fido2Assertion(id, assertion.clientData(), assertion.authenticatorData(), assertion.signature(),
                assertion.userHandle());
    }

    /** Returns the assertion with other client data and a correct signature. */
    private static Fido2Assertion resigned(Fido2Assertion assertion, String clientDataJson) {
        ClientData before = assertion.clientData();
        var clientData = new ClientData(
                Octets.of(clientDataJson.getBytes(StandardCharsets.UTF_8)), before.type(), before.challenge(),
                before.origin().map(origin -> origin.replace("app.example.com", "other.example.com")),
                before.crossOrigin());
        return signedAnew(new Fido2Assertion(assertion.credId(), clientData, assertion.authenticatorData(),
                assertion.signature(), assertion.userHandle()));
    }

    private static Fido2Assertion saying(Fido2Assertion assertion, String origin) {
        ClientData clientData = assertion.clientData();
        return new Fido2Assertion(assertion.credId(), new ClientData(clientData.json(), clientData.type(),
                clientData.challenge(), Option.some(origin), clientData.crossOrigin()),
                assertion.authenticatorData(), assertion.signature(), assertion.userHandle());
    }

    /** Returns the assertion with other authenticator data and a correct signature. */
    private static Fido2Assertion resigned(Fido2Assertion assertion, UnaryOperator<ByteBuffer> change) {
        byte[] data = change.apply(ByteBuffer.wrap(assertion.authenticatorData().toByteArray())).array();
        return signedAnew(with(assertion, Octets.of(data), new byte[0]));
    }

    private static Fido2Assertion signedAnew(Fido2Assertion assertion) {
        byte[] data = assertion.authenticatorData().toByteArray();
        byte[] hash = sha256(assertion.clientData().json().toByteArray());
        return with(assertion, assertion.authenticatorData(), signature(
                ByteBuffer.allocate(data.length + hash.length).put(data).put(hash).array()));
    }

    private static byte[] sha256(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(message);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static AssertionRequest allowingOurs(AssertionRequest request) {
        return new AssertionRequest(request.challenge(), request.rp(),
                List.of(new Passkey(TestPasskey.KNOWN.id(), List.empty())), request.userVerification());
    }

    private static Authenticator crossing(Authenticator sound) {
        var current = new AtomicReference<AssertionRequest>();
        var meeting = new Meeting();
        return request -> {
            current.set(request);
            meeting.waitForAnother();
            Either<SigningFailure, Fido2Assertion> outcome = sound.sign(current.get());
            return outcome;
        };
    }
}
