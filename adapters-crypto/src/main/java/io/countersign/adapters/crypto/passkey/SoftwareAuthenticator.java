package io.countersign.adapters.crypto.passkey;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.domain.OneLine;
import io.countersign.domain.Violation;
import io.countersign.domain.challenge.AllowedCredentials.Passkey;
import io.countersign.domain.challenge.AssertionRequest;
import io.countersign.domain.challenge.Challenge;
import io.countersign.domain.challenge.UserVerification;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.Fido2Assertion;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.Authenticator;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.TreeSet;
import io.vavr.control.Either;
import io.vavr.control.Validation;

import java.util.Objects;

/**
 * A WebAuthn Level 2 authenticator and its client in software: for test environments, and for machines that own a
 * passkey. It signs what a security key behind a browser would sign, with nobody there: <em>user presence and user
 * verification are what the machine's operator vouches for</em>, by starting it. A person's passkey belongs into an
 * authenticator that asks the person.
 *
 * <pre>{@code
 * Authenticator authenticator = SoftwareAuthenticator.holding(passkey);
 * CredentialSigner signer = CredentialSigner.fido2(authenticator);
 * }</pre>
 *
 * <p>Client data holds the challenge's UTF-8 bytes as base64url, the passkey's origin, and {@code crossOrigin: false}
 * (§5.8.1). A challenge that UTF-8 cannot carry, for it has half a surrogate pair, is refused: two such challenges
 * could look the same in client data. Authenticator data (§6.1) flags the user as present, and as verified unless
 * verification is discouraged or {@linkplain #withoutUserVerification() cannot be done}; it counts each passkey's
 * signatures.
 *
 * <p>Safe for use by several threads, if the providers of its keys are.
 */
public final class SoftwareAuthenticator implements Authenticator, AutoCloseable {

    private final Seq<SoftwarePasskey> passkeys;
    private final boolean verifiesUsers;

    private SoftwareAuthenticator(Seq<SoftwarePasskey> passkeys, boolean verifiesUsers) {
        this.passkeys = passkeys;
        this.verifiesUsers = verifiesUsers;
    }

    /** Returns an authenticator with one passkey. */
    public static SoftwareAuthenticator holding(SoftwarePasskey passkey) {
        return new SoftwareAuthenticator(List.of(Objects.requireNonNull(passkey, "passkey")), true);
    }

    /** Returns an authenticator with passkeys, the preferred ones first, or the violation that two have the same id. */
    public static Validation<Seq<Violation>, SoftwareAuthenticator> holding(Iterable<SoftwarePasskey> passkeys) {
        Seq<SoftwarePasskey> all = List.ofAll(Objects.requireNonNull(passkeys, "passkeys"));
        if (all.isEmpty()) {
            return new Violation("passkeys", "must not be empty").asInvalid();
        }
        return all.distinctBy(SoftwarePasskey::id).size() == all.size()
                ? Validation.valid(new SoftwareAuthenticator(all, true))
                : new Violation("passkeys", "must have an id each").asInvalid();
    }

    /** Returns a copy that cannot verify its user, and refuses where verification is required. */
    public SoftwareAuthenticator withoutUserVerification() {
        return new SoftwareAuthenticator(passkeys, false);
    }

    /** Returns its passkeys, the preferred ones first. */
    public Seq<SoftwarePasskey> passkeys() {
        return passkeys;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Signs with the first of its passkeys that is allowed and belongs to the request's relying party, if the
     * request names one.
     */
    @Override
    public Either<SigningFailure, Fido2Assertion> sign(AssertionRequest request) {
        Objects.requireNonNull(request, "request");
        return passkeyFor(request).flatMap(passkey ->
                verification(request.userVerification()).flatMap(verified ->
                        text(request.challenge()).flatMap(challenge -> passkey.assertion(challenge, verified))));
    }

    /**
     * Answers a creation challenge, which registers one of its passkeys with a relying party (§5.1.3). The attestation
     * has the format {@code none}. The signature counter in it is 0, and is not increased.
     *
     * @param id the API's name of the passkey
     * @param challenge the relying party's challenge, of which WebAuthn gets the UTF-8 bytes
     * @param userVerification the relying party's demand for verification of the user
     */
    public Either<SigningFailure, PasskeyAttestation> attest(
            CredentialId id, Challenge challenge, UserVerification userVerification) {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(challenge, "challenge");
        Objects.requireNonNull(userVerification, "userVerification");
        return passkeys.find(passkey -> passkey.id().equals(id))
                .toEither(() -> refused("this authenticator has no passkey " + id + ", but " + held()
                        + ". Name one that it has."))
                .flatMap(passkey -> verification(userVerification).flatMap(verified ->
                        text(challenge).flatMap(text -> passkey.attestation(text, verified))));
    }

    private Either<SigningFailure, SoftwarePasskey> passkeyFor(AssertionRequest request) {
        Set<String> allowed = TreeSet.ofAll(request.allowed().map(passkey -> passkey.id().value()));
        return passkeys
                .find(passkey -> allowed.contains(passkey.id().value())
                        && request.rp().forAll(rp -> rp.id().equals(passkey.rpId())))
                .toEither(() -> refused("no passkey here may sign: allowed is " + allowedBy(request)
                        + ", and here is " + held() + ". Register one of these with the API, or sign with another "
                        + "credential."));
    }

    private static String allowedBy(AssertionRequest request) {
        return OneLine.ofAll(request.allowed().map(Passkey::id), "none")
                + request.rp().map(rp -> " for " + OneLine.of(rp.id())).getOrElse("");
    }

    private String held() {
        return OneLine.ofAll(passkeys.map(passkey -> passkey.id() + " for " + passkey.rpId()), "none");
    }

    /** Returns whether the user counts as verified (§5.8.6), or a failure if that is required and cannot be. */
    private Either<SigningFailure, Boolean> verification(UserVerification wanted) {
        return switch (wanted) {
            case REQUIRED -> verifiesUsers
                    ? Either.right(true)
                    : Either.left(refused("the user must be verified, which this authenticator cannot do. Sign with "
                            + "another credential."));
            case PREFERRED -> Either.right(verifiesUsers);
            case DISCOURAGED -> Either.right(false);
        };
    }

    private static Either<SigningFailure, String> text(Challenge challenge) {
        return UTF_8.newEncoder().canEncode(challenge.value())
                ? Either.right(challenge.value())
                : Either.left(refused("the challenge holds half a surrogate pair, which UTF-8 and so WebAuthn cannot "
                        + "carry. Ask for another challenge."));
    }

    private static SigningFailure refused(String message) {
        return SigningFailure.notConfirmed(message);
    }

    /** Closes all its passkeys: they sign no more, here or elsewhere. Closing again does nothing. */
    @Override
    public void close() {
        passkeys.forEach(SoftwarePasskey::close);
    }

    @Override
    public String toString() {
        return "SoftwareAuthenticator[" + passkeys.mkString(", ")
                + (verifiesUsers ? "" : ", no user verification") + "]";
    }
}
