package com.example.payroll;

import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.SigningKey;
import io.vavr.control.Either;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Objects;

/** Signs with RSA and the JDK's own provider. Thread-safe. */
public final class PayrollKey implements SigningKey {

    private final PrivateKey key;

    public PayrollKey(PrivateKey key) {
        this.key = Objects.requireNonNull(key, "key");
    }

    @Override
    public Either<SigningFailure, byte[]> sign(byte[] message) {
        Objects.requireNonNull(message, "message");
        try {
            Signature signature = Signature.getInstance("SHA256withRSA", "SunRsaSign");
            signature.initSign(key);
            signature.update(message);
            return Either.right(signature.sign());
        } catch (GeneralSecurityException refused) {
            return Either.left(SigningFailure.keyUnusable(
                    "the payroll key was refused (" + refused.getClass().getSimpleName() + "); load it anew"));
        }
    }

    @Override
    public String toString() {
        return "PayrollKey";
    }
}
