package io.countersign.adapters.crypto;

import static io.countersign.adapters.crypto.ProviderPolicy.signingWith;
import static io.countersign.adapters.crypto.passkey.Passkeys.pemFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import io.countersign.adapters.crypto.encoding.EncodedKey;
import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.fixture.KnownProvider;
import io.countersign.adapters.crypto.fixture.OpenSsl;
import io.countersign.adapters.crypto.provider.DefaultProvider;
import io.countersign.adapters.crypto.scheme.KeyRefusal.Kind;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.stream.Stream;

/** A key that one provider read or made, and another signs with. */
class KeysBetweenProvidersTest {

    private static final byte[] MESSAGE = {1, 2, 3};

    static Stream<Arguments> fromOneToAnother() {
        return KnownProvider.here().flatMap(signing -> signing.schemes().toJavaStream()
                .flatMap(scheme -> KnownProvider.here().filter(reading -> reading.schemes().contains(scheme))
                        .map(reading -> Arguments.of(scheme, reading, signing))));
    }

    @ParameterizedTest
    @MethodSource("fromOneToAnother")
    void a_key_that_one_read_another_signs_with(
            SignatureScheme scheme, KnownProvider reading, KnownProvider signing) throws Exception {
        var key = JcaSigningKey.of(readBy(reading, scheme), signing.policy()).getOrElseThrow(refusal ->
                new AssertionError(refusal.message()));

        assertThat(key.scheme()).isEqualTo(scheme);
        assertThat(OpenSsl.verifies(scheme, OpenSsl.publicKeyOf(pemFor(scheme)), MESSAGE, Keys.signature(key, MESSAGE)))
                .isTrue();
    }

    private static PrivateKey readBy(KnownProvider reading, SignatureScheme scheme) throws Exception {
        byte[] pkcs8 = Keys.der(pemFor(scheme));
        Provider provider = reading.policy().choiceFor(scheme).provider().get();
        return provider.getService("KeyFactory", scheme.keyAlgorithm()) == null
                ? new EncodedKey.Private(scheme.keyFamily(), pkcs8)
                : KeyFactory.getInstance(scheme.keyAlgorithm(), provider)
                        .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    /** Bouncy Castle calls it Ed25519, and puts its public key into the encoding; Corretto knows EdDSA alone. */
    @Test
    void an_ed25519_key_under_another_name_is_imported() throws Exception {
        var generator = KeyPairGenerator.getInstance("Ed25519", DefaultProvider.instance());
        PrivateKey key = generator.generateKeyPair().getPrivate();
        assertThat(key.getAlgorithm()).isEqualTo("Ed25519");

        var signing = JcaSigningKey.of(key, signingWith(AmazonCorrettoCryptoProvider.INSTANCE)).get();

        assertThat(signing.sign(MESSAGE)).containsOnRight(
                JcaSigningKey.of(key, signingWith(DefaultProvider.instance())).get().sign(MESSAGE).get());
    }

    @Test
    void a_key_that_no_one_takes_is_refused_in_the_words_of_the_first_attempt() {
        var key = new EncodedKey.Private("EdDSA", new byte[] {0x30, 0});

        assertThat(JcaSigningKey.of(key, signingWith(AmazonCorrettoCryptoProvider.INSTANCE)).getLeft())
                .returns(Kind.PROVIDER_CANNOT_USE, KeyRefusal::kind);
    }

    @Test
    void an_encoded_key_shows_nothing_and_is_wiped_when_it_is_destroyed() throws Exception {
        byte[] pkcs8 = Keys.der(Keys.ED25519);
        var key = new EncodedKey.Private("EdDSA", pkcs8);

        assertThat(key).hasToString("EncodedKey[EdDSA]");
        assertThat(key.getEncoded()).isEqualTo(pkcs8).isNotSameAs(key.getEncoded());
        assertThatThrownBy(() -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(key))
                .isInstanceOf(NotSerializableException.class);
        key.destroy();

        assertThat(key.isDestroyed()).isTrue();
        assertThat(key.getEncoded()).containsOnly(0);
    }

    @ParameterizedTest
    @EnumSource
    void closing_a_key_of_native_code_destroys_it(SignatureScheme scheme) {
        var signing = JcaSigningKey.fromPem(pemFor(scheme).toCharArray(),
                ProviderPolicy.only(AmazonCorrettoCryptoProvider.INSTANCE)).get();
        signing.sign(MESSAGE);
        PrivateKey held = signing.ask(Option::some).get();

        signing.close();

        assertThat(held.isDestroyed()).isTrue();
    }
}
