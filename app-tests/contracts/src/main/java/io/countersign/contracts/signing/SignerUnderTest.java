package io.countersign.contracts.signing;

import io.countersign.contracts.support.Contention;
import io.countersign.contracts.support.LimitedConcurrency;
import io.countersign.contracts.support.MessageLimit;
import io.countersign.contracts.support.PublicKeys;
import io.countersign.contracts.support.Secrets;
import io.countersign.contracts.support.WireSamples;
import io.countersign.domain.challenge.AllowedCredentials;
import io.countersign.domain.challenge.Attestation;
import io.countersign.domain.challenge.Challenge;
import io.countersign.domain.challenge.ChallengeIdentifier;
import io.countersign.domain.challenge.EncryptedPrivateKey;
import io.countersign.domain.challenge.ExternalAuthenticationUrl;
import io.countersign.domain.challenge.RelyingParty;
import io.countersign.domain.challenge.SupportedCredential;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.challenge.UserVerification;
import io.countersign.domain.credential.CredentialFactor;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.CredentialKind;
import io.countersign.ports.outbound.CredentialSigner;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A credential signer under test, with the data to verify its assertions with. Immutable; {@code toString} hides every
 * secret.
 */
public final class SignerUnderTest {

    private final CredentialSigner signer;
    private final CredentialKind kind;
    private final AllowedCredentials allowed;
    private final Option<RelyingParty> rp;
    private final Supplier<AssertionEvidence> evidence;
    private final Supplier<Secrets> secrets;
    private final MessageLimit limit;
    private final int mostAtOnce;

    private SignerUnderTest(CredentialSigner signer, CredentialKind kind, AllowedCredentials allowed,
            Option<RelyingParty> rp, Supplier<AssertionEvidence> evidence, Supplier<Secrets> secrets,
            MessageLimit limit, int mostAtOnce) {
        this.signer = Objects.requireNonNull(signer, "signer");
        this.kind = kind;
        this.allowed = allowed;
        this.rp = rp;
        this.evidence = evidence;
        this.secrets = secrets;
        this.limit = limit;
        this.mostAtOnce = mostAtOnce;
    }

    private SignerUnderTest(CredentialSigner signer, CredentialKind kind, AllowedCredentials allowed,
            Option<RelyingParty> rp, Supplier<AssertionEvidence> evidence) {
        this(signer, kind, allowed, rp, evidence, Secrets::undeclared, MessageLimit.NONE, Contention.THREADS);
    }

    private SignerUnderTest knowing(UnaryOperator<Secrets> more) {
        return new SignerUnderTest(
                signer, kind, allowed, rp, evidence, () -> more.apply(secrets.get()), limit, mostAtOnce);
    }

    private static CredentialId idOf(CredentialSigner signer) {
        return signer.credential().id().getOrElseThrow(() ->
                new IllegalArgumentException("a signer for a key must name its credential"));
    }

    /**
     * Returns a signer under test that signs as a {@code Key}.
     *
     * @param signer the signer
     * @param publicKeyPem its public key ({@code BEGIN PUBLIC KEY})
     * @return the signer under test
     * @throws IllegalArgumentException if the text is not a public key, or the signer's credential has no id
     */
    public static SignerUnderTest key(CredentialSigner signer, String publicKeyPem) {
        return new SignerUnderTest(signer, CredentialKind.KEY,
                new AllowedCredentials(
                        List.of(new AllowedCredentials.Key(idOf(signer))), List.empty(), List.empty()),
                Option.none(), always(AssertionEvidence.ofKey(PublicKeys.ofPem(publicKeyPem))));
    }

    private static Supplier<AssertionEvidence> always(AssertionEvidence evidence) {
        return () -> evidence;
    }

    /**
     * Returns a signer under test that signs as a {@code PasswordProtectedKey}.
     *
     * @param signer the signer
     * @param publicKeyPem its public key ({@code BEGIN PUBLIC KEY})
     * @param encryptedPrivateKey the encrypted private key that challenges carry
     * @return the signer under test
     * @throws IllegalArgumentException if the text is not a public key, or the signer's credential has no id
     */
    public static SignerUnderTest passwordProtectedKey(
            CredentialSigner signer, String publicKeyPem, String encryptedPrivateKey) {
        return new SignerUnderTest(signer, CredentialKind.PASSWORD_PROTECTED_KEY,
                new AllowedCredentials(List.empty(), List.empty(), List.of(new AllowedCredentials.PasswordProtectedKey(
                        idOf(signer), new EncryptedPrivateKey(encryptedPrivateKey)))),
                Option.none(), always(AssertionEvidence.ofPasswordProtectedKey(PublicKeys.ofPem(publicKeyPem))))
                .knowing(secrets -> secrets.besidesNamed("the encrypted private key", encryptedPrivateKey));
    }

    /**
     * Returns a signer under test that signs with a passkey.
     *
     * @param signer the signer
     * @param passkey the passkey
     * @return the signer under test
     */
    public static SignerUnderTest fido2(CredentialSigner signer, PasskeyUnderTest passkey) {
        return new SignerUnderTest(signer, CredentialKind.FIDO2,
                new AllowedCredentials(List.empty(),
                        List.of(new AllowedCredentials.Passkey(passkey.id(), List.empty())), List.empty()),
                Option.some(new RelyingParty(passkey.rpId(), "The relying party")),
                always(AssertionEvidence.ofPasskey(passkey)));
    }

    /**
     * Returns a signer under test that sends a password or one-time password, as the kind of its credential says. The
     * password counts as a secret.
     *
     * @param signer the signer
     * @param password the password
     * @return the signer under test
     */
    public static SignerUnderTest password(CredentialSigner signer, String password) {
        Objects.requireNonNull(password, "password");
        return password(signer, () -> password);
    }

    /**
     * Returns a signer under test that sends a changing one-time password. The supplier is asked before and after each
     * assertion, and either code is accepted.
     *
     * @param signer the signer
     * @param password supplies the code that is valid at the moment
     * @return the signer under test
     */
    public static SignerUnderTest password(CredentialSigner signer, Supplier<String> password) {
        Objects.requireNonNull(password, "password");
        return new SignerUnderTest(signer, signer.credential().kind(), AllowedCredentials.NONE, Option.none(),
                () -> AssertionEvidence.ofPassword(password.get(), password))
                .knowing(secrets -> secrets.besidesNamed("the password", password.get()).complete());
    }

    /**
     * Returns a copy with more secrets that must not appear in any text form, such as the private key's PEM.
     *
     * @param secretTexts the secrets
     * @return the changed copy
     */
    public SignerUnderTest hiding(String... secretTexts) {
        return knowing(secrets -> secrets.besides(secretTexts).complete());
    }

    /**
     * Returns a copy with one more secret, given as bytes, such as {@link java.security.PrivateKey#getEncoded} returns.
     *
     * @param secretBytes the secret
     * @return the changed copy
     */
    public SignerUnderTest hiding(byte[] secretBytes) {
        return knowing(secrets -> secrets.besides(secretBytes).complete());
    }

    /**
     * Returns a copy that declares that this process holds no other secret.
     *
     * @return the changed copy
     */
    public SignerUnderTest hidingNothing() {
        return knowing(Secrets::complete);
    }

    /**
     * Returns a copy with a limit on the length of client data that its key signs. The signer must refuse longer
     * challenges or sign them correctly.
     *
     * @param bytes 512 or more
     * @return the changed copy
     * @throws IllegalArgumentException if the limit is too low for a challenge's client data
     */
    public SignerUnderTest maxMessageBytes(int bytes) {
        return new SignerUnderTest(
                signer, kind, allowed, rp, evidence, secrets, MessageLimit.upTo(bytes), mostAtOnce);
    }

    /**
     * Returns a copy with a limit on concurrent calls, for a service that throttles. Calls beyond it may fail, but only
     * with a retryable failure, and not permanently.
     *
     * @param threads 1 or more
     * @return the changed copy
     * @throws IllegalArgumentException if the limit is not positive
     */
    public SignerUnderTest maxConcurrentCalls(int threads) {
        return new SignerUnderTest(
                signer, kind, allowed, rp, evidence, secrets, limit, LimitedConcurrency.checked(threads));
    }

    CredentialSigner signer() {
        return signer;
    }

    /** Returns the check for the next assertion. Ask for it before the assertion is made. */
    AssertionEvidence evidence() {
        return evidence.get();
    }

    MessageLimit limit() {
        return limit;
    }

    LimitedConcurrency concurrency(int each, Duration longest) {
        return new LimitedConcurrency(mostAtOnce, each, each, longest);
    }

    CredentialKind kind() {
        return kind;
    }

    /**
     * Returns a challenge with that text that accepts this credential, with a key as first factor if the credential can
     * only be the second.
     */
    UserActionChallenge challenge(String text) {
        return challenge(text, rp);
    }

    /** Returns a challenge with that text and relying party. */
    UserActionChallenge challenge(String text, Option<RelyingParty> relyingParty) {
        boolean second = kind.equals(CredentialKind.TOTP);
        CredentialFactor factor = second ? CredentialFactor.SECOND : CredentialFactor.EITHER;
        return challenge(text, second ? WireSamples.allowed(List.empty()) : allowed,
                List.of(new SupportedCredential(kind, factor, false),
                        new SupportedCredential(CredentialKind.KEY, CredentialFactor.EITHER, false)), relyingParty);
    }

    /** Returns a challenge that accepts other credentials only. */
    UserActionChallenge challengeForOthers() {
        return challenge("for others", WireSamples.allowed(List.empty()), List.empty(), rp);
    }

    private static UserActionChallenge challenge(String text, AllowedCredentials credentials,
            Seq<SupportedCredential> supported, Option<RelyingParty> relyingParty) {
        return new UserActionChallenge(Challenge.ofOrThrow(text), ChallengeIdentifier.ofOrThrow("session.jwt"),
                supported, UserVerification.PREFERRED, Attestation.NONE, credentials, new ExternalAuthenticationUrl(""),
                relyingParty);
    }

    Secrets secrets() {
        return secrets.get();
    }

    @Override
    public String toString() {
        return "SignerUnderTest[" + kind + "]";
    }
}
