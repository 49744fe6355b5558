package io.countersign.conformance;

import io.countersign.adapters.crypto.NewKeyPair;
import io.countersign.adapters.crypto.passkey.SignatureCounter;
import io.countersign.adapters.crypto.passkey.SoftwareAuthenticator;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.contracts.signing.AuthenticatorContract;
import io.countersign.contracts.signing.AuthenticatorUnderTest;
import org.junit.jupiter.api.Nested;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** {@link SoftwareAuthenticator} passes its contract with every signature scheme. */
class OurAuthenticatorTest {

    private static final Map<SignatureScheme, NewKeyPair> PAIRS = new EnumMap<>(SignatureScheme.class);

    private abstract static class OfScheme implements AuthenticatorContract {

        private final SignatureScheme scheme;
        private final SignatureCounter counter;
        private final UnaryOperator<SoftwareAuthenticator> variant;

        OfScheme(SignatureScheme scheme, SignatureCounter counter, UnaryOperator<SoftwareAuthenticator> variant) {
            this.scheme = scheme;
            this.counter = counter;
            this.variant = variant;
        }

        @Override
        public AuthenticatorUnderTest authenticator() {
            NewKeyPair pair = PAIRS.computeIfAbsent(scheme, missing -> NewKeyPair.generate(missing).get());
            return AuthenticatorUnderTest.of(
                            variant.apply(SoftwareAuthenticator.holding(APasskey.of(pair, counter))),
                            APasskey.known(pair))
                    .hiding(new String(pair.privateKeyPem()));
        }
    }

    @Nested
    class OnP256 extends OfScheme {

        OnP256() {
            super(SignatureScheme.ES256, SignatureCounter.inMemory(), UnaryOperator.identity());
        }
    }

    @Nested
    class Ed25519WithoutACounter extends OfScheme {

        Ed25519WithoutACounter() {
            super(SignatureScheme.EDDSA, SignatureCounter.none(), UnaryOperator.identity());
        }
    }

    @Nested
    class RsaWithoutUserVerification extends OfScheme {

        RsaWithoutUserVerification() {
            super(SignatureScheme.RS256, SignatureCounter.inMemory(), SoftwareAuthenticator::withoutUserVerification);
        }
    }
}
