package io.countersign.adapters.crypto.passkey;

import static io.countersign.adapters.crypto.passkey.YubicoRelyingParty.ORIGIN;
import static io.countersign.adapters.crypto.passkey.YubicoRelyingParty.RP_ID;
import static io.countersign.adapters.crypto.passkey.YubicoRelyingParty.USER_HANDLE;

import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.domain.Violation;
import io.countersign.domain.challenge.AllowedCredentials;
import io.countersign.domain.challenge.Attestation;
import io.countersign.domain.challenge.Challenge;
import io.countersign.domain.challenge.ChallengeIdentifier;
import io.countersign.domain.challenge.ExternalAuthenticationUrl;
import io.countersign.domain.challenge.RelyingParty;
import io.countersign.domain.challenge.SupportedCredential;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.challenge.UserVerification;
import io.countersign.domain.credential.CredentialFactor;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.CredentialKind;
import io.countersign.domain.credential.Fido2Assertion;
import io.countersign.domain.credential.Octets;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.Authenticator;
import io.countersign.ports.outbound.CredentialSigner;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import io.vavr.control.Validation;

import java.nio.ByteBuffer;
import java.security.PublicKey;

/** Passkeys, the challenges that they answer, and the way to them through the port. */
public final class Passkeys {

    static final String CHALLENGE = "MTY4\"é🔏\n";

    private Passkeys() {}

    public static SoftwarePasskey.Builder builder() {
        return SoftwarePasskey.builder(RP_ID, ORIGIN);
    }

    static CredentialId id(String id) {
        return CredentialId.of(id).get();
    }

    static SoftwarePasskey passkey(SignatureScheme scheme) {
        return valid(builder().userHandle(USER_HANDLE).key(Keys.signingKey(pemFor(scheme))).build());
    }

    public static String pemFor(SignatureScheme scheme) {
        return switch (scheme) {
            case ES256 -> Keys.P256;
            case ES256K -> Keys.SECP256K1;
            case EDDSA -> Keys.ED25519;
            case RS256 -> Keys.RSA;
        };
    }

    public static SoftwarePasskey valid(Validation<Seq<Violation>, SoftwarePasskey> passkey) {
        return passkey.getOrElseThrow(() -> new AssertionError(Violation.describe(passkey.getError())));
    }

    /** A challenge for those passkeys, of the usual relying party, that prefers verification. */
    public static UserActionChallenge challengeFor(CredentialId... ids) {
        return challenge(CHALLENGE, Option.some(RP_ID), UserVerification.PREFERRED, ids);
    }

    static UserActionChallenge challenge(
            String text, Option<String> rpId, UserVerification verification, CredentialId... ids) {
        return new UserActionChallenge(
                Challenge.of(text).get(),
                ChallengeIdentifier.of("session").get(),
                List.of(new SupportedCredential(CredentialKind.FIDO2, CredentialFactor.EITHER, false)),
                verification,
                Attestation.NONE,
                new AllowedCredentials(List.empty(),
                        List.of(ids).map(id -> new AllowedCredentials.Passkey(id, List.empty())), List.empty()),
                new ExternalAuthenticationUrl(""),
                rpId.map(id -> new RelyingParty(id, "Example")));
    }

    /** Returns the assertion of the signer over that authenticator. */
    static Fido2Assertion assertion(Authenticator authenticator, UserActionChallenge challenge) {
        return (Fido2Assertion) CredentialSigner.fido2(authenticator).sign(challenge)
                .getOrElseThrow(failure -> new AssertionError(failure.message()));
    }

    static Fido2Assertion assertion(SoftwarePasskey passkey) {
        return assertion(SoftwareAuthenticator.holding(passkey), challengeFor(passkey.id()));
    }

    /** Returns the failure of the signer over that authenticator. */
    public static SigningFailure failure(Authenticator authenticator, UserActionChallenge challenge) {
        return CredentialSigner.fido2(authenticator).sign(challenge).swap()
                .getOrElseThrow(assertion -> new AssertionError("signed: " + assertion));
    }

    public static SigningFailure failure(SoftwarePasskey passkey) {
        return failure(SoftwareAuthenticator.holding(passkey), challengeFor(passkey.id()));
    }

    static byte flags(Fido2Assertion assertion) {
        return assertion.authenticatorData().toByteArray()[32];
    }

    static long count(Fido2Assertion assertion) {
        return Integer.toUnsignedLong(ByteBuffer.wrap(assertion.authenticatorData().toByteArray()).getInt(33));
    }

    /** Returns that public key in its COSE form. */
    public static Octets coseKey(SignatureScheme scheme, PublicKey key) {
        return CoseKey.of(scheme, key).get();
    }
}
