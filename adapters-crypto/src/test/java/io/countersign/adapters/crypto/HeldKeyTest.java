package io.countersign.adapters.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.adapters.crypto.fixture.ScriptedProvider;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.Signature;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Initialised signatures and their pool; closing of keys. */
@Timeout(120)
class HeldKeyTest {

    private static final byte[] MESSAGE = {1, 2, 3};
    private static final String ALGORITHM = "SHA256withRSA";

    private final AtomicInteger handedOver = new AtomicInteger();

    private ScriptedProvider provider(ScriptedProvider.OnSign onSign) {
        return new ScriptedProvider(key -> handedOver.incrementAndGet(), onSign);
    }

    @Test
    void a_key_in_software_is_handed_over_once_for_many_signatures() throws Exception {
        var key = new HeldKey(new VisibleKey(), ALGORITHM, provider(() -> MESSAGE));

        for (int round = 0; round < 100; round++) {
            assertThat(key.sign(MESSAGE)).isEqualTo(MESSAGE);
        }

        assertThat(handedOver).hasValue(1);
    }

    @Test
    void a_key_in_a_device_is_handed_over_for_each_signature() throws Exception {
        var key = new HeldKey(new ScriptedProvider.OpaqueKey("RSA"), ALGORITHM, provider(() -> MESSAGE));

        for (int round = 0; round < 3; round++) {
            key.sign(MESSAGE);
        }

        assertThat(handedOver).hasValue(3);
    }

    @Test
    void a_signature_that_failed_is_not_used_again() throws Exception {
        var failing = new AtomicBoolean(true);
        var key = new HeldKey(new VisibleKey(), ALGORITHM, provider(() -> {
            if (failing.get()) {
                throw new ProviderException("a secret");
            }
            return MESSAGE;
        }));

        assertThatThrownBy(() -> key.sign(MESSAGE)).isInstanceOf(ProviderException.class);
        failing.set(false);

        assertThat(key.sign(MESSAGE)).isEqualTo(MESSAGE);
        assertThat(handedOver).hasValue(2);
    }

    @Test
    void no_signature_is_with_two_threads_at_once() throws Exception {
        var pool = new SignaturePool();
        Set<Signature> inUse = ConcurrentHashMap.newKeySet();
        var shared = new AtomicBoolean();
        IntStream.range(0, 4).forEach(one -> pool.giveBack(signature()));
        int threads = 8;
        var executor = Executors.newFixedThreadPool(threads);
        try {
            var start = new CountDownLatch(threads);
            for (var outcome : executor.invokeAll(Collections.nCopies(threads, () -> {
                start.countDown();
                start.await();
                for (int round = 0; round < 20_000; round++) {
                    Signature mine = pool.take();
                    if (mine != null) {
                        shared.compareAndSet(false, !inUse.add(mine));
                        Thread.onSpinWait();
                        inUse.remove(mine);
                        pool.giveBack(mine);
                    }
                }
                return true;
            }))) {
                outcome.get();
            }
        } finally {
            executor.shutdownNow();
        }

        assertThat(shared).isFalse();
    }

    @Test
    void a_full_pool_drops_signatures_and_a_cleared_one_is_empty() {
        var pool = new SignaturePool();
        IntStream.range(0, 10_000).forEach(one -> pool.giveBack(signature()));

        int held = 0;
        while (pool.take() != null) {
            held++;
        }
        assertThat(held).isBetween(Runtime.getRuntime().availableProcessors() * 2, 256);

        pool.giveBack(signature());
        pool.clear();
        assertThat(pool.take()).isNull();
    }

    @Test
    void closing_destroys_the_key_and_the_one_that_it_was_imported_from() {
        var imported = new VisibleKey();
        var original = new VisibleKey();
        var key = new HeldKey(imported, Option.some(original), ALGORITHM, provider(() -> MESSAGE));

        key.close();
        key.close();

        assertThat(imported.timesDestroyed).isEqualTo(1);
        assertThat(original.timesDestroyed).isEqualTo(1);
        assertThat(key.ask(Option::some).isEmpty()).isTrue();
    }

    private static Signature signature() {
        try {
            return Signature.getInstance(ALGORITHM, ScriptedProvider.signing(() -> MESSAGE));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** A key in software, that can be destroyed. */
    private static final class VisibleKey implements PrivateKey {

        private static final long serialVersionUID = 1L;

        private int timesDestroyed;

        @Override
        public String getAlgorithm() {
            return "RSA";
        }

        @Override
        public String getFormat() {
            return "PKCS#8";
        }

        @Override
        public byte[] getEncoded() {
            return MESSAGE.clone();
        }

        @Override
        public void destroy() {
            timesDestroyed++;
        }
    }
}
