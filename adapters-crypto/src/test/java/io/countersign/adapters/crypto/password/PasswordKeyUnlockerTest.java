package io.countersign.adapters.crypto.password;

import static io.countersign.adapters.crypto.ProviderPolicy.signingWith;
import static io.countersign.adapters.crypto.password.LockedKeys.FEW_ITERATIONS;
import static io.countersign.adapters.crypto.password.LockedKeys.MESSAGE;
import static io.countersign.adapters.crypto.password.LockedKeys.assertOpens;
import static io.countersign.adapters.crypto.password.LockedKeys.encrypted;
import static io.countersign.adapters.crypto.password.LockedKeys.failureOf;
import static io.countersign.adapters.crypto.password.LockedKeys.unlocked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.adapters.crypto.encoding.Password;
import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.fixture.OpenSsl;
import io.countersign.adapters.crypto.fixture.ScriptedProvider;
import io.countersign.adapters.crypto.fixture.WatchingProvider;
import io.countersign.adapters.crypto.provider.DefaultProvider;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.domain.challenge.EncryptedPrivateKey;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.KeyUnlocker;
import io.countersign.ports.outbound.UnlockedKey;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.security.Provider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;

@Timeout(300)
class PasswordKeyUnlockerTest {

    private static final String PASSWORD = "correct horse";
    private static final String PBKDF2 = encrypted(KeyEncryption.pkcs8(FEW_ITERATIONS), Keys.P256, PASSWORD);
    private static final String SCRYPT = encrypted(KeyEncryption.pkcs8Scrypt(1024, 8, 1), Keys.P256, PASSWORD);
    private static final String WEB_CRYPTO = encrypted(KeyEncryption.authenticated(FEW_ITERATIONS), Keys.P256,
            PASSWORD);

    private static final String PUBLIC_KEY = OpenSsl.publicKeyOf(Keys.P256);

    static Stream<String> everyForm() {
        return Stream.of(PBKDF2, SCRYPT, WEB_CRYPTO);
    }

    private static PasswordKeyUnlocker bound(PasswordKeyUnlocker unlocker) {
        return LockedKeys.everyForm(unlocker).forPublicKey(PUBLIC_KEY).get();
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void the_array_that_the_supplier_gives_is_overwritten_whatever_becomes_of_it(String text) {
        for (String password : new String[] {PASSWORD, "wrong", "\uD800"}) {
            char[] given = password.toCharArray();

            LockedKeys.unlocker(() -> given).unlock(new EncryptedPrivateKey(text));

            assertThat(given).hasSize(password.length()).containsOnly('\0');
        }
        char[] given = PASSWORD.toCharArray();
        LockedKeys.everyForm(PasswordKeyUnlocker.askingFor(() -> given, signingWith(new ScriptedProvider(key -> {},
                () -> MESSAGE))))
                .dangerouslyWithoutPublicKey()
                .unlock(new EncryptedPrivateKey(text));
        assertThat(given).containsOnly('\0');
    }

    @Test
    void every_copy_made_on_the_way_is_overwritten() {
        for (String text : new String[] {PBKDF2, WEB_CRYPTO}) {
            var provider = new WatchingProvider();
            var unlocker = LockedKeys.everyForm(PasswordKeyUnlocker.askingFor(
                    PASSWORD::toCharArray, signingWith(DefaultProvider.instance(), provider)))
                            .forPublicKey(PUBLIC_KEY).get();

            assertThat(unlocker.unlock(new EncryptedPrivateKey(text)).isRight()).isTrue();

            assertThat(provider.passwords).singleElement().satisfies(password ->
                    assertThatThrownBy(password::getPassword).isInstanceOf(IllegalStateException.class));
            assertThat(provider.derivedKeys).isNotEmpty().allSatisfy(key -> assertThat(key).containsOnly(0));
            assertThat(provider.outputs).singleElement().satisfies(pkcs8 ->
                    assertThat(pkcs8).hasSize(138).containsOnly(0));
            assertThat(provider.destroyedKeys).isOne();
        }
    }

    @ParameterizedTest
    @EnumSource
    void so_is_the_key_that_was_derived_of_the_password(EncryptedKeyForm form) throws Exception {
        byte[] derived = new byte[32];
        Arrays.fill(derived, (byte) 1);

        LockedKey.locking(new byte[1], form, (password, provider) -> derived, new byte[16], new byte[0],
                PASSWORD.toCharArray(), DefaultProvider.instance());

        assertThat(derived).containsOnly(0);
    }

    @Test
    void the_password_is_asked_for_once_by_every_unlocking_and_not_before() {
        List<String> asked = new ArrayList<>();
        var unlocker = LockedKeys.unlocker(() -> {
            asked.add("asked");
            return PASSWORD.toCharArray();
        });
        assertThat(asked).isEmpty();

        everyForm().forEach(text -> unlocker.unlock(new EncryptedPrivateKey(text)).get().close());

        assertThat(asked).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void no_password_is_no_confirmation(String text) {
        for (Supplier<char[]> none : List.<Supplier<char[]>>of(() -> null, () -> new char[0])) {
            assertThat(failureOf(text, none)).returns(SigningFailure.Kind.NOT_CONFIRMED, SigningFailure::kind)
                    .extracting(SigningFailure::message).asString().contains("no password was given", "Give the");
        }
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void a_supplier_that_throws_is_no_confirmation_and_its_message_is_not_told(String text) {
        for (Throwable thrown : new Throwable[] {
            new IllegalStateException(PASSWORD), new IOException(PASSWORD), new NoSuchMethodError(PASSWORD)}) {
            SigningFailure failure = failureOf(text, () -> {
                throw PasswordKeyUnlockerTest.<RuntimeException>thrown(thrown);
            });

            assertThat(failure).returns(SigningFailure.Kind.NOT_CONFIRMED, SigningFailure::kind);
            assertThat(failure.message()).contains(thrown.getClass().getName(), "try again");
            assertThat(failure.toString()).doesNotContain(PASSWORD);
        }
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void a_password_that_is_no_text_is_a_wrong_one(String text) {
        for (String half : List.of(
                "\uD83D", "\uDD11", "a\uDD11\uD83D", PASSWORD + "\uD83D", "\uD83D\uD83D\uDD11")) {
            assertThat(failureOf(text, half)).isEqualTo(SigningFailure.wrongPassword());
        }
    }

    @Test
    void a_derived_key_length_that_fits_is_honoured() {
        LockedKey locked = LockedKeys.read(PBKDF2).get();
        var pbkdf2 = (KeyDerivation.Pbkdf2) locked.derivation();

        assertOpens(Pbes2Forger.pbkdf2().salt(pbkdf2.salt()).iv(locked.iv()).ciphertext(locked.ciphertext())
                .keyLength(32).text(), PASSWORD, Keys.P256);
    }

    @ParameterizedTest
    @CsvSource({"EC -pkeyopt ec_paramgen_curve:P-384, P-384", "Ed448, Ed448",
        "RSA -pkeyopt rsa_keygen_bits:1024, 1024 bits", "X25519, X25519"})
    void a_key_that_cannot_sign_here_is_refused_with_the_message_that_it_has_unencrypted(String key, String word) {
        String pem = OpenSsl.run("genpkey -algorithm " + key);
        String locked = OpenSsl.run(pem, "pkcs8 -topk8 -v2 aes-256-cbc -iter 1 -passout pass:x");

        assertThat(failureOf(Node.answer("encrypt", Keys.der(pem), "x", 1), "x")).isEqualTo(
                SigningFailure.keyUnusable(Keys.refusalOf(pem).message()))
                .extracting(SigningFailure::message).asString().contains(word);
        assertThat(failureOf(locked, "x")).isEqualTo(SigningFailure.wrongPassword());
    }

    @Test
    void what_a_password_opens_in_pkcs8_and_is_no_key_looks_like_a_wrong_password() throws Exception {
        byte[] broken = Keys.der(Keys.ED25519);
        broken[15] = 31;
        for (byte[] content : new byte[][] {{}, {1, 2, 3}, Keys.der(OpenSsl.publicKeyOf(Keys.P256)), broken}) {
            assertThat(failureOf(pkcs8Around(content), PASSWORD)).isEqualTo(SigningFailure.wrongPassword());
            assertThat(LockedKeys.unlocker(PASSWORD, PUBLIC_KEY).unlock(new EncryptedPrivateKey(pkcs8Around(content))))
                    .isEqualTo(Either.left(SigningFailure.wrongPassword()));
        }
    }

    @Test
    void a_structure_with_a_broken_key_in_it_is_told_as_such_where_only_its_owner_can_have_made_it() {
        byte[] der = Keys.der(Keys.ED25519);
        der[15] = 31;

        assertThat(failureOf(Node.answer("encrypt", der, PASSWORD, 1), PASSWORD))
                .returns(SigningFailure.Kind.KEY_UNREADABLE, SigningFailure::kind)
                .extracting(SigningFailure::message).asString().contains("no private key in PKCS#8");
    }

    @Test
    void the_providers_of_the_jdk_serve_where_they_know_the_algorithms() {
        for (String text : new String[] {PBKDF2, WEB_CRYPTO}) {
            KeyUnlocker unlocker = bound(PasswordKeyUnlocker.askingFor(
                    "correct horse"::toCharArray, signingWith(Keys.jdk("SunEC"), Keys.jdk("SunJCE"))));
            byte[] signature = unlocker.unlock(new EncryptedPrivateKey(text)).get().sign(MESSAGE).get();

            assertThat(OpenSsl.verifies(SignatureScheme.ES256, OpenSsl.publicKeyOf(Keys.P256), MESSAGE, signature))
                    .isTrue();
            assertThat(bound(PasswordKeyUnlocker.askingFor(
                    "wrong"::toCharArray, signingWith(Keys.jdk("SunEC"), Keys.jdk("SunJCE"))))
                    .unlock(new EncryptedPrivateKey(text)).getLeft()).isEqualTo(SigningFailure.wrongPassword());
        }
    }

    @Test
    void the_jdk_reads_a_password_of_all_unicode_as_everybody_does() {
        String password = "p\u00e4ss \u5bc6 \uD83D\uDD11";
        String text = encrypted(KeyEncryption.pkcs8(FEW_ITERATIONS).withProviders(
                signingWith(DefaultProvider.instance(), Keys.jdk("SunJCE"))), Keys.P256, password);

        assertOpens(text, password, Keys.P256);
    }

    @Test
    void a_provider_that_lacks_an_algorithm_is_named() {
        assertUnusable(SCRYPT, Keys.jdk("SunJCE"), Keys.jdk("SunEC"), "the provider SunJCE cannot decrypt", "scrypt");
        assertUnusable(PBKDF2, Keys.jdk("SunEC"), Keys.jdk("SunEC"), "the provider SunEC cannot decrypt", "PBKDF2");
        assertUnusable(PBKDF2, Keys.jdk("SunJCE"), Keys.jdk("SunJCE"), "the provider SunJCE does not sign ES256");
    }

    @Test
    void a_closed_key_signs_no_more() {
        UnlockedKey key = unlocked(PBKDF2, PASSWORD);
        key.close();

        assertThat(key.sign(MESSAGE).getLeft()).returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind);
    }

    @Test
    void many_threads_unlock_at_once_with_one_unlocker() throws Exception {
        KeyUnlocker unlocker = LockedKeys.unlocker(PASSWORD);
        List<String> texts = everyForm().toList();
        String publicKey = OpenSsl.publicKeyOf(Keys.P256);
        int threads = 12;
        CountDownLatch start = new CountDownLatch(threads);
        var executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<List<byte[]>>> signatures = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                signatures.add(executor.submit((Callable<List<byte[]>>) () -> {
                    start.countDown();
                    start.await();
                    List<byte[]> made = new ArrayList<>();
                    for (int round = 0; round < 12; round++) {
                        var text = new EncryptedPrivateKey(texts.get(round % texts.size()));
                        try (UnlockedKey key = unlocker.unlock(text).get()) {
                            made.add(key.sign(MESSAGE).get());
                        }
                    }
                    return made;
                }));
            }
            for (Future<List<byte[]>> made : signatures) {
                assertThat(made.get()).hasSize(12);
                assertThat(OpenSsl.verifies(SignatureScheme.ES256, publicKey, MESSAGE, made.get().get(11))).isTrue();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void no_text_form_shows_the_password_or_the_key(String text) {
        KeyUnlocker unlocker = LockedKeys.unlocker(PASSWORD);
        Either<SigningFailure, UnlockedKey> answer = unlocker.unlock(new EncryptedPrivateKey(text));
        String shown = String.join("|", unlocker.toString(), answer.toString(), LockedKeys.read(text).toString(),
                LockedKeys.failureOf(text, PASSWORD + "x").toString(), new EncryptedPrivateKey(text).toString(),
                Password.from(PASSWORD::toCharArray).toString(), KeyEncryption.pkcs8().toString(),
                KeyEncryption.pkcs8().encrypt(Keys.P256.toCharArray(), PASSWORD.toCharArray()).toString());

        assertThat(shown).doesNotContain(PASSWORD).doesNotContain(Arrays.toString(PASSWORD.toCharArray()))
                .contains("JcaSigningKey[ES256]", "PasswordKeyUnlocker[BC, ");
        String body = text.replaceAll("-----[^-]*-----|\\s", "");
        for (int at = 0; at + 8 <= body.length(); at += 8) {
            assertThat(shown).doesNotContain(body.substring(at, at + 8));
        }
    }

    /** As a supplier in Kotlin may throw it. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E thrown(Throwable exception) throws E {
        throw (E) exception;
    }

    private static void assertUnusable(String text, Provider decryption, Provider signing, String... words) {
        SigningFailure failure = bound(PasswordKeyUnlocker.askingFor(PASSWORD::toCharArray, signingWith(signing,
                decryption)))
                .unlock(new EncryptedPrivateKey(text)).getLeft();

        assertThat(failure).returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind);
        assertThat(failure.message()).contains(words);
    }

    private static String pkcs8Around(byte[] content) throws Exception {
        KeyDerivation derivation = new KeyDerivation.Pbkdf2(1, new byte[8]);
        return Pbes2.pem(LockedKey.locking(content, EncryptedKeyForm.PKCS8, derivation, new byte[16], Pbes2.NO_HEADER,
                PASSWORD.toCharArray(), DefaultProvider.instance()));
    }
}
