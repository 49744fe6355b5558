package io.countersign.contracts;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.crypto.NewKeyPair;
import io.countersign.adapters.crypto.SignatureScheme;
import io.countersign.testkit.contract.ClosableKeyContract;
import io.countersign.testkit.contract.KeyUnderTest;
import org.junit.jupiter.api.Nested;

import java.util.EnumMap;
import java.util.Map;

/** {@link JcaSigningKey}, of every scheme, keeps the contract of signing keys. */
class OurSigningKeysTest {

    private static final Map<SignatureScheme, NewKeyPair> PAIRS = new EnumMap<>(SignatureScheme.class);

    private abstract static class OfScheme implements ClosableKeyContract {

        private final SignatureScheme scheme;

        OfScheme(SignatureScheme scheme) {
            this.scheme = scheme;
        }

        @Override
        public KeyUnderTest key() {
            NewKeyPair pair = PAIRS.computeIfAbsent(scheme, missing -> NewKeyPair.generate(missing).get());
            return KeyUnderTest.of(JcaSigningKey.fromPem(pair.privateKeyPem()).get(), pair.publicKeyPem())
                    .hiding(new String(pair.privateKeyPem()));
        }
    }

    @Nested
    class OnP256 extends OfScheme {

        OnP256() {
            super(SignatureScheme.ES256);
        }
    }

    @Nested
    class OnSecp256k1 extends OfScheme {

        OnSecp256k1() {
            super(SignatureScheme.ES256K);
        }
    }

    @Nested
    class Ed25519 extends OfScheme {

        Ed25519() {
            super(SignatureScheme.EDDSA);
        }
    }

    @Nested
    class Rsa extends OfScheme {

        Rsa() {
            super(SignatureScheme.RS256);
        }
    }
}
