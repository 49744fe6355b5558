package com.example.clearing;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.crypto.NewKeyPair;
import io.countersign.adapters.crypto.password.KeyEncryption;
import io.countersign.adapters.crypto.password.PasswordKeyUnlocker;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.contracts.signing.ClosableKeyContract;
import io.countersign.contracts.signing.KeyUnderTest;
import io.countersign.contracts.signing.KeyUnlockerContract;
import io.countersign.contracts.signing.UnlockerUnderTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** Keys and unlockers work with a FIPS provider. */
class ClearingTest {

    private static final NewKeyPair PAIR = NewKeyPair.generate(SignatureScheme.ES256).get();

    private static JcaSigningKey signingKey() {
        return JcaSigningKey.fromPem(PAIR.privateKeyPem()).get();
    }

    @Test
    void the_fips_module_signs_and_the_ordinary_one_is_not_there() {
        assertEquals("BCFIPS", signingKey().provider().getName());
        assertThrows(ClassNotFoundException.class,
                () -> Class.forName("org.bouncycastle.jce.provider.BouncyCastleProvider"));
    }

    @Nested
    class Keys implements ClosableKeyContract {

        @Override
        public KeyUnderTest key() {
            return KeyUnderTest.of(signingKey(), PAIR.publicKeyPem()).hiding(new String(PAIR.privateKeyPem()));
        }
    }

    @Nested
    class Unlockers implements KeyUnlockerContract {

        private static final String PASSWORD = "correct horse battery staple";
        private static final String LOCKED = KeyEncryption.authenticated(KeyEncryption.MINIMUM_PBKDF2_ITERATIONS)
                .encrypt(PAIR.privateKeyPem(), PASSWORD.toCharArray()).get().value();

        @Override
        public UnlockerUnderTest unlocker() {
            return UnlockerUnderTest.of(PasswordKeyUnlocker::askingFor, LOCKED, PASSWORD, PAIR.publicKeyPem())
                    .hiding(new String(PAIR.privateKeyPem()));
        }
    }
}
