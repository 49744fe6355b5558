package io.countersign.adapters.crypto.password;

import static io.countersign.adapters.crypto.ProviderPolicy.signingWith;
import static io.countersign.adapters.crypto.password.LockedKeys.assertOpens;
import static io.countersign.adapters.crypto.password.LockedKeys.encrypted;
import static io.countersign.adapters.crypto.password.LockedKeys.unlocked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.fixture.OpenSsl;
import io.countersign.adapters.crypto.fixture.WatchingProvider;
import io.countersign.adapters.crypto.provider.DefaultProvider;
import io.countersign.adapters.crypto.scheme.KeyRefusal.Kind;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.KeyRefusedException;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.ports.outbound.UnlockedKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

@Timeout(300)
class KeyEncryptionTest {

    private static final String PASSWORD = "correct horse";

    static Stream<KeyEncryption> everyForm() {
        return Stream.of(KeyEncryption.pkcs8(1000), KeyEncryption.pkcs8Scrypt(1024, 8, 1),
                KeyEncryption.authenticated(1000));
    }

    @Test
    void any_key_under_any_password_comes_back_to_sign_for_its_public_key() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 80; round++) {
            SignatureScheme scheme = SignatureScheme.values()[random.nextInt(3)];
            KeyPair pair = pair(scheme);
            String password = LockedKeys.password(random) + (random.nextBoolean() ? "\n\0" : "");
            KeyEncryption encryption = switch (random.nextInt(3)) {
                case 0 -> KeyEncryption.pkcs8(1000 + random.nextInt(1000));
                case 1 -> KeyEncryption.pkcs8Scrypt(1024 << random.nextInt(3), 1 + random.nextInt(8),
                        1 + random.nextInt(4));
                default -> KeyEncryption.authenticated(1000 + random.nextInt(1000));
            };
            String text = encrypted(encryption, Keys.pem("PRIVATE KEY", pair.getPrivate().getEncoded()), password);

            byte[] message = new byte[random.nextInt(100)];
            try (UnlockedKey key = unlocked(text, password)) {
                Signature verification =
                        Signature.getInstance(scheme.signatureAlgorithm(), DefaultProvider.instance());
                verification.initVerify(pair.getPublic());
                verification.update(message);
                assertThat(verification.verify(key.sign(message).get())).as("seed %d", seed).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void the_same_key_under_the_same_password_is_another_text_each_time(KeyEncryption encryption) {
        String once = encrypted(encryption, Keys.P256, PASSWORD);
        String again = encrypted(encryption, Keys.P256, PASSWORD);

        LockedKey one = LockedKeys.read(once).get();
        LockedKey other = LockedKeys.read(again).get();
        assertThat(one.iv()).isNotEqualTo(other.iv());
        assertThat(one.ciphertext()).isNotEqualTo(other.ciphertext());
        assertThat(salt(one)).hasSize(16).isNotEqualTo(salt(other));
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void a_key_without_its_public_point_gets_it_since_browsers_want_it(KeyEncryption encryption) throws Exception {
        for (String whole : new String[] {Keys.P256, Keys.SECP256K1}) {
            String bare = OpenSsl.run(whole, "ec -no_public");
            LockedKey locked = LockedKeys.read(encrypted(encryption, bare, PASSWORD)).get();

            assertThat(locked.opened(PASSWORD.toCharArray(), DefaultProvider.instance())).isEqualTo(Keys.der(whole));
        }
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void the_arrays_of_the_caller_are_left_to_the_caller(KeyEncryption encryption) {
        char[] pem = Keys.P256.toCharArray();
        char[] password = PASSWORD.toCharArray();

        encryption.encrypt(pem, password);

        assertThat(new String(pem)).isEqualTo(Keys.P256);
        assertThat(new String(password)).isEqualTo(PASSWORD);
    }

    @Test
    void every_copy_made_on_the_way_is_overwritten() {
        var provider = new WatchingProvider();

        assertOpens(KeyEncryption.authenticated(1000).withProviders(
                signingWith(DefaultProvider.instance(), provider)).encrypt(Keys.P256.toCharArray(),
                PASSWORD.toCharArray()).get().value(), PASSWORD, Keys.P256);

        assertThat(provider.inputs).singleElement().satisfies(pkcs8 ->
                assertThat(pkcs8).hasSize(138).containsOnly(0));
        assertThat(provider.derivedKeys).isNotEmpty().allSatisfy(key -> assertThat(key).containsOnly(0));
        assertThat(provider.passwords).singleElement().satisfies(password ->
                assertThatThrownBy(password::getPassword).isInstanceOf(IllegalStateException.class));
    }

    @Test
    void the_derived_key_is_overwritten_after_locking_and_after_opening() throws Exception {
        byte[] key = new byte[32];
        KeyDerivation known = (password, provider) -> {
            Arrays.fill(key, (byte) 1);
            return key;
        };
        LockedKey locked = LockedKey.locking(new byte[] {1}, EncryptedKeyForm.WEB_CRYPTO_1, known, new byte[12],
                new byte[0], PASSWORD.toCharArray(), DefaultProvider.instance());
        assertThat(key).containsOnly(0);

        assertThat(locked.opened(PASSWORD.toCharArray(), DefaultProvider.instance())).containsExactly(1);
        assertThat(key).containsOnly(0);
    }

    @Test
    void openssl_opens_what_another_provider_encrypted() {
        String text = encrypted(KeyEncryption.pkcs8(1000).withProviders(
                signingWith(DefaultProvider.instance(), Keys.jdk("SunJCE"))), Keys.P256, "x");

        assertThat(OpenSsl.run(text, "pkey -passin pass:x")).isEqualTo(Keys.P256);
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void what_is_no_signing_key_is_refused_as_it_is_unencrypted(KeyEncryption encryption) {
        for (String pem : new String[] {OpenSsl.publicKeyOf(Keys.P256), "", "hello",
            OpenSsl.run("ecparam -name secp384r1 -genkey"), encrypted(encryption, Keys.P256, PASSWORD),
            OpenSsl.run("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024"), Keys.P256 + Keys.P256}) {
            KeyRefusal expected = Keys.refusalOf(pem);

            KeyRefusal refusal = refusalOf(encryption, pem, PASSWORD);

            assertThat(refusal).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void an_empty_password_is_refused_and_one_that_is_no_text(KeyEncryption encryption) {
        assertThat(refusalOf(encryption, Keys.P256, "")).isEqualTo(KeyRefusal.of(Kind.EMPTY_PASSWORD));
        assertThat(refusalOf(encryption, Keys.P256, "a\uD83D")).isEqualTo(KeyRefusal.of(Kind.PASSWORD_NOT_TEXT));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, 0, 999, 10_000_001, Integer.MAX_VALUE})
    void iterations_that_are_too_few_or_too_many_are_refused(int iterations) {
        for (var encryption : List.of(KeyEncryption.pkcs8(iterations), KeyEncryption.authenticated(iterations))) {
            assertThat(refusalOf(encryption, Keys.P256, PASSWORD)).returns(Kind.COST_NOT_ALLOWED, KeyRefusal::kind)
                    .extracting(KeyRefusal::message).asString()
                    .contains(iterations + " iterations", iterations < 1000 ? "1000 are the fewest" : "10000000");
        }
    }

    @ParameterizedTest
    @CsvSource({"512, 8, 1, 1024 is the lowest", "-2147483648, 8, 1, 1024 is the lowest", "1025, 8, 1, power of two",
        "524288, 8, 1, 128 times", "1024, 0, 1, block size", "1024, 33, 1, block size", "1024, 8, 0, parallelization",
        "1024, 8, 17, parallelization", "1073741824, 32, 1, 128 times"})
    void a_cost_of_scrypt_beyond_the_limits_is_refused(int n, int r, int p, String reason) {
        assertThat(refusalOf(KeyEncryption.pkcs8Scrypt(n, r, p), Keys.P256, PASSWORD))
                .returns(Kind.COST_NOT_ALLOWED, KeyRefusal::kind)
                .extracting(KeyRefusal::message).asString().contains(reason);
    }

    @Test
    void a_provider_that_lacks_an_algorithm_is_named() {
        Provider sunJce = Keys.jdk("SunJCE");

        assertThat(refusalOf(KeyEncryption.pkcs8Scrypt().withProviders(
                signingWith(DefaultProvider.instance(), sunJce)), Keys.P256, PASSWORD)).isEqualTo(
                KeyRefusal.of(Kind.PROVIDER_CANNOT_ENCRYPT, "SunJCE", "java.security.NoSuchAlgorithmException"));
    }

    @Test
    void encrypt_or_throw_throws_the_refusal() {
        var encryption = KeyEncryption.authenticated(1000);
        char[] pem = Keys.P256.toCharArray();

        assertThatThrownBy(() -> encryption.encryptOrThrow(pem, new char[0]))
                .isInstanceOf(KeyRefusedException.class)
                .hasMessage(KeyRefusal.of(Kind.EMPTY_PASSWORD).message())
                .extracting(thrown -> ((KeyRefusedException) thrown).refusal())
                .isEqualTo(KeyRefusal.of(Kind.EMPTY_PASSWORD));
        assertOpens(encryption.encryptOrThrow(pem, PASSWORD.toCharArray()).value(), PASSWORD, Keys.P256);
    }

    private static KeyRefusal refusalOf(KeyEncryption encryption, String pem, String password) {
        return encryption.encrypt(pem.toCharArray(), password.toCharArray()).swap().getOrElseThrow(text ->
                new AssertionError("encrypted"));
    }

    private static byte[] salt(LockedKey key) {
        return key.derivation() instanceof KeyDerivation.Scrypt scrypt
                ? scrypt.salt()
                : ((KeyDerivation.Pbkdf2) key.derivation()).salt();
    }

    private static KeyPair pair(SignatureScheme scheme) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(
                scheme == SignatureScheme.EDDSA ? "Ed25519" : "EC", DefaultProvider.instance());
        if (scheme != SignatureScheme.EDDSA) {
            generator.initialize(new ECGenParameterSpec(
                    scheme == SignatureScheme.ES256 ? "secp256r1" : "secp256k1"));
        }
        return generator.generateKeyPair();
    }
}
