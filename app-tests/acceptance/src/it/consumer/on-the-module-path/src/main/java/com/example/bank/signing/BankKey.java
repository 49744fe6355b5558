package com.example.bank.signing;

import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.SigningKey;
import io.vavr.control.Either;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Objects;

/** Signs with the JDK's own provider, the only one that the bank has approved. Thread-safe. */
public final class BankKey implements SigningKey {

    private final PrivateKey key;

    /** Creates a key on P-256. */
    public BankKey(PrivateKey key) {
        this.key = Objects.requireNonNull(key, "key");
    }

    @Override
    public Either<SigningFailure, byte[]> sign(byte[] message) {
        Objects.requireNonNull(message, "message");
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA", "SunEC");
            signature.initSign(key);
            signature.update(message);
            return Either.right(signature.sign());
        } catch (GeneralSecurityException refused) {
            return Either.left(SigningFailure.keyUnusable("the bank's key was refused ("
                    + refused.getClass().getSimpleName() + "); check the list of approved algorithms"));
        }
    }

    @Override
    public String toString() {
        return "BankKey";
    }
}
