package com.example.payroll;

import io.countersign.contracts.signing.KeyUnderTest;
import io.countersign.contracts.signing.SigningKeyContract;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;

class PayrollKeyTest implements SigningKeyContract {

    static final KeyPair PAIR = pair();

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public KeyUnderTest key() {
        return KeyUnderTest.of(new PayrollKey(PAIR.getPrivate()), PAIR.getPublic())
                .hiding(PAIR.getPrivate().getEncoded());
    }
}
