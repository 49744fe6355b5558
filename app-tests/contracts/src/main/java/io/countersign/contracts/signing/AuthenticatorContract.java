package io.countersign.contracts.signing;

import io.countersign.contracts.support.CallOnAThread;
import io.countersign.contracts.support.Cases;
import io.countersign.contracts.support.ChallengeTexts;
import io.countersign.contracts.support.Contention;
import io.countersign.contracts.support.LimitedCall;
import io.countersign.contracts.support.MessageLimit;
import io.countersign.contracts.support.Outcome;
import io.countersign.contracts.support.WireSamples;
import io.countersign.domain.challenge.AllowedCredentials.Passkey;
import io.countersign.domain.challenge.AssertionRequest;
import io.countersign.domain.challenge.Challenge;
import io.countersign.domain.challenge.RelyingParty;
import io.countersign.domain.challenge.UserVerification;
import io.countersign.domain.credential.Fido2Assertion;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.Authenticator;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * The contract of every {@link Authenticator}. Implement {@link #authenticator()} in a test class, and JUnit runs every
 * test that the authenticator of this library passes:
 *
 * <pre>{@code
 * class SecurityKeyTest implements AuthenticatorContract {
 *
 *     @Override
 *     public AuthenticatorUnderTest authenticator() {
 *         return AuthenticatorUnderTest.of(new SecurityKey(device, pin), new PasskeyUnderTest(
 *                 credentialId, publicKeyPem, "example.com", "https://app.example.com")).hiding(pin);
 *     }
 * }
 * }</pre>
 *
 * <p>An authenticator that asks a person to confirm is called about ninety times, forty of them by eight threads at
 * once.
 */
public interface AuthenticatorContract extends TimeLimits {

    /**
     * Returns the authenticator and one of its passkeys. Called once by every test; may return the same each time.
     *
     * @return the authenticator under test
     */
    AuthenticatorUnderTest authenticator();

    private static AssertionRequest request(PasskeyUnderTest passkey, String challenge, Passkey... allowed) {
        return passkey.request(challenge, List.of(allowed));
    }

    private static AssertionRequest request(PasskeyUnderTest passkey, String challenge) {
        return passkey.request(challenge);
    }

    private static Passkey allowing(String credentialId) {
        return new Passkey(WireSamples.id(credentialId), List.empty());
    }

    private static PasskeyEvidence evidence(AuthenticatorUnderTest tested, AssertionRequest request) {
        return new PasskeyEvidence(tested.passkey(), Outcome.success(() -> tested.authenticator().sign(request)));
    }

    private PasskeyEvidence evidence() {
        AuthenticatorUnderTest tested = authenticator();
        return evidence(tested, request(tested.passkey(), "challenge"));
    }

    @Test
    default void an_assertion_answers_the_request() {
        AuthenticatorUnderTest tested = authenticator();
        AssertionRequest request = request(tested.passkey(), "challenge");

        evidence(tested, request).assertAnswers(request);
    }

    @Test
    default void the_signature_is_over_what_webauthn_wants_signed() {
        evidence().assertSigned();
    }

    @Test
    default void the_signature_is_encoded_as_webauthn_has_it() {
        AuthenticatorUnderTest tested = authenticator();

        // Several, as some encodings go wrong only where a number begins with a zero or a one bit.
        Cases.forEachNumbered("assertion", List.range(0, 20), number -> {
            assertThat(evidence(tested, request(tested.passkey(), "challenge-" + number)).encodingFault()).isEmpty();
        });
    }

    @Test
    default void authenticator_data_name_the_relying_party() {
        evidence().assertNamesTheRelyingParty();
    }

    @Test
    default void a_user_was_there() {
        assertThat(evidence().userWasPresent()).as("user present").isTrue();
    }

    @Test
    default void a_user_is_verified_where_that_is_required_or_did_not_confirm() {
        AuthenticatorUnderTest tested = authenticator();
        AssertionRequest request = request(tested.passkey(), "challenge");

        Either<SigningFailure, Fido2Assertion> outcome = Outcome.of(() -> tested.authenticator().sign(
                new AssertionRequest(request.challenge(), request.rp(), request.allowed(), UserVerification.REQUIRED)));

        assertThat(outcome.<Boolean>fold(failure -> failure.kind() == SigningFailure.Kind.NOT_CONFIRMED,
                assertion -> new PasskeyEvidence(tested.passkey(), assertion).userWasVerified()))
                .as("verified, or not confirmed").isTrue();
    }

    @Test
    default void what_is_said_of_the_client_data_is_what_was_signed() {
        evidence().assertMembersAreThoseOfTheSignedBytes();
    }

    @Test
    default void any_challenge_is_answered_as_it_is() {
        AuthenticatorUnderTest tested = authenticator();

        Cases.forEach(ChallengeTexts.upTo(MessageLimit.NONE), challenge -> {
            AssertionRequest request = request(tested.passkey(), challenge);
            PasskeyEvidence evidence = evidence(tested, request);
            evidence.assertAnswers(request);
            evidence.assertSigned();
        });
    }

    @Test
    default void among_several_that_are_allowed_it_signs_with_its_own() {
        AuthenticatorUnderTest tested = authenticator();
        AssertionRequest request = request(tested.passkey(), "challenge", allowing("b3RoZXI"),
                allowing(tested.passkey().credentialId()), allowing("YW5vdGhlcg"));

        evidence(tested, request).assertAnswers(request);
    }

    @Test
    default void a_passkey_that_is_not_allowed_does_not_sign() {
        AuthenticatorUnderTest tested = authenticator();

        Outcome.failure(SigningFailure.Kind.NOT_CONFIRMED, () -> tested.authenticator().sign(
                request(tested.passkey(), "challenge", allowing("b3RoZXI"))));
    }

    @Test
    default void where_none_is_allowed_none_signs() {
        AuthenticatorUnderTest tested = authenticator();

        Outcome.failure(SigningFailure.Kind.NOT_CONFIRMED, () -> tested.authenticator().sign(
                request(tested.passkey(), "challenge", new Passkey[0])));
    }

    @Test
    default void another_relying_party_gets_nothing() {
        AuthenticatorUnderTest tested = authenticator();
        AssertionRequest request = request(tested.passkey(), "challenge");

        Outcome.failure(() -> tested.authenticator().sign(new AssertionRequest(request.challenge(),
                Option.some(new RelyingParty("phishing.example", "The relying party")), request.allowed(),
                request.userVerification())));
    }

    @Test
    default void a_request_that_names_no_relying_party_is_answered_for_the_passkeys_own_or_refused() {
        AuthenticatorUnderTest tested = authenticator();
        AssertionRequest named = request(tested.passkey(), "challenge");
        AssertionRequest request = new AssertionRequest(
                named.challenge(), Option.none(), named.allowed(), named.userVerification());

        Outcome.of(() -> tested.authenticator().sign(request)).peek(assertion -> {
            PasskeyEvidence evidence = new PasskeyEvidence(tested.passkey(), assertion);
            evidence.assertAnswers(request);
            evidence.assertSigned();
            evidence.assertNamesTheRelyingParty();
        });
    }

    @Test
    default void a_signature_counter_rises_or_is_not_there() {
        AuthenticatorUnderTest tested = authenticator();

        assertCounts(List.of("one", "two", "three")
                .map(challenge -> evidence(tested, request(tested.passkey(), challenge)).signatureCount()));
    }

    private static void assertCounts(Seq<Long> counts) {
        if (counts.exists(count -> count != 0)) {
            assertThat(counts.asJava()).as("signature counts (0 throughout means that there is none)")
                    .isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    default void threads_that_come_at_once_get_the_answer_to_their_own_request() {
        AuthenticatorUnderTest tested = authenticator();

        Seq<Long> counts = List.ofAll(Contention.of(concurrentCallsTimeLimit(), 5, number -> {
            AssertionRequest request = request(tested.passkey(), "challenge-" + number);
            PasskeyEvidence evidence = evidence(tested, request);
            evidence.assertAnswers(request);
            evidence.assertSigned();
            return evidence.signatureCount();
        }));

        assertCounts(counts.sorted());
    }

    @Test
    default void an_interrupted_thread_gets_an_assertion_or_a_failure_and_stays_interrupted() {
        AuthenticatorUnderTest tested = authenticator();

        CallOnAThread.interruptedBefore(() -> tested.authenticator().sign(request(tested.passkey(), "challenge")))
                .peek(assertion -> new PasskeyEvidence(tested.passkey(), assertion).assertSigned());
    }

    @Test
    default void a_null_is_refused_at_once() {
        Authenticator authenticator = authenticator().authenticator();

        assertThatNullPointerException().as("a null is the caller's mistake, not a failure to sign")
                .isThrownBy(() -> LimitedCall.run(() -> authenticator.sign(null)));
    }

    @Test
    default void no_text_form_shows_a_secret() {
        AuthenticatorUnderTest tested = authenticator();
        evidence(tested, request(tested.passkey(), "challenge"));

        SigningFailure failure = Outcome.failure(() -> tested.authenticator().sign(
                request(tested.passkey(), "challenge", allowing("b3RoZXI"))));

        tested.secrets().assertHiddenIn(tested.authenticator(), failure, failure.message());
    }
}
