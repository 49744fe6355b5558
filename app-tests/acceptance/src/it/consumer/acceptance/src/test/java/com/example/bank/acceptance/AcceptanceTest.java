package com.example.bank.acceptance;

import com.example.bank.signing.BankKey;
import com.example.bank.signing.Wallets;
import io.countersign.contracts.signing.KeyUnderTest;
import io.countersign.contracts.signing.SigningKeyContract;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.model.KeyAlgorithm;
import org.junit.jupiter.api.Test;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The bank's key passes the contract, with everything on the module path. */
class AcceptanceTest implements SigningKeyContract {

    private static final KeyPair PAIR = pair();

    private static KeyPair pair() {
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

    @Test
    void the_test_kit_is_a_module_that_serves_a_sandbox() {
        assertEquals("io.countersign.sandbox", Sandbox.class.getModule().getName());
        try (Sandbox sandbox = Sandbox.start()) {
            var key = sandbox.serviceAccount().key(KeyAlgorithm.EDDSA);
            try (Wallets wallets = new Wallets(sandbox.baseUrl().toString(), sandbox.serviceAccount()::authToken,
                    key.credId(), Wallets.keyFrom(key.privateKeyPem().toCharArray()))) {
                assertTrue(wallets.create("EthereumSepolia").startsWith("{\"id\":\"wa-"));
            }
        }
    }
}
