package com.example.bank.signing;

import io.countersign.contracts.signing.KeyUnderTest;
import io.countersign.contracts.signing.SigningKeyContract;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;

class BankKeyTest implements SigningKeyContract {

    private static final KeyPair PAIR = pair();

    static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public KeyUnderTest key() {
        return KeyUnderTest.of(new BankKey(PAIR.getPrivate()), PAIR.getPublic())
                .hiding(PAIR.getPrivate().getEncoded());
    }
}
