package io.countersign.endtoend;

import io.countersign.adapters.crypto.KeySelector;
import io.countersign.adapters.crypto.Pkcs11SigningKey;
import io.countersign.adapters.crypto.Pkcs11Token;
import io.countersign.testkit.contract.KeyUnderTest;
import io.countersign.testkit.contract.SigningKeyContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** Keys in an HSM keep the contract of signing keys. */
class HsmContractTest {

    private static Pkcs11Token token;

    @BeforeAll
    static void open() {
        token = HsmToken.open();
    }

    @AfterAll
    static void close() {
        token.close();
    }

    private static KeyUnderTest key(String label) {
        Pkcs11SigningKey key = token.key(KeySelector.label(label)).get();
        return KeyUnderTest.of(key, key.publicKey()).hiding(HsmToken.PIN);
    }

    @Nested
    class OnP256 implements SigningKeyContract {

        @Override
        public KeyUnderTest key() {
            return HsmContractTest.key("p-256");
        }
    }

    @Nested
    class OnSecp256k1 implements SigningKeyContract {

        @Override
        public KeyUnderTest key() {
            return HsmContractTest.key("secp256k1");
        }
    }

    @Nested
    class Rsa implements SigningKeyContract {

        @Override
        public KeyUnderTest key() {
            return HsmContractTest.key("rsa");
        }
    }
}
