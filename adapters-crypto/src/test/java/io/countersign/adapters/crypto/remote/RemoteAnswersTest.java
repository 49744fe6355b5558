package io.countersign.adapters.crypto.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.crypto.EcdsaSignature;
import io.countersign.adapters.crypto.ProviderPolicy;
import io.countersign.adapters.crypto.fixture.Der;
import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.fixture.OpenSsl;
import io.countersign.adapters.crypto.provider.DefaultProvider;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.security.Provider;
import java.util.Arrays;
import java.util.function.Function;

/** Answers of a service: only a signature of this message by this key in the agreed encoding is passed on. */
class RemoteAnswersTest {

    private static final byte[] MESSAGE = {1, 2, 3};

    private static Either<SigningFailure, byte[]> signed(Function<RemoteSigner, RemoteSigningKey.Builder> key,
            byte[] answer) {
        return key.apply(input -> Either.right(answer)).buildOrThrow().sign(MESSAGE);
    }

    private static Function<RemoteSigner, RemoteSigningKey.Builder> verifying(SignatureScheme scheme) {
        return signer -> RemoteSigningKey.builder(scheme, signer).publicKey(OpenSsl.publicKeyOf(Keys.pemFor(scheme)));
    }

    private static byte[] locallySigned(SignatureScheme scheme, byte[] message) {
        return Keys.signature(Keys.signingKey(Keys.pemFor(scheme)), message);
    }

    private static SigningFailure refusalOf(Function<RemoteSigner, RemoteSigningKey.Builder> key, byte[] answer) {
        SigningFailure failure = signed(key, answer).getLeft();
        assertThat(failure).returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind);
        assertThat(failure.isRetryable()).isFalse();
        return failure;
    }

    @ParameterizedTest
    @CsvSource({"ES256, DER", "ES256, RAW", "ES256K, DER", "ES256K, RAW"})
    void an_ecdsa_signature_in_the_other_encoding_is_refused_with_what_was_agreed(
            SignatureScheme scheme, SignatureEncoding agreed) {
        byte[] der = locallySigned(scheme, MESSAGE);
        byte[] raw = EcdsaSignature.ofDer(scheme, der).get().raw();
        byte[] other = agreed == SignatureEncoding.DER ? raw : der;

        assertThat(refusalOf(signer -> RemoteSigningKey.builder(scheme, signer).encoding(agreed), other).message())
                .contains(
                "answered " + other.length + " bytes", scheme.joseName() + " signature in the encoding " + agreed,
                "Check the algorithm", "the encoding that it answers in");
    }

    @ParameterizedTest
    @EnumSource
    void an_empty_answer_is_refused(SignatureScheme scheme) {
        assertThat(refusalOf(signer -> RemoteSigningKey.builder(scheme, signer), new byte[0]).message())
                .contains("answered 0 bytes");
    }

    @ParameterizedTest
    @EnumSource
    void a_signature_with_something_after_it_is_refused(SignatureScheme scheme) {
        byte[] signature = locallySigned(scheme, MESSAGE);

        refusalOf(verifying(scheme), Arrays.copyOf(signature, signature.length + 1));
    }

    @ParameterizedTest
    @EnumSource
    void a_signature_without_its_end_is_refused(SignatureScheme scheme) {
        byte[] signature = locallySigned(scheme, MESSAGE);

        refusalOf(verifying(scheme), Arrays.copyOf(signature, signature.length - 1));
    }

    @Test
    void an_ecdsa_signature_in_ber_is_refused_although_it_would_verify() {
        byte[] der = locallySigned(SignatureScheme.ES256, MESSAGE);
        byte[] ber = Der.joined(Der.bytes(0x30, 0x81), Arrays.copyOfRange(der, 1, der.length));

        refusalOf(verifying(SignatureScheme.ES256), ber);
    }

    @Test
    void an_ed25519_signature_has_64_bytes() {
        for (int length : new int[] {32, 63, 65, 114, 128}) {
            assertThat(refusalOf(signer -> RemoteSigningKey.builder(SignatureScheme.EDDSA, signer), new byte[length])
                    .message())
                    .contains("answered " + length + " bytes", "it must be 64 bytes");
        }
        assertThat(signed(signer -> RemoteSigningKey.builder(SignatureScheme.EDDSA, signer), new byte[64])).isRight();
    }

    /** RFC 8032 §5.1.7: or else a signature could be written in two ways. */
    @Test
    void an_s_of_ed25519_that_is_not_reduced_is_refused() {
        byte[] order = Der.bytes(0xED, 0xD3, 0xF5, 0x5C, 0x1A, 0x63, 0x12, 0x58, 0xD6, 0x9C, 0xF7, 0xA2, 0xDE, 0xF9,
                0xDE, 0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10);
        byte[] below = order.clone();
        below[0]--;

        refusalOf(signer -> RemoteSigningKey.builder(SignatureScheme.EDDSA, signer), Der.joined(new byte[32], order));
        assertThat(signed(signer -> RemoteSigningKey.builder(SignatureScheme.EDDSA, signer), Der.joined(new byte[32],
                below))).isRight();
    }

    @Test
    void an_rsa_signature_is_as_long_as_a_modulus_that_the_api_takes() {
        for (int length : new int[] {64, 128, 255, 2049}) {
            assertThat(refusalOf(signer -> RemoteSigningKey.builder(SignatureScheme.RS256, signer), new byte[length])
                    .message())
                    .contains("answered " + length + " bytes", "as long as the modulus, 256 to 2048 bytes");
        }
        for (int length : new int[] {256, 257, 384, 512, 2048}) {
            assertThat(signed(signer -> RemoteSigningKey.builder(SignatureScheme.RS256, signer), new byte[length]))
                    .isRight();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_signature_by_the_key_that_was_given_is_taken_as_it_is(SignatureScheme scheme) {
        byte[] signature = locallySigned(scheme, MESSAGE);

        assertThat(signed(verifying(scheme), signature).get()).isEqualTo(signature);
    }

    @ParameterizedTest
    @EnumSource
    void a_signature_of_something_else_is_refused_if_the_public_key_is_known(SignatureScheme scheme) {
        byte[] ofSomethingElse = locallySigned(scheme, new byte[] {1, 2, 4});

        assertThat(refusalOf(verifying(scheme), ofSomethingElse).message())
                .contains("no " + scheme.joseName() + " signature of this message", "very key and version");
        assertThat(signed(signer -> RemoteSigningKey.builder(scheme, signer), ofSomethingElse)).isRight();
    }

    @ParameterizedTest
    @CsvSource({"ES256, genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256",
        "ES256K, genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1", "EDDSA, genpkey -algorithm ed25519",
        "RS256, genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048"})
    void a_signature_by_another_version_of_the_key_is_refused_if_the_public_key_is_known(
            SignatureScheme scheme, String rotated) {
        byte[] byAnother = Keys.signature(Keys.signingKey(OpenSsl.run(rotated)), MESSAGE);

        assertThat(refusalOf(verifying(scheme), byAnother).message()).contains("version");
    }

    @Test
    void an_rsa_signature_of_another_length_than_the_keys_is_refused_if_the_public_key_is_known() {
        for (Provider provider : new Provider[] {DefaultProvider.instance(), Keys.jdk("SunRsaSign")}) {
            refusalOf(signer -> verifying(SignatureScheme.RS256).apply(signer).provider(ProviderPolicy.only(provider)),
                    new byte[384]);
        }
    }

    @Test
    void a_digest_that_was_hashed_once_more_is_refused_and_the_message_says_that_the_digest_was_given() {
        var service = SigningService.holding(
                Keys.P256, SignatureScheme.ES256, SigningInput.MESSAGE, SignatureEncoding.DER);
        var failure = verifying(SignatureScheme.ES256).apply(service).input(SigningInput.SHA256_DIGEST).buildOrThrow()
                .sign(MESSAGE).getLeft();

        assertThat(failure).returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind);
        assertThat(failure.message()).contains("to hash nothing: it is handed the digest");
    }

    @Test
    void the_upper_half_of_s_is_not_brought_to_the_lower() {
        byte[] low = new byte[64];
        low[31] = 1;
        low[63] = 1;
        byte[] high = low.clone();
        Arrays.fill(high, 32, 64, (byte) 0xFF);
        high[35] = (byte) 0xFE;
        high[36] = 0;

        for (byte[] raw : new byte[][] {low, high}) {
            byte[] der = signed(
                    signer -> RemoteSigningKey.builder(SignatureScheme.ES256K, signer)
                            .encoding(SignatureEncoding.RAW), raw).get();

            assertThat(EcdsaSignature.ofDer(SignatureScheme.ES256K, der).get().raw()).isEqualTo(raw);
        }
    }
}
