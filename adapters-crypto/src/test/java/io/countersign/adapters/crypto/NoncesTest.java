package io.countersign.adapters.crypto;

import static io.countersign.adapters.crypto.ProviderPolicy.signingWith;
import static io.countersign.adapters.crypto.fixture.Keys.signature;
import static io.countersign.adapters.crypto.fixture.Keys.signingKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.fixture.KnownProvider;
import io.countersign.adapters.crypto.fixture.ScriptedProvider;
import io.countersign.adapters.crypto.fixture.ScriptedProvider.OpaqueKey;
import io.countersign.adapters.crypto.passkey.Passkeys;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

class NoncesTest {

    /** How many times the usual number of signatures to make. */
    private static final int SOAK = Integer.getInteger("countersign.soak", 1);

    static Stream<Arguments> signers() {
        return KnownProvider.here().flatMap(provider -> Stream.of(SignatureScheme.ES256, SignatureScheme.ES256K)
                .filter(provider.schemes()::contains)
                .map(scheme -> arguments(provider, scheme, SOAK * inASecond(provider, scheme))));
    }

    private static int inASecond(KnownProvider provider, SignatureScheme scheme) {
        return switch (provider) {
            case CORRETTO -> scheme == SignatureScheme.ES256 ? 100_000 : 5_000;
            case CONSCRYPT -> 40_000;
            case BOUNCY_CASTLE, BOUNCY_CASTLE_FIPS -> 10_000;
            case JDK -> 2_000;
        };
    }

    @ParameterizedTest
    @MethodSource("signers")
    void no_two_signatures_of_one_message_have_a_nonce_in_common(
            KnownProvider provider, SignatureScheme scheme, int signatures) throws Exception {
        JcaSigningKey key = JcaSigningKey.fromPem(Passkeys.pemFor(scheme).toCharArray(), provider.policy()).get();

        assertThat(Nonces.repeated(key, signatures)).isZero();
    }

    @Test
    void a_nonce_that_comes_back_among_thousands_is_noticed() throws Exception {
        JcaSigningKey signing = signingKey(Keys.P256);
        byte[] first = signature(signing, new byte[] {1});
        AtomicInteger signatures = new AtomicInteger();
        var forgetful = ScriptedProvider.signing(() -> signatures.incrementAndGet() % 2_500 == 0
                ? first
                : signature(signing, new byte[] {1}));
        JcaSigningKey key = JcaSigningKey.of(new OpaqueKey("EC"), signingWith(forgetful), SignatureScheme.ES256).get();

        assertThat(Nonces.repeated(key, 5_000)).isEqualTo(1);
    }
}
