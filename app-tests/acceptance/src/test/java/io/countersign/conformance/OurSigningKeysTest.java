package io.countersign.conformance;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.crypto.NewKeyPair;
import io.countersign.adapters.crypto.ProviderPolicy;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.contracts.signing.ClosableKeyContract;
import io.countersign.contracts.signing.KeyUnderTest;
import org.conscrypt.Conscrypt;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import static io.countersign.adapters.crypto.scheme.SignatureScheme.EDDSA;
import static io.countersign.adapters.crypto.scheme.SignatureScheme.ES256;
import static io.countersign.adapters.crypto.scheme.SignatureScheme.RS256;

/** {@link JcaSigningKey} passes its contract for every scheme and provider. */
@ParameterizedClass
@MethodSource("signing")
class OurSigningKeysTest implements ClosableKeyContract {

    private static final Map<SignatureScheme, NewKeyPair> PAIRS = new EnumMap<>(SignatureScheme.class);

    private enum Signing {
        BOUNCY_CASTLE(ProviderPolicy::bouncyCastle, SignatureScheme.values()),
        JDK(ProviderPolicy::jdk, ES256, EDDSA, RS256),
        CORRETTO(() -> ProviderPolicy.only(AmazonCorrettoCryptoProvider.INSTANCE), SignatureScheme.values()),
        CONSCRYPT(() -> ProviderPolicy.only(Conscrypt.newProvider()), ES256, RS256);

        private final Supplier<ProviderPolicy> policy;
        private final SignatureScheme[] schemes;

        Signing(Supplier<ProviderPolicy> policy, SignatureScheme... schemes) {
            this.policy = policy;
            this.schemes = schemes;
        }

        /** Conscrypt 2.5 has no native library for Linux on ARM. */
        private boolean isForThisMachine() {
            return this != CONSCRYPT || !System.getProperty("os.arch").equals("aarch64");
        }

        private Stream<Arguments> withItsSchemes() {
            return Stream.of(schemes).map(scheme -> Arguments.of(this, scheme));
        }
    }

    static Stream<Arguments> signing() {
        return Stream.of(Signing.values()).filter(Signing::isForThisMachine).flatMap(Signing::withItsSchemes);
    }

    @Parameter(0)
    private Signing provider;

    @Parameter(1)
    private SignatureScheme scheme;

    @Override
    public KeyUnderTest key() {
        NewKeyPair pair = PAIRS.computeIfAbsent(scheme, missing -> NewKeyPair.generate(missing).get());
        return KeyUnderTest.of(
                        JcaSigningKey.fromPem(pair.privateKeyPem(), provider.policy.get()).get(), pair.publicKeyPem())
                .hiding(new String(pair.privateKeyPem()));
    }
}
