package io.countersign.testkit.contract;

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

import java.util.Objects;

/**
 * A credential signer that is held to its contract, and what tells whether its assertions are good. Immutable; shows no
 * secret in text form.
 */
public final class SignerUnderTest {

    private final CredentialSigner signer;
    private final CredentialKind kind;
    private final AllowedCredentials allowed;
    private final Option<RelyingParty> rp;
    private final AssertionEvidence evidence;
    private final Seq<String> secrets;

    private SignerUnderTest(CredentialSigner signer, CredentialKind kind, AllowedCredentials allowed,
            Option<RelyingParty> rp, AssertionEvidence evidence, Seq<String> secrets) {
        this.signer = Objects.requireNonNull(signer, "signer");
        this.kind = kind;
        this.allowed = allowed;
        this.rp = rp;
        this.evidence = evidence;
        this.secrets = secrets;
    }

    private SignerUnderTest(
            CredentialSigner signer, CredentialKind kind, AllowedCredentials allowed, AssertionEvidence evidence) {
        this(signer, kind, allowed, Option.none(), evidence, List.empty());
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
                AssertionEvidence.ofKey(PublicKeys.ofPem(publicKeyPem)));
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
                AssertionEvidence.ofPasswordProtectedKey(PublicKeys.ofPem(publicKeyPem))).hiding(encryptedPrivateKey);
    }

    /** One that signs with that passkey. */
    public static SignerUnderTest fido2(CredentialSigner signer, PasskeyUnderTest passkey) {
        return new SignerUnderTest(signer, CredentialKind.FIDO2,
                new AllowedCredentials(List.empty(),
                        List.of(new AllowedCredentials.Passkey(passkey.id(), List.empty())), List.empty()),
                Option.some(new RelyingParty(passkey.rpId(), "The relying party")),
                AssertionEvidence.ofPasskey(passkey), List.empty());
    }

    /** One that hands in that password, or one-time password: the kind is that of its credential. */
    public static SignerUnderTest password(CredentialSigner signer, String password) {
        return new SignerUnderTest(signer, signer.credential().kind(), AllowedCredentials.NONE,
                AssertionEvidence.ofPassword(password)).hiding(password);
    }

    /** The same, and what must not show in any text form: the PEM that a key was made from, a password. */
    public SignerUnderTest hiding(String... secretTexts) {
        return new SignerUnderTest(
                signer, kind, allowed, rp, evidence, secrets.appendAll(List.of(secretTexts)));
    }

    CredentialSigner signer() {
        return signer;
    }

    AssertionEvidence evidence() {
        return evidence;
    }

    CredentialKind kind() {
        return kind;
    }

    /** A challenge of that text that takes this credential, and a key as the first where it can only be the second. */
    UserActionChallenge challenge(String text) {
        boolean second = kind.equals(CredentialKind.TOTP);
        CredentialFactor factor = second ? CredentialFactor.SECOND : CredentialFactor.EITHER;
        return challenge(text, second ? WireSamples.allowed(List.empty()) : allowed,
                List.of(new SupportedCredential(kind, factor, false),
                        new SupportedCredential(CredentialKind.KEY, CredentialFactor.EITHER, false)));
    }

    /** A challenge that takes nobody's credential but others'. */
    UserActionChallenge challengeForOthers() {
        return challenge("for others", WireSamples.allowed(List.empty()), List.empty());
    }

    private UserActionChallenge challenge(
            String text, AllowedCredentials credentials, Seq<SupportedCredential> supported) {
        return new UserActionChallenge(Challenge.of(text).get(), ChallengeIdentifier.of("session.jwt").get(), supported,
                UserVerification.PREFERRED, Attestation.NONE, credentials, new ExternalAuthenticationUrl(""), rp);
    }

    Secrets secrets() {
        return Secrets.of(secrets);
    }

    @Override
    public String toString() {
        return "SignerUnderTest[" + kind + "]";
    }
}
