package io.countersign.adapters.crypto;

import io.countersign.ports.outbound.SigningFailure;
import io.vavr.control.Either;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;

/** SHA-256 by the provider that signs, or by the default one where that only signs, as SunEC does. */
final class Sha256 {

    private static final String NAME = "SHA-256";

    private final Provider provider;

    private Sha256(Provider provider) {
        this.provider = provider;
    }

    static Sha256 of(Provider signing) {
        return new Sha256(signing.getService("MessageDigest", NAME) == null ? DefaultProvider.instance() : signing);
    }

    Either<SigningFailure, byte[]> digest(byte[] message) {
        try {
            return Either.right(MessageDigest.getInstance(NAME, provider).digest(message));
        } catch (NoSuchAlgorithmException | RuntimeException failed) {
            return Either.left(new SigningFailure.KeyUnreachable("the provider " + provider.getName()
                    + " made no SHA-256 (" + failed.getClass().getName()
                    + "). Check that the device behind it can be reached, then try again."));
        }
    }
}
