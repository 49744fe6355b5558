package io.countersign.adapters.crypto;

import static io.countersign.adapters.crypto.ProviderPolicy.signingWith;
import static io.countersign.adapters.crypto.fixture.Keys.signature;
import static io.countersign.adapters.crypto.fixture.Keys.signingKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.provider.DefaultProvider;
import org.bouncycastle.crypto.CryptoServicesRegistrar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPrivateKeySpec;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * RSA with Bouncy Castle is blinded: what is raised to the private exponent is multiplied by a random number first, so
 * that the time it takes tells nothing. Where the randomness goes shows it; the signature is the same all the same.
 */
@Isolated("counts what Bouncy Castle draws from the randomness of the whole JVM")
class RsaBlindingTest {

    private static final byte[] MESSAGE = {1, 2, 3};

    private final AtomicInteger drawn = new AtomicInteger();

    @AfterEach
    void undo() {
        CryptoServicesRegistrar.setSecureRandom(new SecureRandom());
    }

    private void watchTheRandomness() {
        CryptoServicesRegistrar.setSecureRandom(new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] bytes) {
                drawn.addAndGet(bytes.length);
                super.nextBytes(bytes);
            }
        });
    }

    @Test
    void every_signature_draws_a_number_as_long_as_the_modulus_and_is_the_same() {
        JcaSigningKey key = signingKey(Keys.RSA);
        watchTheRandomness();
        byte[] signature = signature(key, MESSAGE);
        drawn.set(0);

        for (int number = 1; number <= 10; number++) {
            assertThat(signature(key, MESSAGE)).isEqualTo(signature);
            assertThat(drawn.get()).isGreaterThanOrEqualTo(number * 256);
        }
    }

    @Test
    void a_key_without_its_primes_is_not_blinded_as_documented() throws Exception {
        KeyFactory keys = KeyFactory.getInstance("RSA", DefaultProvider.instance());
        var whole = (RSAPrivateCrtKey) keys.generatePrivate(new PKCS8EncodedKeySpec(Keys.der(Keys.RSA)));
        var bare = keys.generatePrivate(new RSAPrivateKeySpec(whole.getModulus(), whole.getPrivateExponent()));
        JcaSigningKey key = JcaSigningKey.of(bare, signingWith(DefaultProvider.instance())).get();
        watchTheRandomness();

        signature(key, MESSAGE);

        assertThat(drawn).hasValue(0);
    }
}
