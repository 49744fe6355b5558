package io.countersign.adapters.crypto.provider;

import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;

/**
 * SHA-256 by one provider.
 *
 * @param provider the provider
 */
public record Sha256(Provider provider) {

    public static final String NAME = "SHA-256";

    /** Returns the digest of a message that is to be signed, or the failure to sign. */
    public Either<SigningFailure, byte[]> toBeSigned(byte[] message) {
        return digest(message, message.length).mapLeft(fault -> fault instanceof NoSuchAlgorithmException
                ? SigningFailure.keyUnusable("the provider " + provider.getName()
                        + " has no SHA-256. Allow one that has.")
                : SigningFailure.keyUnreachable("the provider " + provider.getName() + " made no SHA-256 ("
                        + Thrown.typeOf(fault)
                        + "). Check that the device behind it can be reached, then try again."));
    }

    /** Returns the digest of the first bytes, or what the provider threw. */
    public Either<Throwable, byte[]> digest(byte[] message, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance(NAME, provider);
            digest.update(message, 0, length);
            return Either.right(digest.digest());
        } catch (Exception | Error failed) {
            return Either.left(failed);
        }
    }
}
