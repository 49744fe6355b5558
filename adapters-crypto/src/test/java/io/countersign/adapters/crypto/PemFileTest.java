package io.countersign.adapters.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.scheme.KeyRefusal.Kind;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.KeyRefusedException;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keys from PEM files, and the methods that throw what others return. */
@Tag("fips")
class PemFileTest {

    private static final byte[] MESSAGE = {1, 2, 3};

    @TempDir
    private Path directory;

    private Path file(String text, Charset charset) throws IOException {
        return Files.writeString(directory.resolve("key.pem"), text, charset);
    }

    @ParameterizedTest
    @EnumSource(SignatureScheme.class)
    void a_key_in_a_file_signs(SignatureScheme scheme) throws IOException {
        Path file = file(Keys.pemFor(scheme), StandardCharsets.UTF_8);

        assertThat(JcaSigningKey.fromPemFile(file).get().scheme()).isEqualTo(scheme);
        assertThat(JcaSigningKey.fromPemFile(file, ProviderPolicy.bouncyCastle()).get().sign(MESSAGE)).isNotEmpty();
        assertThat(JcaSigningKey.fromPemFileOrThrow(file).sign(MESSAGE).isRight()).isTrue();
    }

    @Test
    void text_around_the_key_may_be_in_any_encoding() throws IOException {
        for (Charset charset : new Charset[] {StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1}) {
            Path file = file("\uFEFFSchlüssel\n".replace(charset == StandardCharsets.UTF_8 ? "" : "\uFEFF", "")
                    + Keys.P256, charset);

            assertThat(JcaSigningKey.fromPemFile(file).isRight()).as(charset.name()).isTrue();
        }
    }

    @Test
    void a_file_that_cannot_be_read_is_refused() {
        Path missing = directory.resolve("missing");

        assertThat(JcaSigningKey.fromPemFile(missing).getLeft())
                .isEqualTo(KeyRefusal.of(Kind.FILE_UNREADABLE, missing, "java.nio.file.NoSuchFileException"));
        assertThat(JcaSigningKey.fromPemFile(directory).getLeft()).returns(Kind.FILE_UNREADABLE, KeyRefusal::kind);
    }

    @Test
    void the_path_of_a_file_that_cannot_be_read_is_shown_in_one_line_of_bounded_length() {
        Path odd = directory.resolve("a\nb" + "/x".repeat(5_000));

        assertThat(JcaSigningKey.fromPemFile(directory.resolve("missing")).getLeft().message())
                .contains("\"" + directory.resolve("missing") + "\"");
        assertThat(JcaSigningKey.fromPemFile(odd).getLeft().message())
                .contains(directory + "/a\\u000ab/x").hasSizeLessThan(3_000).doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {65_536, 65_537, 200_000})
    void a_file_longer_than_any_key_is_refused(int length) throws IOException {
        Path file = file(Keys.P256 + " ".repeat(length - Keys.P256.length()), StandardCharsets.UTF_8);

        var key = JcaSigningKey.fromPemFile(file);

        assertThat(key.isRight()).isEqualTo(length == 65_536);
        assertThat(key.swap().toOption().filter(refusal -> !refusal.equals(
                KeyRefusal.of(Kind.TOO_LONG, 65_536)))).isEmpty();
    }

    @Test
    void from_pem_file_or_throw_throws_the_refusal() throws IOException {
        Path file = file("hello", StandardCharsets.UTF_8);

        assertThatThrownBy(() -> JcaSigningKey.fromPemFileOrThrow(file)).isInstanceOf(KeyRefusedException.class)
                .hasMessage(KeyRefusal.of(Kind.NO_KEY).message());
        assertThatThrownBy(() -> JcaSigningKey.fromPemOrThrow("hello".toCharArray()))
                .isInstanceOf(KeyRefusedException.class).hasMessage(KeyRefusal.of(Kind.NO_KEY).message());
    }

    @Test
    void what_is_not_refused_is_returned() {
        try (var pair = NewKeyPair.generateOrThrow(SignatureScheme.ES256);
                var key = JcaSigningKey.fromPemOrThrow(pair.privateKeyPem())) {
            assertThat(key.sign(MESSAGE).isRight()).isTrue();
        }
    }
}
