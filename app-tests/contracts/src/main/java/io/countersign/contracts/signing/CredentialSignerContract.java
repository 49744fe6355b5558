package io.countersign.contracts.signing;

import io.countersign.contracts.support.CallOnAThread;
import io.countersign.contracts.support.Cases;
import io.countersign.contracts.support.ChallengeTexts;
import io.countersign.contracts.support.LimitedCall;
import io.countersign.contracts.support.Outcome;
import io.countersign.contracts.support.WireSamples;
import io.countersign.domain.Violation;
import io.countersign.domain.challenge.RelyingParty;
import io.countersign.domain.challenge.SignedChallenge;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.credential.Credential;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.domain.credential.CredentialKind;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.CredentialSigner;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;
import io.vavr.control.Validation;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * The contract of every {@link CredentialSigner}, of any kind. Implement {@link #signer()} in a test class, and JUnit
 * runs every test that the signers of this library pass:
 *
 * <pre>{@code
 * class BadgeSignerTest implements CredentialSignerContract {
 *
 *     @Override
 *     public SignerUnderTest signer() {
 *         return SignerUnderTest.key(new BadgeSigner(credentialId, reader, pin), publicKeyPem).hiding(pin);
 *     }
 * }
 * }</pre>
 *
 * <p>Signers made by {@code CredentialSigner.key} and its siblings pass. Test the key, unlocker or authenticator behind
 * them with its own contract.
 */
public interface CredentialSignerContract extends TimeLimits {

    /**
     * Returns the signer and the data to verify its assertions with. Called once by every test; may return the same
     * each time.
     *
     * @return the signer under test
     */
    SignerUnderTest signer();

    private static CredentialAssertion assertion(SignerUnderTest tested, UserActionChallenge challenge) {
        return Outcome.success(() -> tested.signer().sign(challenge));
    }

    private static void assertGood(SignerUnderTest tested, UserActionChallenge challenge) {
        AssertionEvidence evidence = tested.evidence();
        evidence.assertGood(assertion(tested, challenge), challenge);
    }

    /** Returns a verified assertion or a failure. */
    private static Either<SigningFailure, CredentialAssertion> goodOrRefused(
            SignerUnderTest tested, UserActionChallenge challenge) {
        AssertionEvidence evidence = tested.evidence();
        return Outcome.of(() -> tested.signer().sign(challenge))
                .peek(assertion -> evidence.assertGood(assertion, challenge));
    }

    @Test
    default void whose_assertions_it_makes_never_changes() {
        SignerUnderTest tested = signer();
        Credential before = tested.signer().credential();
        assertion(tested, tested.challenge("challenge"));

        assertThat(before.kind()).isEqualTo(tested.kind());
        assertThat(tested.signer().credential()).as("after it has signed").isEqualTo(before);
    }

    @Test
    default void its_assertion_is_of_the_credential_that_it_said() {
        SignerUnderTest tested = signer();

        Credential signed = assertion(tested, tested.challenge("challenge")).credential();

        assertThat(tested.signer().credential().matches(signed))
                .as("%s made an assertion of %s", tested.signer().credential(), signed).isTrue();
    }

    @Test
    default void its_assertion_completes_the_challenge() {
        SignerUnderTest tested = signer();
        UserActionChallenge challenge = tested.challenge("sign me");
        CredentialAssertion assertion = assertion(tested, challenge);

        Validation<Seq<Violation>, SignedChallenge> completed = tested.kind().equals(CredentialKind.TOTP)
                ? challenge.signedBy(WireSamples.keyAssertion(Option.none()), assertion)
                : challenge.signedBy(assertion);

        assertThat(completed.isValid() ? List.empty() : completed.getError())
                .as("what keeps the challenge from being complete").isEmpty();
    }

    @Test
    default void its_assertion_is_good() {
        SignerUnderTest tested = signer();

        assertGood(tested, tested.challenge("challenge"));
    }

    @Test
    default void any_challenge_is_answered_as_it_is() {
        SignerUnderTest tested = signer();

        Cases.forEach(ChallengeTexts.upTo(tested.limit()), text -> assertGood(tested, tested.challenge(text)));
    }

    @Test
    default void a_longer_challenge_is_answered_as_it_is_or_refused() {
        SignerUnderTest tested = signer();

        goodOrRefused(tested, tested.challenge(ChallengeTexts.beyond(tested.limit())));
    }

    @Test
    default void a_challenge_is_answered_or_refused_whether_or_not_it_names_a_relying_party() {
        SignerUnderTest tested = signer();

        goodOrRefused(tested, tested.challenge("challenge", Option.none()));
        goodOrRefused(tested, tested.challenge("challenge", Option.some(new RelyingParty("example.net", ""))));
    }

    @Test
    default void every_challenge_is_answered_anew() {
        SignerUnderTest tested = signer();

        Cases.forEachNumbered("assertion", List.range(0, 5), number -> {
            assertGood(tested, tested.challenge("challenge-" + number));
        });
    }

    @Test
    default void a_challenge_for_others_is_no_reason_to_throw() {
        SignerUnderTest tested = signer();

        Outcome.of(() -> tested.signer().sign(tested.challengeForOthers()));
    }

    @Test
    default void threads_that_come_at_once_get_the_answer_to_their_own_challenge() {
        SignerUnderTest tested = signer();

        tested.concurrency(3, concurrentCallsTimeLimit()).served(number ->
                goodOrRefused(tested, tested.challenge("challenge-" + number)));
    }

    @Test
    default void an_interrupted_thread_gets_an_assertion_or_a_failure_and_stays_interrupted() {
        SignerUnderTest tested = signer();
        UserActionChallenge challenge = tested.challenge("challenge");
        AssertionEvidence evidence = tested.evidence();

        CallOnAThread.interruptedBefore(() -> tested.signer().sign(challenge))
                .peek(assertion -> evidence.assertGood(assertion, challenge));
    }

    @Test
    default void a_null_is_refused_at_once() {
        CredentialSigner signer = signer().signer();

        assertThatNullPointerException().as("a null is the caller's mistake, not a failure to sign")
                .isThrownBy(() -> LimitedCall.run(() -> signer.sign(null)));
    }

    @Test
    default void no_text_form_shows_a_secret() {
        SignerUnderTest tested = signer();
        CredentialAssertion assertion = assertion(tested, tested.challenge("challenge"));

        tested.secrets().assertHiddenIn(tested.signer(), tested.signer().credential(), assertion);
        Outcome.of(() -> tested.signer().sign(tested.challengeForOthers()))
                .peekLeft(failure -> tested.secrets().assertHiddenIn(failure, failure.message()));
    }
}
