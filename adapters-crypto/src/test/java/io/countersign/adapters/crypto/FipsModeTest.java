package io.countersign.adapters.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.fixture.OpenSsl;
import io.countersign.adapters.crypto.fixture.OwnJvm;
import io.countersign.adapters.crypto.password.KeyEncryption;
import io.countersign.adapters.crypto.password.LockedKeys;
import io.countersign.adapters.crypto.password.PasswordKeyUnlocker;
import io.countersign.adapters.crypto.provider.DefaultProvider;
import io.countersign.adapters.crypto.scheme.KeyRefusal.Kind;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.domain.challenge.EncryptedPrivateKey;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.collection.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;


/**
 * Bouncy Castle FIPS in the place of the ordinary artifact, in approved-only mode, and nothing else changed. These
 * tests run in the JVM of the execution {@code fips} alone, beside all that are tagged {@code fips}.
 */
@Tag("fips-only")
class FipsModeTest {

    private static final String FAULT = "org.bouncycastle.crypto.fips.FipsUnapprovedOperationError";
    private static final String SHORT = "13 characters";
    private static final String LONG_ENOUGH = "fourteen bytes";

    @Test
    void this_jvm_has_the_fips_artifact_alone_and_in_approved_only_mode() {
        assertThat(DefaultProvider.instance().getName()).isEqualTo("BCFIPS");
        assertThat(OwnJvm.classPathWithout().filter(entry -> entry.contains("bcprov"))).isEmpty();
        assertThat(Boolean.getBoolean("org.bouncycastle.fips.approved_only")).isTrue();
    }

    @Test
    void no_native_code_signs_beside_it() {
        assertThat(ProviderPolicy.fastest().choices()).allSatisfy(choice -> {
            assertThat(choice.provider()).contains(DefaultProvider.instance());
            assertThat(choice.reason()).contains("FIPS");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"pkcs8", "scrypt", "webcrypto"})
    void a_key_under_a_password_of_fourteen_bytes_opens_and_signs(String form) {
        String text = encryption(form).encrypt(Keys.P256.toCharArray(), LONG_ENOUGH.toCharArray()).get().value();

        LockedKeys.assertOpens(text, LONG_ENOUGH, Keys.P256);
        assertThat(LockedKeys.failureOf(text, "another password")).isEqualTo(SigningFailure.wrongPassword());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pkcs8", "webcrypto"})
    void a_shorter_password_is_refused_in_words_that_say_so(String form) {
        var refusal = encryption(form).encrypt(Keys.P256.toCharArray(), SHORT.toCharArray()).getLeft();

        assertThat(refusal).isEqualTo(KeyRefusal.of(Kind.PROVIDER_CANNOT_ENCRYPT, "BCFIPS", FAULT));
        assertThat(refusal.message()).contains("In FIPS-approved mode a password has at least 14 bytes");
        String text = encryption(form).encrypt(Keys.P256.toCharArray(), LONG_ENOUGH.toCharArray()).get().value();
        SigningFailure failure = LockedKeys.failureOf(text, SHORT);
        assertThat(failure).returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind);
        assertThat(failure.message()).contains("BCFIPS", FAULT, "password under 14 bytes");
    }

    @Test
    void a_key_that_openssl_encrypts_with_its_short_salt_is_refused() {
        String text = OpenSsl.run(Keys.P256, "pkcs8 -topk8 -v2 aes-256-cbc -passout pass:" + "x".repeat(14));

        SigningFailure failure = LockedKeys.failureOf(text, "x".repeat(14));

        assertThat(failure).returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind);
        assertThat(failure.message()).contains(FAULT, "a salt under 16");
    }

    @Test
    void structures_in_structures_are_refused_though_its_reader_follows_them_all() {
        byte[] deep = new byte[40_000];
        for (int at = 0; at + 2 <= deep.length; at += 2) {
            deep[at] = 0x30;
            deep[at + 1] = (byte) 0x80;
        }

        for (String label : List.of("PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY")) {
            assertThat(JcaSigningKey.fromPem(Keys.pem(label, deep).toCharArray()))
                    .containsOnLeft(KeyRefusal.of(Kind.DAMAGED));
        }
        assertThat(PasswordKeyUnlocker.askingFor(LONG_ENOUGH::toCharArray)
                .unlock(new EncryptedPrivateKey(Keys.pem("ENCRYPTED PRIVATE KEY", deep))).getLeft())
                .returns(SigningFailure.Kind.KEY_UNREADABLE, SigningFailure::kind);
    }

    @Test
    void new_keys_take_their_randomness_from_it() throws Exception {
        assertThat(ProviderPolicy.bouncyCastle().support().ownRandom().get().getProvider())
                .isSameAs(DefaultProvider.instance());
        for (SignatureScheme scheme : SignatureScheme.values()) {
            assertThat(NewKeyPair.generate(scheme)).isRight();
        }
    }

    private static KeyEncryption encryption(String form) {
        return switch (form) {
            case "pkcs8" -> KeyEncryption.pkcs8(1000);
            case "scrypt" -> KeyEncryption.pkcs8Scrypt(1024, 8, 1);
            default -> KeyEncryption.authenticated(1000);
        };
    }
}
