package io.countersign.domain.challenge;

import io.countersign.domain.Violation;
import io.countersign.domain.credential.Credential;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.domain.credential.Fido2Assertion;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** A rule that assertions must meet to complete a challenge. All rules are applied, and every violation is reported. */
@FunctionalInterface
interface CompletionRule {

    CompletionRule THE_FIRST_CREDENTIAL_MAY_SIGN_FIRST = (challenge, first, second) ->
            notAmong(challenge.firstFactors(), first.credential(), "firstFactor");

    CompletionRule THE_FIRST_ASSERTION_ANSWERS_THIS_CHALLENGE = (challenge, first, second) ->
            answersAnother(challenge, first, "firstFactor");

    CompletionRule A_SECOND_FACTOR_IS_THERE_WHEN_DUE = (challenge, first, second) ->
            Option.when(second.isEmpty() && challenge.requiresSecondFactor(first.credential()),
                    () -> new Violation("secondFactor", "second factor required; allowed: "
                            + SigningRefusalText.listed(challenge.secondFactors(first.credential()))));

    CompletionRule THE_SECOND_CREDENTIAL_MAY_SIGN_SECOND = (challenge, first, second) ->
            second.flatMap(assertion -> notAmong(
                    challenge.secondFactors(first.credential()), assertion.credential(), "secondFactor"));

    CompletionRule THE_SECOND_ASSERTION_ANSWERS_THIS_CHALLENGE = (challenge, first, second) ->
            second.flatMap(assertion -> answersAnother(challenge, assertion, "secondFactor"));

    CompletionRule THE_FIRST_USER_IS_VERIFIED_WHEN_DUE = (challenge, first, second) ->
            unverified(challenge, first, "firstFactor");

    CompletionRule THE_SECOND_USER_IS_VERIFIED_WHEN_DUE = (challenge, first, second) ->
            second.flatMap(assertion -> unverified(challenge, assertion, "secondFactor"));

    List<CompletionRule> ALL = List.of(
            THE_FIRST_CREDENTIAL_MAY_SIGN_FIRST,
            THE_FIRST_ASSERTION_ANSWERS_THIS_CHALLENGE,
            A_SECOND_FACTOR_IS_THERE_WHEN_DUE,
            THE_SECOND_CREDENTIAL_MAY_SIGN_SECOND,
            THE_SECOND_ASSERTION_ANSWERS_THIS_CHALLENGE,
            THE_FIRST_USER_IS_VERIFIED_WHEN_DUE,
            THE_SECOND_USER_IS_VERIFIED_WHEN_DUE);

    Option<Violation> objection(
            UserActionChallenge challenge, CredentialAssertion first, Option<CredentialAssertion> second);

    private static Option<Violation> notAmong(Seq<Credential> allowed, Credential credential, String factor) {
        return Option.when(!allowed.exists(credential::matches),
                () -> new Violation(factor,
                        credential + " is not allowed here; allowed: " + SigningRefusalText.listed(allowed)));
    }

    private static Option<Violation> answersAnother(
            UserActionChallenge challenge, CredentialAssertion assertion, String factor) {
        return Option.when(!assertion.answers(challenge.challenge().value()),
                () -> new Violation(factor, "the assertion of " + assertion.credential()
                        + " was made for another challenge or purpose; sign this one"));
    }

    private static Option<Violation> unverified(
            UserActionChallenge challenge, CredentialAssertion assertion, String factor) {
        return Option.when(challenge.userVerification() == UserVerification.REQUIRED
                        && assertion instanceof Fido2Assertion passkey && passkey.deniesUserVerification(),
                () -> new Violation(factor, "the passkey did not verify its user (flag UV of authenticatorData), which "
                        + "the challenge requires; sign with a PIN, a fingerprint or the like"));
    }
}
