package io.countersign.conformance;

import io.countersign.adapters.crypto.NewKeyPair;
import io.countersign.adapters.crypto.ProviderPolicy;
import io.countersign.adapters.crypto.password.EncryptedKeyForm;
import io.countersign.adapters.crypto.password.KeyEncryption;
import io.countersign.adapters.crypto.password.PasswordKeyUnlocker;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.contracts.signing.ClosableKeyContract;
import io.countersign.contracts.signing.KeyUnderTest;
import io.countersign.contracts.signing.KeyUnlockerContract;
import io.countersign.contracts.signing.StalledUnlockerContract;
import io.countersign.contracts.signing.UnlockerUnderTest;
import io.countersign.contracts.signing.UnsupportedKeyContract;
import io.countersign.domain.challenge.EncryptedPrivateKey;
import io.countersign.ports.outbound.KeyUnlocker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** {@link PasswordKeyUnlocker} passes its contract for every form and provider, and its keys pass theirs. */
class OurUnlockersTest {

    private static final String PASSWORD = "pässword-secret 🦜";
    /**
     * A key on P-384 under that password, as {@code LockedP384Key} in the contracts' tests makes it in the WebCrypto
     * form, which is authenticated. With encrypted PKCS#8, an unsupported key cannot be told from a wrong password.
     */
    private static final String LOCKED_P384_KEY = "cskey.AQAAJxAQc2l4dGVlbiBieXRlcy4uLnR3"
            + "ZWx2ZSBieXRlc40BAjw9iwcPLPwViJ8whiqK1ZFp_FUaLj9BL0"
            + "5ELeNDI9ZsldwpUCDdh-iUhX4U4GpA2YcFgteZ4V6ly1AEhHNqksGT8CPtpAWk78cVKEGuG2bhFBylppfXOXH-qA"
            + "6MLrqzGic";
    private static final NewKeyPair PAIR = NewKeyPair.generate(SignatureScheme.ES256).get();

    private static EncryptedPrivateKey locked(KeyEncryption form) {
        return form.encrypt(PAIR.privateKeyPem(), PASSWORD.toCharArray()).get();
    }

    private static PasswordKeyUnlocker ours(PasswordKeyUnlocker unlocker) {
        return unlocker.withForms(EncryptedKeyForm.PKCS8, EncryptedKeyForm.WEB_CRYPTO, EncryptedKeyForm.WEB_CRYPTO_1)
                .forPublicKey(PAIR.publicKeyPem()).get();
    }

    private abstract static class OfForm implements KeyUnlockerContract {

        private final EncryptedPrivateKey locked;

        OfForm(KeyEncryption form) {
            this.locked = locked(form);
        }

        KeyUnlocker askingFor(Supplier<char @Nullable []> password) {
            return ours(PasswordKeyUnlocker.askingFor(password));
        }

        @Override
        public UnlockerUnderTest unlocker() {
            return UnlockerUnderTest.of(
                            this::askingFor, locked.value(), PASSWORD, PAIR.publicKeyPem())
                    .hiding(new String(PAIR.privateKeyPem()));
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
    class Pkcs8ByTheJdk extends OfForm {

        Pkcs8ByTheJdk() {
            super(KeyEncryption.pkcs8(KeyEncryption.MINIMUM_PBKDF2_ITERATIONS));
        }

        @Override
        KeyUnlocker askingFor(Supplier<char @Nullable []> password) {
            return ours(PasswordKeyUnlocker.askingFor(password, ProviderPolicy.jdk()));
        }
    }

    @Nested
    class WebCryptoByTheJdk extends OfForm {

        WebCryptoByTheJdk() {
            super(KeyEncryption.authenticated(KeyEncryption.MINIMUM_PBKDF2_ITERATIONS));
        }

        @Override
        KeyUnlocker askingFor(Supplier<char @Nullable []> password) {
            return ours(PasswordKeyUnlocker.askingFor(password, ProviderPolicy.jdk()));
        }
    }

    @Nested
    class WebCrypto extends OfForm implements UnsupportedKeyContract {

        WebCrypto() {
            super(KeyEncryption.authenticated(KeyEncryption.MINIMUM_PBKDF2_ITERATIONS));
        }

        @Override
        public String unsupportedEncryptedKey() {
            return LOCKED_P384_KEY;
        }
    }

    /** The dialog is closed by a limit, or because its thread is interrupted. */
    @Nested
    class AUserWhoNeverAnswers implements StalledUnlockerContract {

        private final EncryptedPrivateKey locked =
                locked(KeyEncryption.authenticated(KeyEncryption.MINIMUM_PBKDF2_ITERATIONS));

        @Override
        public UnlockerUnderTest unlockerThatNeverAnswers(CountDownLatch asked, Duration timeout) {
            return UnlockerUnderTest.of(tested -> ours(PasswordKeyUnlocker.askingFor(() -> dialog(asked, timeout))),
                    locked.value(), PASSWORD, PAIR.publicKeyPem()).hiding(new String(PAIR.privateKeyPem()));
        }

        private static char @Nullable [] dialog(CountDownLatch asked, Duration timeout) {
            asked.countDown();
            try {
                new CountDownLatch(1).await(timeout.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return null;
        }
    }

    @Nested
    class UnlockedKeys implements ClosableKeyContract {

        private final EncryptedPrivateKey locked =
                locked(KeyEncryption.pkcs8(KeyEncryption.MINIMUM_PBKDF2_ITERATIONS));

        @Override
        public KeyUnderTest key() {
            var unlocker = ours(PasswordKeyUnlocker.askingFor(PASSWORD::toCharArray));
            return KeyUnderTest.of(unlocker.unlock(locked).get(), PAIR.publicKeyPem())
                    .hiding(new String(PAIR.privateKeyPem()), PASSWORD);
        }
    }
}
