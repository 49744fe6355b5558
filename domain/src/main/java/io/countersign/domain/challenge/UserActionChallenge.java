package io.countersign.domain.challenge;

import io.countersign.domain.OneLine;
import io.countersign.domain.Violation;
import io.countersign.domain.credential.Credential;
import io.countersign.domain.credential.CredentialAssertion;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;
import io.vavr.control.Validation;

import java.util.Objects;

/**
 * What the API wants to see signed before it authorises an action, and by whom (answer of
 * {@code POST /auth/action/init}).
 *
 * <p>The challenge decides: {@linkplain #firstFactors who may sign first}, {@linkplain #secondFactors who second},
 * {@linkplain #requiresSecondFactor whether a second is due}, {@linkplain #planFor who of those at hand does it},
 * and {@linkplain #signedBy which assertions complete it}. Each decision takes steps in proportion to {@code n log n}
 * at most for {@code n} credentials, whatever they are called.
 *
 * @param challenge the text to be signed
 * @param challengeIdentifier names the signing session
 * @param supportedCredentialKinds the kinds of credential it takes, and on what terms
 * @param userVerification how much an authenticator is to verify its user
 * @param attestation how much the API wants to know of an authenticator
 * @param allowCredentials the credentials it takes, by name
 * @param externalAuthenticationUrl where the user could sign instead
 * @param rp whom passkeys sign for, if that is said
 */
public record UserActionChallenge(
        Challenge challenge,
        ChallengeIdentifier challengeIdentifier,
        Seq<SupportedCredential> supportedCredentialKinds,
        UserVerification userVerification,
        Attestation attestation,
        AllowedCredentials allowCredentials,
        ExternalAuthenticationUrl externalAuthenticationUrl,
        Option<RelyingParty> rp) {

    public UserActionChallenge {
        Objects.requireNonNull(challenge, "challenge");
        Objects.requireNonNull(challengeIdentifier, "challengeIdentifier");
        Objects.requireNonNull(supportedCredentialKinds, "supportedCredentialKinds");
        Objects.requireNonNull(userVerification, "userVerification");
        Objects.requireNonNull(attestation, "attestation");
        Objects.requireNonNull(allowCredentials, "allowCredentials");
        Objects.requireNonNull(externalAuthenticationUrl, "externalAuthenticationUrl");
        Objects.requireNonNull(rp, "rp");
    }

    /** What an authenticator is asked to sign, if a passkey answers this challenge. */
    public AssertionRequest assertionRequest() {
        return new AssertionRequest(challenge, rp, allowCredentials.webauthn(), userVerification);
    }

    /** The credentials that may sign first: allowed by name, of a kind that is supported as a first factor. */
    public Seq<Credential> firstFactors() {
        return supportedCredentialKinds.filter(SupportedCredential::canBeFirst)
                .map(SupportedCredential::kind).distinct()
                .flatMap(allowCredentials::ofKind);
    }

    /**
     * The credentials that may sign second, beside that one: a credential is never its own second factor, not even
     * under no name, as an authenticator that may use a single passkey here.
     */
    public Seq<Credential> secondFactors(Credential first) {
        Option<Credential> surelyFirst = CredentialIndex.onlyOneFor(first, firstFactors());
        return supportedCredentialKinds.filter(SupportedCredential::canBeSecond)
                .map(SupportedCredential::kind).distinct()
                .flatMap(allowCredentials::ofKind)
                .reject(second -> second.equals(first) || surelyFirst.contains(second));
    }

    /**
     * Whether a second factor is due when that credential signs first. Where the API states several terms for a kind,
     * the strictest counts: a second factor too many does no harm, one too few is refused.
     */
    public boolean requiresSecondFactor(Credential first) {
        return supportedCredentialKinds
                .exists(supported -> supported.canBeFirst()
                        && supported.kind().equals(first.kind())
                        && supported.requiresSecondFactor());
    }

    /**
     * Who of the credentials at hand signs: the first that may sign first and, if a second factor is due, the first of
     * the others that may be it.
     *
     * @param available the credentials at hand, the preferred ones first
     */
    public Either<SigningRefusal, SigningPlan> planFor(Seq<Credential> available) {
        Objects.requireNonNull(available, "available");
        Seq<Credential> allowed = firstFactors();
        return available.find(CredentialIndex.of(allowed)::hasOneFor)
                .<Either<SigningRefusal, SigningPlan>>map(first -> planStartingWith(first, available))
                .getOrElse(() -> Either.left(new SigningRefusal.NoFirstFactor(available, allowed)));
    }

    private Either<SigningRefusal, SigningPlan> planStartingWith(Credential first, Seq<Credential> available) {
        if (!requiresSecondFactor(first)) {
            return Either.right(new SigningPlan(first, Option.none()));
        }
        Seq<Credential> allowed = secondFactors(first);
        return available.reject(first::equals)
                .find(CredentialIndex.of(allowed)::hasOneFor)
                .map(second -> new SigningPlan(first, Option.some(second)))
                .toEither(() -> new SigningRefusal.NoSecondFactor(
                        first, allowed.appendAll(kindsWithoutCredentialsAmong(allowed))));
    }

    /** The kinds that may sign second and of which the user has no credential to do it: one could be registered. */
    private Seq<Credential> kindsWithoutCredentialsAmong(Seq<Credential> allowed) {
        return supportedCredentialKinds.filter(SupportedCredential::canBeSecond)
                .map(SupportedCredential::kind).distinct()
                .reject(kind -> allowed.exists(credential -> credential.kind().equals(kind)))
                .map(Credential::unnamed);
    }

    /** This challenge, completed by a first factor alone; or everything that keeps it from being complete. */
    public Validation<Seq<Violation>, SignedChallenge> signedBy(CredentialAssertion first) {
        return signedBy(first, Option.none());
    }

    /** This challenge, completed by two factors; or everything that keeps it from being complete. */
    public Validation<Seq<Violation>, SignedChallenge> signedBy(CredentialAssertion first, CredentialAssertion second) {
        return signedBy(first, Option.some(Objects.requireNonNull(second, "second")));
    }

    /** This challenge, completed by those assertions; or everything that keeps it from being complete. */
    public Validation<Seq<Violation>, SignedChallenge> signedBy(
            CredentialAssertion first, Option<CredentialAssertion> second) {
        return signedBy(first, second, List.empty());
    }

    /**
     * This challenge, completed by those who were planned to sign it; or everything that keeps it from being complete,
     * such as an assertion of somebody else, even if the challenge allows that one, too.
     */
    public Validation<Seq<Violation>, SignedChallenge> signedAsPlanned(
            SigningPlan plan, CredentialAssertion first, Option<CredentialAssertion> second) {
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(second, "second");
        return signedBy(first, second, plan.objectionsTo(first, second));
    }

    /** The same, where there are further objections. */
    Validation<Seq<Violation>, SignedChallenge> signedBy(
            CredentialAssertion first, Option<CredentialAssertion> second, Seq<Violation> furtherObjections) {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(second, "second");
        Seq<Violation> violations = CompletionRule.ALL.flatMap(rule -> rule.objection(this, first, second))
                .appendAll(furtherObjections);
        return violations.isEmpty()
                ? Validation.valid(new SignedChallenge(challengeIdentifier, first, second))
                : Validation.invalid(violations);
    }

    @Override
    public String toString() {
        return "UserActionChallenge[challenge=" + challenge + ", challengeIdentifier=" + challengeIdentifier
                + ", supportedCredentialKinds=" + OneLine.ofAll(supportedCredentialKinds, "none")
                + ", userVerification=" + userVerification + ", attestation=" + attestation
                + ", allowCredentials=" + allowCredentials
                + ", externalAuthenticationUrl=" + externalAuthenticationUrl + ", rp=" + rp + "]";
    }
}
