package io.countersign.contracts;

import io.countersign.adapters.crypto.KeyEncryption;
import io.countersign.adapters.crypto.NewKeyPair;
import io.countersign.adapters.crypto.PasswordKeyUnlocker;
import io.countersign.adapters.crypto.SignatureScheme;
import io.countersign.domain.challenge.EncryptedPrivateKey;
import io.countersign.testkit.contract.ClosableKeyContract;
import io.countersign.testkit.contract.KeyUnderTest;
import io.countersign.testkit.contract.KeyUnlockerContract;
import io.countersign.testkit.contract.UnlockerUnderTest;
import org.junit.jupiter.api.Nested;

/** {@link PasswordKeyUnlocker} keeps the contract of unlockers for every form, and its keys keep that of keys. */
class OurUnlockersTest {

    private static final String PASSWORD = "pässword-secret 🦜";
    private static final NewKeyPair PAIR = NewKeyPair.generate(SignatureScheme.ES256).get();

    private static EncryptedPrivateKey locked(KeyEncryption form) {
        return form.encrypt(PAIR.privateKeyPem(), PASSWORD.toCharArray()).get();
    }

    private abstract static class OfForm implements KeyUnlockerContract {

        private final EncryptedPrivateKey locked;

        OfForm(KeyEncryption form) {
            this.locked = locked(form);
        }

        @Override
        public UnlockerUnderTest unlocker() {
            return UnlockerUnderTest.of(
                    PasswordKeyUnlocker::askingFor, locked.value(), PASSWORD, PAIR.publicKeyPem());
        }
    }

    @Nested
    class Pkcs8 extends OfForm {

        Pkcs8() {
            super(KeyEncryption.pkcs8(KeyEncryption.MINIMUM_PBKDF2_ITERATIONS));
        }
    }

    @Nested
    class Pkcs8UnderScrypt extends OfForm {

        Pkcs8UnderScrypt() {
            super(KeyEncryption.pkcs8Scrypt(KeyEncryption.MINIMUM_SCRYPT_COST, 8, 1));
        }
    }

    @Nested
    class WebCrypto extends OfForm {

        WebCrypto() {
            super(KeyEncryption.webCrypto(KeyEncryption.MINIMUM_PBKDF2_ITERATIONS));
        }
    }

    @Nested
    class UnlockedKeys implements ClosableKeyContract {

        private final EncryptedPrivateKey locked =
                locked(KeyEncryption.pkcs8(KeyEncryption.MINIMUM_PBKDF2_ITERATIONS));

        @Override
        public KeyUnderTest key() {
            var unlocker = PasswordKeyUnlocker.askingFor(PASSWORD::toCharArray);
            return KeyUnderTest.of(unlocker.unlock(locked).get(), PAIR.publicKeyPem())
                    .hiding(new String(PAIR.privateKeyPem()), PASSWORD);
        }
    }
}
