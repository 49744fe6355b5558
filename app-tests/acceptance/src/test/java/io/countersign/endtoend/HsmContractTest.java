package io.countersign.endtoend;

import io.countersign.adapters.crypto.pkcs11.KeySelector;
import io.countersign.adapters.crypto.pkcs11.Pkcs11SigningKey;
import io.countersign.adapters.crypto.pkcs11.Pkcs11Token;
import io.countersign.contracts.signing.KeyUnderTest;
import io.countersign.contracts.signing.SigningKeyContract;
import io.countersign.contracts.signing.UnreachableKeyContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.ResourceLock;

import java.util.ArrayList;
import java.util.List;

/** Keys in an HSM pass the contract of signing keys, and report a removed token. */
@ResourceLock(HsmToken.LOCK)
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
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class PulledOut implements UnreachableKeyContract {

        private final List<Pkcs11Token> tokens = new ArrayList<>();
        private final Pkcs11SigningKey key = HsmToken.pulledOut(tokens::add);

        @Override
        public KeyUnderTest unreachableKey() {
            return KeyUnderTest.of(key, key.publicKey()).hiding(HsmToken.PIN);
        }

        @AfterAll
        void close() {
            tokens.forEach(Pkcs11Token::close);
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
