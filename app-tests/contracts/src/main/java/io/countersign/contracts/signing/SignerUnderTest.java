package io.countersign.contracts.signing;

import io.countersign.contracts.support.Contention;
import io.countersign.contracts.support.Crowd;
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
 * A credential signer that is held to its contract, and what tells whether its assertions are good. Immutable; shows no
 * secret in text form.
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
        this(signer, kind, allowed, rp, evidence, Secrets::unsaid, MessageLimit.NONE, Contention.THREADS);
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
     * One that signs as a {@code Key}.
     *
     * @param publicKeyPem the key's public key ({@code BEGIN PUBLIC KEY})
     * @throws IllegalArgumentException if that is no such key, or the signer's credential has no id
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
     * One that signs as a {@code PasswordProtectedKey}.
     *
     * @param publicKeyPem the key's public key ({@code BEGIN PUBLIC KEY})
     * @param encryptedPrivateKey what challenges are to carry for it
     * @throws IllegalArgumentException if that is no public key, or the signer's credential has no id
     */
    public static SignerUnderTest passwordProtectedKey(
            CredentialSigner signer, String publicKeyPem, String encryptedPrivateKey) {
        return new SignerUnderTest(signer, CredentialKind.PASSWORD_PROTECTED_KEY,
                new AllowedCredentials(List.empty(), List.empty(), List.of(new AllowedCredentials.PasswordProtectedKey(
                        idOf(signer), new EncryptedPrivateKey(encryptedPrivateKey)))),
                Option.none(), always(AssertionEvidence.ofPasswordProtectedKey(PublicKeys.ofPem(publicKeyPem))))
                .knowing(secrets -> secrets.besides(encryptedPrivateKey));
    }

    /** One that signs with that passkey. */
    public static SignerUnderTest fido2(CredentialSigner signer, PasskeyUnderTest passkey) {
        return new SignerUnderTest(signer, CredentialKind.FIDO2,
                new AllowedCredentials(List.empty(),
                        List.of(new AllowedCredentials.Passkey(passkey.id(), List.empty())), List.empty()),
                Option.some(new RelyingParty(passkey.rpId(), "The relying party")),
                always(AssertionEvidence.ofPasskey(passkey)));
    }

    /** One that hands in that password, or one-time password: the kind is that of its credential. Hides it, too. */
    public static SignerUnderTest password(CredentialSigner signer, String password) {
        Objects.requireNonNull(password, "password");
        return password(signer, () -> password);
    }

    /**
     * The same for one that hands in what changes, such as the codes of a real TOTP generator. The generator is asked
     * before and after an assertion is made, and either code is right, as it may have changed in between.
     *
     * @param password gives the one that is right at the moment
     */
    public static SignerUnderTest password(CredentialSigner signer, Supplier<String> password) {
        Objects.requireNonNull(password, "password");
        return new SignerUnderTest(signer, signer.credential().kind(), AllowedCredentials.NONE, Option.none(),
                () -> AssertionEvidence.ofPassword(password.get(), password))
                .knowing(secrets -> secrets.besides(password.get()).complete());
    }

    /** The same, and what must not show in any text form: the PEM that a key was made from, a password. */
    public SignerUnderTest hiding(String... secretTexts) {
        return knowing(secrets -> secrets.besides(secretTexts).complete());
    }

    /** The same with the bytes of a secret, such as those that {@link java.security.PrivateKey#getEncoded} gives. */
    public SignerUnderTest hiding(byte[] secretBytes) {
        return knowing(secrets -> secrets.besides(secretBytes).complete());
    }

    /** The same where this process holds no other secret that could show. */
    public SignerUnderTest hidingNothing() {
        return knowing(Secrets::complete);
    }

    /**
     * The same for one whose key takes no longer messages. The client data of a longer challenge it has to refuse, or
     * sign all the same.
     *
     * @param bytes 512 or more, of client data
     * @throws IllegalArgumentException if they are fewer, and so too few for a challenge's client data
     */
    public SignerUnderTest upTo(int bytes) {
        return new SignerUnderTest(
                signer, kind, allowed, rp, evidence, secrets, MessageLimit.upTo(bytes), mostAtOnce);
    }

    /**
     * The same for one whose place takes no more calls at once, such as a service that throttles. More may be refused,
     * but only with a failure after which repeating can help, and never for good.
     *
     * @param threads 1 or more
     * @throws IllegalArgumentException if they are fewer
     */
    public SignerUnderTest atMostAtOnce(int threads) {
        return new SignerUnderTest(
                signer, kind, allowed, rp, evidence, secrets, limit, Crowd.checked(threads));
    }

    CredentialSigner signer() {
        return signer;
    }

    /** What tells good assertions; to be asked for before one is made. */
    AssertionEvidence evidence() {
        return evidence.get();
    }

    MessageLimit limit() {
        return limit;
    }

    Crowd crowd(int each, Duration longest) {
        return new Crowd(mostAtOnce, each, each, longest);
    }

    CredentialKind kind() {
        return kind;
    }

    /** A challenge of that text that takes this credential, and a key as the first where it can only be the second. */
    UserActionChallenge challenge(String text) {
        return challenge(text, rp);
    }

    /** The same for that relying party, if any. */
    UserActionChallenge challenge(String text, Option<RelyingParty> relyingParty) {
        boolean second = kind.equals(CredentialKind.TOTP);
        CredentialFactor factor = second ? CredentialFactor.SECOND : CredentialFactor.EITHER;
        return challenge(text, second ? WireSamples.allowed(List.empty()) : allowed,
                List.of(new SupportedCredential(kind, factor, false),
                        new SupportedCredential(CredentialKind.KEY, CredentialFactor.EITHER, false)), relyingParty);
    }

    /** A challenge that takes nobody's credential but others'. */
    UserActionChallenge challengeForOthers() {
        return challenge("for others", WireSamples.allowed(List.empty()), List.empty(), rp);
    }

    private static UserActionChallenge challenge(String text, AllowedCredentials credentials,
            Seq<SupportedCredential> supported, Option<RelyingParty> relyingParty) {
        return new UserActionChallenge(Challenge.ofOrThrow(text), ChallengeIdentifier.ofOrThrow("session.jwt"), supported,
                UserVerification.PREFERRED, Attestation.NONE, credentials, new ExternalAuthenticationUrl(""),
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
