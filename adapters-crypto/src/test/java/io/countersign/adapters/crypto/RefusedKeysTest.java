package io.countersign.adapters.crypto;

import static io.countersign.adapters.crypto.ProviderPolicy.signingWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.fixture.ScriptedProvider;
import io.countersign.adapters.crypto.fixture.ScriptedProvider.OpaqueKey;
import io.countersign.adapters.crypto.scheme.KeyFlaw;
import io.countersign.adapters.crypto.scheme.KeyRefusal.Kind;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import org.junit.jupiter.api.Test;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactorySpi;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.spec.KeySpec;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider's key that is not taken after all does not stay in memory. */
class RefusedKeysTest {

    private final AtomicInteger destroyed = new AtomicInteger();

    @Test
    void a_key_that_does_not_sign_is_destroyed() {
        var provider = new Importing(() -> {
            throw new SignatureException("not this one");
        });

        assertThat(JcaSigningKey.fromPem(Keys.P256.toCharArray(), signingWith(provider)).getLeft())
                .returns(Kind.PROVIDER_CANNOT_USE, KeyRefusal::kind);
        assertThat(destroyed).hasValue(1);
    }

    @Test
    void a_key_whose_signature_is_of_another_is_destroyed() {
        var provider = new Importing(() -> new byte[] {0x30, 6, 2, 1, 1, 2, 1, 1});

        assertThat(JcaSigningKey.fromPem(Keys.P256.toCharArray(), signingWith(provider)).getLeft())
                .isEqualTo(KeyRefusal.of(KeyFlaw.PUBLIC_KEY_MISMATCH));
        assertThat(destroyed).hasValue(1);
    }

    /** A scripted provider that takes keys in. */
    private final class Importing extends java.security.Provider {

        private static final long serialVersionUID = 1L;

        private final transient ScriptedProvider signing;

        Importing(ScriptedProvider.OnSign onSign) {
            super("Importing", "1", "for tests");
            signing = ScriptedProvider.signing(onSign);
            putService(new Service(this, "KeyFactory", "EC", Factory.class.getName(), null, null) {
                @Override
                public Object newInstance(Object parameter) {
                    return new Factory();
                }
            });
        }

        @Override
        public Service getService(String type, String algorithm) {
            return type.equals("Signature") ? signing.getService(type, algorithm) : super.getService(type, algorithm);
        }
    }

    private final class Factory extends KeyFactorySpi {

        @Override
        protected PrivateKey engineGeneratePrivate(KeySpec specification) {
            return new OpaqueKey("EC", destroyed::incrementAndGet);
        }

        @Override
        protected PublicKey engineGeneratePublic(KeySpec specification) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected <T extends KeySpec> T engineGetKeySpec(Key key, Class<T> type) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected Key engineTranslateKey(Key key) throws InvalidKeyException {
            throw new InvalidKeyException();
        }
    }
}
