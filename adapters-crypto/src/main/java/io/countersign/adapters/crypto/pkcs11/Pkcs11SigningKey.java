package io.countersign.adapters.crypto.pkcs11;

import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.SigningKey;
import io.vavr.control.Either;

import java.security.PublicKey;
import java.util.Objects;

/**
 * A key on a PKCS#11 token: an HSM, a smart card. It stays there; the token signs. {@link Pkcs11Token#key} finds it.
 *
 * <p>Safe for use by several threads, each of which signs in a session of its own. It works until its token is closed.
 * Text forms show the scheme and how the key was found.
 */
public final class Pkcs11SigningKey implements SigningKey {

    private final Pkcs11Token token;
    private final KeySelector name;
    private final SignatureScheme scheme;
    private final PublicKey publicKey;
    private volatile boolean hasSigned;

    Pkcs11SigningKey(Pkcs11Token token, KeySelector name, SignatureScheme scheme, PublicKey publicKey) {
        this.token = token;
        this.name = name;
        this.scheme = scheme;
        this.publicKey = publicKey;
    }

    /** Returns the scheme of its signatures. */
    public SignatureScheme scheme() {
        return scheme;
    }

    /** Returns the public key of its certificate, to be registered with the API. */
    public PublicKey publicKey() {
        return publicKey;
    }

    /**
     * {@inheritDoc}
     *
     * <p>The signature is handed out only if the public key of the certificate verifies it: a token finds a private key
     * by the id of its certificate, whichever key somebody gave that id.
     *
     * <p>If the session with the token turns out to be lost, it is opened once more, which asks for the PIN if the
     * token does; then the same message is signed again, which is safe, since a signature changes nothing.
     *
     * <ul>
     * <li>{@link SigningFailure.Kind#DEVICE_REMOVED}: the token is gone. The next signature looks for it again.
     * <li>{@link SigningFailure.Kind#SESSION_LOST}: the session was lost a second time. The next signature opens
     *     another.
     * <li>{@link SigningFailure.Kind#NOT_CONFIRMED}: the PIN was needed, and none was given; or this was called by
     *     what is asked for the PIN.
     * <li>{@link SigningFailure.Kind#WRONG_PIN}, {@link SigningFailure.Kind#PIN_LOCKED}: from then on no PIN is tried
     *     for this {@link Pkcs11Token}; every signature ends so, until a token is opened anew.
     * <li>{@link SigningFailure.Kind#KEY_UNUSABLE}: the token was closed, refused the login or the key, has another
     *     key, or none, where this one was, or signed with a key that is not the one in its certificate.
     * <li>{@link SigningFailure.Kind#KEY_UNREACHABLE}: anything else, for instance more sessions at once than the
     *     token has.
     * </ul>
     */
    @Override
    public Either<SigningFailure, byte[]> sign(byte[] message) {
        Objects.requireNonNull(message, "message");
        return token.ask(
                open -> open.key(name).mapLeft(TokenFailure::ofSearch).flatMap(key -> signature(open, key, message)),
                failure -> failure.kind() == SigningFailure.Kind.SESSION_LOST
                        || failure.kind() == SigningFailure.Kind.DEVICE_REMOVED,
                TokenFailure::of);
    }

    private Either<SigningFailure, byte[]> signature(OpenToken open, TokenHeldKey key, byte[] message) {
        return key.publicKey().equals(publicKey)
                ? open.signature(key, message, hasSigned).peek(signature -> hasSigned = true)
                : Either.left(SigningFailure.keyUnusable("the token now has another key with " + name
                        + ". Find it anew, and register it, if it is to sign."));
    }

    @Override
    public String toString() {
        return "Pkcs11SigningKey[" + scheme.joseName() + ", " + name + "]";
    }
}
