package io.countersign.adapters.crypto;

import static io.countersign.adapters.crypto.Keys.signature;
import static io.countersign.adapters.crypto.Keys.signingKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.ScriptedProvider.OpaqueKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.concurrent.atomic.AtomicInteger;

class NoncesTest {

    /** As many as take seconds; {@code -Dcountersign.nonces=1000000} makes it a million. */
    private static final int SIGNATURES = Integer.getInteger("countersign.nonces", 100_000);

    @ParameterizedTest
    @ValueSource(strings = {"P256", "SECP256K1"})
    void no_two_signatures_of_one_message_have_a_nonce_in_common(String name) throws Exception {
        String pem = (String) Keys.class.getDeclaredField(name).get(null);

        assertThat(Nonces.repeated(signingKey(pem), SIGNATURES)).isZero();
    }

    @Test
    void one_that_comes_back_among_thousands_is_noticed() throws Exception {
        JcaSigningKey signing = signingKey(Keys.P256);
        byte[] first = signature(signing, new byte[] {1});
        AtomicInteger signatures = new AtomicInteger();
        var forgetful = ScriptedProvider.signing(() -> signatures.incrementAndGet() % 2_500 == 0
                ? first
                : signature(signing, new byte[] {1}));
        JcaSigningKey key = JcaSigningKey.of(new OpaqueKey("EC"), forgetful, SignatureScheme.ES256).get();

        assertThat(Nonces.repeated(key, 5_000)).isEqualTo(1);
    }
}
