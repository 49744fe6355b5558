package io.countersign.vault;

import io.countersign.contracts.signing.KeyUnderTest;
import io.countersign.contracts.signing.RecoveringKeyContract;
import io.countersign.contracts.signing.SigningKeyContract;
import io.countersign.contracts.signing.StalledKeyContract;
import io.countersign.contracts.signing.UnreachableKeyContract;
import io.countersign.vault.TransitKey.Type;
import io.vavr.control.Either;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** A key in Vault passes the contracts, also while Vault is unavailable or does not answer. */
class VaultKeyContractTest {

    private VaultStandIn vault;
    private final CountDownLatch over = new CountDownLatch(1);

    @BeforeEach
    void start() throws IOException {
        vault = VaultStandIn.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        vault.close();
    }

    private KeyUnderTest key(TransitKey transitKey) {
        vault.transit().put("k", transitKey);
        return tested(VaultKey.of(Vaults.to(vault), "k", 1).get());
    }

    private static KeyUnderTest tested(VaultKey key) {
        return KeyUnderTest.of(key, key.publicKeyPem()).hiding(VaultStandIn.TOKEN);
    }

    @Nested
    class OnP256 implements SigningKeyContract, UnreachableKeyContract, StalledKeyContract {

        @Override
        public KeyUnderTest key() {
            return VaultKeyContractTest.this.key(TransitKey.create(Type.ECDSA_P256));
        }

        private void awaitTheEnd() {
            try {
                over.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public KeyUnderTest unreachableKey() {
            KeyUnderTest key = key();
            vault.close();
            return key;
        }

        @Override
        public KeyUnderTest keyThatNeverAnswers(CountDownLatch asked, Duration timeout) {
            vault.transit().put("k", TransitKey.create(Type.ECDSA_P256));
            VaultConnection connection = Vaults.to(vault, VaultStandIn.TOKEN, timeout);
            // A busy machine may not answer the first question within so short a limit.
            VaultKey key = Stream.generate(() -> VaultKey.of(connection, "k", 1)).limit(100)
                    .filter(Either::isRight).findFirst().orElseThrow().get();
            for (int request = 0; request < 20; request++) {
                vault.instead(exchange -> {
                    asked.countDown();
                    awaitTheEnd();
                });
            }
            return tested(key);
        }
    }

    @Nested
    class Sealed implements RecoveringKeyContract {

        @Override
        public KeyUnderTest unreachableKey() {
            KeyUnderTest key = VaultKeyContractTest.this.key(TransitKey.create(Type.ECDSA_P256));
            vault.seal(true);
            return key;
        }

        @Override
        public void reconnect() {
            vault.seal(false);
        }
    }

    @Nested
    class Ed25519 implements SigningKeyContract {

        @Override
        public KeyUnderTest key() {
            return VaultKeyContractTest.this.key(TransitKey.create(Type.ED25519));
        }
    }

    @Nested
    class Rsa implements SigningKeyContract {

        private static final TransitKey KEY = TransitKey.create(Type.RSA_2048);

        @Override
        public KeyUnderTest key() {
            return VaultKeyContractTest.this.key(KEY);
        }
    }
}
