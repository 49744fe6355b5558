package io.countersign.conformance;

import io.countersign.adapters.crypto.ProviderPolicy;
import io.countersign.adapters.crypto.seal.JweSeal;
import io.countersign.adapters.crypto.seal.SealKey;
import io.countersign.contracts.sealing.SealContract;
import io.countersign.ports.outbound.Seal;
import io.vavr.collection.List;
import org.junit.jupiter.api.Nested;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/** {@link JweSeal} passes its contract with every algorithm, and across a change of keys. */
class OurSealTest {

    private static final SealKey CURRENT = key("current");
    private static final SealKey NEXT = key("next");

    private static SealKey key(String kid) {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return SealKey.of(kid, secret).get();
    }

    private abstract static class Encrypted implements SealContract {

        private final ProviderPolicy policy;
        private final List<SealKey> ringLater;

        Encrypted(ProviderPolicy policy, SealKey... ringLater) {
            this.policy = policy;
            this.ringLater = List.of(ringLater);
        }

        private Seal seal(Duration later, List<SealKey> ring) {
            return JweSeal.builder(ring).lifetime(Duration.ofMinutes(10)).clock(Clock.offset(Clock.systemUTC(), later))
                    .provider(policy).buildOrThrow();
        }

        @Override
        public Seal seal() {
            return seal(Duration.ZERO, List.of(CURRENT));
        }

        @Override
        public Seal sealAfterExpiry() {
            return seal(Duration.ofMinutes(11), ringLater);
        }

        @Override
        public Seal sealWithOtherKeys() {
            return seal(Duration.ZERO, List.of(NEXT));
        }
    }

    @Nested
    class ByBouncyCastle extends Encrypted {

        ByBouncyCastle() {
            super(ProviderPolicy.bouncyCastle(), CURRENT);
        }
    }

    @Nested
    class ByTheJdkAfterAChangeOfKeys extends Encrypted {

        ByTheJdkAfterAChangeOfKeys() {
            super(ProviderPolicy.jdk(), NEXT, CURRENT);
        }
    }
}
