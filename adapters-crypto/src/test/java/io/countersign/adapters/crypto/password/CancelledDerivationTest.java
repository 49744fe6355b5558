package io.countersign.adapters.crypto.password;

import static io.countersign.adapters.crypto.ProviderPolicy.signingWith;
import static io.countersign.adapters.crypto.password.LockedKeys.FEW_ITERATIONS;
import static io.countersign.adapters.crypto.password.LockedKeys.encrypted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.provider.DefaultProvider;
import io.countersign.adapters.crypto.scheme.KeyRefusal.Kind;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.domain.challenge.EncryptedPrivateKey;
import io.countersign.ports.failure.SigningFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.security.Provider;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactorySpi;
import javax.crypto.spec.SecretKeySpec;

/** Who cancels an action does not wait until a key has been derived from a password, however long that takes. */
@Timeout(120)
class CancelledDerivationTest {

    private static final String PASSWORD = "correct horse";
    private static final int MANY_ITERATIONS = 20_000;

    private final Endless provider = new Endless();

    @AfterEach
    void letTheDerivationEnd() {
        provider.end.countDown();
    }

    @Test
    void an_interrupt_ends_the_opening_of_a_key_at_once() throws Exception {
        String locked = encrypted(KeyEncryption.authenticated(MANY_ITERATIONS), Keys.ED25519, PASSWORD);
        var unlocker = PasswordKeyUnlocker.askingFor(PASSWORD::toCharArray, signingWith(DefaultProvider.instance(),
                provider));

        Outcome<SigningFailure> outcome = interrupted(() ->
                unlocker.unlock(new EncryptedPrivateKey(locked)).getLeft());

        assertThat(outcome.value()).returns(SigningFailure.Kind.KEY_UNREACHABLE, SigningFailure::kind)
                .extracting(SigningFailure::message).asString().contains("cancelled", "Nothing was signed");
        assertThat(outcome.stayedInterrupted()).isTrue();
        provider.end.countDown();
        provider.ended.await();
    }

    @Test
    void an_interrupt_ends_the_encryption_of_a_key_at_once() throws Exception {
        Outcome<KeyRefusal> outcome = interrupted(() -> KeyEncryption.authenticated(MANY_ITERATIONS)
                .withProviders(
                signingWith(DefaultProvider.instance(), provider))
                .encrypt(Keys.ED25519.toCharArray(), PASSWORD.toCharArray()).getLeft());

        assertThat(outcome.value()).isEqualTo(KeyRefusal.of(Kind.CANCELLED));
        assertThat(outcome.stayedInterrupted()).isTrue();
    }

    /** The password is the copy of the thread that derives: the supplier's array is overwritten as ever. */
    @Test
    void the_password_and_the_key_of_a_cancelled_derivation_are_overwritten() throws Exception {
        char[] given = PASSWORD.toCharArray();
        String locked = encrypted(KeyEncryption.pkcs8Scrypt(16_384, 8, 1), Keys.ED25519, PASSWORD);
        var unlocker = LockedKeys.everyForm(PasswordKeyUnlocker.askingFor(
                () -> given, signingWith(DefaultProvider.instance(), provider))).dangerouslyWithoutPublicKey();

        interrupted(() -> unlocker.unlock(new EncryptedPrivateKey(locked)).getLeft());
        assertThat(given).containsOnly('\0');

        provider.end.countDown();
        provider.worker.join();
        assertThat(provider.made).containsOnly(0);
    }

    /** By the interface within, as providers get copies that nobody else sees. */
    @Test
    void a_cancelled_derivation_overwrites_its_own_copies_is_told_and_keeps_no_jvm_alive() throws Exception {
        var slow = new Slow();
        var task = new FutureTask<>(() -> assertThatThrownBy(() ->
                InterruptibleDerivation.key(slow, PASSWORD.toCharArray(), provider))
                .isInstanceOf(InterruptibleDerivation.Interrupted.class));
        Thread waiting = new Thread(task);
        waiting.start();
        slow.begun.await();
        waiting.interrupt();
        task.get();

        slow.end.countDown();
        slow.worker.join();

        assertThat(slow.given).hasSize(PASSWORD.length()).containsOnly('\0');
        assertThat(slow.made).containsOnly(0);
        assertThat(slow.isTold).isTrue();
        assertThat(slow.worker.isDaemon()).isTrue();
    }

    /** Ends when the test wants, interrupted or not. */
    private static final class Slow implements KeyDerivation {

        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch end = new CountDownLatch(1);
        final byte[] made = {1, 2, 3};
        volatile char[] given;
        volatile Thread worker;
        volatile boolean isTold;

        @Override
        public byte[] key(char[] password, Provider any) {
            given = password;
            worker = Thread.currentThread();
            begun.countDown();
            isTold = awaitUninterruptibly(end);
            return made;
        }

        @Override
        public boolean isQuick() {
            return false;
        }
    }

    @Test
    void a_thread_that_was_interrupted_before_derives_nothing() throws Exception {
        for (var form : new KeyEncryption[] {
            KeyEncryption.authenticated(FEW_ITERATIONS), KeyEncryption.authenticated(MANY_ITERATIONS)}) {
            String locked = encrypted(form, Keys.ED25519, PASSWORD);
            var unlocker = PasswordKeyUnlocker.askingFor(PASSWORD::toCharArray, signingWith(DefaultProvider.instance(
                    ), provider));
            var task = new FutureTask<>(() -> {
                Thread.currentThread().interrupt();
                return unlocker.unlock(new EncryptedPrivateKey(locked)).getLeft();
            });
            new Thread(task).start();

            assertThat(task.get()).returns(SigningFailure.Kind.KEY_UNREACHABLE, SigningFailure::kind);
            assertThat(provider.begun.getCount()).isOne();
        }
    }

    @Test
    void a_thread_that_waits_for_the_memory_of_scrypt_can_be_interrupted() throws Exception {
        String locked = encrypted(KeyEncryption.pkcs8Scrypt(1 << 14, 8, 1), Keys.ED25519, PASSWORD);
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        Thread glutton = new Thread(() -> {
            try {
                ScryptMemory.within(Long.MAX_VALUE, () -> {
                    taken.countDown();
                    try {
                        enough.await();
                    } catch (InterruptedException impossible) {
                        throw new IllegalStateException(impossible);
                    }
                    return new byte[0];
                });
            } catch (java.security.GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        });
        glutton.start();
        taken.await();
        try {
            Thread[] waiting = new Thread[1];
            var task = new FutureTask<>(() ->
                    LockedKeys.unlocker(PASSWORD).unlock(new EncryptedPrivateKey(locked)).getLeft());
            waiting[0] = new Thread(task);
            waiting[0].start();
            waiting[0].interrupt();

            assertThat(task.get()).returns(SigningFailure.Kind.KEY_UNREACHABLE, SigningFailure::kind);
        } finally {
            enough.countDown();
            glutton.join();
        }
    }

    @Test
    void an_exception_of_the_provider_in_the_other_thread_is_reported() {
        assertArrives(new InvalidKeySpecException("a secret"));
        assertArrives(new IllegalStateException("a secret"));
        assertArrives(new NoSuchMethodError("a secret"));
    }

    private static void assertArrives(Throwable thrown) {
        assertThat(failureOf(KeyEncryption.authenticated(MANY_ITERATIONS), thrown))
                .returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind)
                .extracting(SigningFailure::message).asString()
                .contains(thrown.getClass().getName()).doesNotContain("a secret");
    }

    @Test
    void when_the_memory_for_scrypt_runs_out_the_key_is_not_to_blame() {
        for (int n : new int[] {1024, 16_384}) {
            assertThat(failureOf(KeyEncryption.pkcs8Scrypt(n, 8, 1), new OutOfMemoryError("a secret")))
                    .returns(SigningFailure.Kind.KEY_UNREACHABLE, SigningFailure::kind)
                    .extracting(SigningFailure::message).asString()
                    .contains("not enough memory", "Try again").doesNotContain("a secret");
        }
    }

    /** Returns what becomes of a key whose derivation ends with that. */
    private static SigningFailure failureOf(KeyEncryption form, Throwable thrown) {
        var failing = new Endless() {
            private static final long serialVersionUID = 1L;

            @Override
            byte[] derived() {
                throw sneaky(thrown);
            }
        };
        return LockedKeys.everyForm(PasswordKeyUnlocker.askingFor(
                PASSWORD::toCharArray, signingWith(DefaultProvider.instance(), failing)))
                .dangerouslyWithoutPublicKey()
                .unlock(new EncryptedPrivateKey(encrypted(form, Keys.ED25519, PASSWORD))).getLeft();
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException sneaky(Throwable thrown) throws E {
        throw (E) thrown;
    }

    private <T> Outcome<T> interrupted(Supplier<T> work) throws InterruptedException, ExecutionException {
        var task = new FutureTask<>(() -> new Outcome<>(work.get(), Thread.currentThread().isInterrupted()));
        Thread thread = new Thread(task);
        thread.start();
        provider.begun.await();
        thread.interrupt();
        return task.get();
    }

    /** As a provider that computes does not hear of an interrupt. Returns true if there was one. */
    private static boolean awaitUninterruptibly(CountDownLatch latch) {
        boolean isInterrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException unheard) {
                isInterrupted = true;
            }
        }
        return isInterrupted || Thread.interrupted();
    }

    private record Outcome<T>(T value, boolean stayedInterrupted) {}

    /** A provider whose derivations take as long as the test wants, and look at no interrupt. */
    private static class Endless extends Provider {

        private static final long serialVersionUID = 1L;

        final transient CountDownLatch begun = new CountDownLatch(1);
        final transient CountDownLatch end = new CountDownLatch(1);
        final transient CountDownLatch ended = new CountDownLatch(1);
        final transient byte[] made = new byte[32];
        transient volatile Thread worker;

        Endless() {
            super("Endless", "1", "for tests");
            for (String algorithm : new String[] {"PBKDF2WithHmacSHA256", "SCRYPT"}) {
                putService(new Service(this, "SecretKeyFactory", algorithm, Endless.class.getName(), null, null) {
                    @Override
                    public Object newInstance(Object parameter) {
                        return new Factory();
                    }
                });
            }
        }

        byte[] derived() throws InvalidKeySpecException {
            worker = Thread.currentThread();
            begun.countDown();
            awaitUninterruptibly(end);
            Arrays.fill(made, (byte) 1);
            ended.countDown();
            return made;
        }

        private final class Factory extends SecretKeyFactorySpi {

            @Override
            protected SecretKey engineGenerateSecret(KeySpec parameters) throws InvalidKeySpecException {
                byte[] bytes = derived();
                return new SecretKeySpec(bytes, "AES") {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public byte[] getEncoded() {
                        return bytes;
                    }
                };
            }

            @Override
            protected KeySpec engineGetKeySpec(SecretKey key, Class<?> type) {
                throw new UnsupportedOperationException();
            }

            @Override
            protected SecretKey engineTranslateKey(SecretKey key) {
                throw new UnsupportedOperationException();
            }
        }
    }
}
