package io.countersign.adapters.crypto.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.adapters.crypto.fixture.Keys;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;

class ScryptMemoryTest {

    @Test
    void many_keys_opened_at_once_share_the_memory_of_a_small_jvm() throws Exception {
        var encrypted = KeyEncryption.pkcs8Scrypt(1 << 15, 8, 1)
                .encrypt(Keys.P256.toCharArray(), "password".toCharArray()).get().value();
        var process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx112m",
                "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ScryptUnderPressure.class.getName()).redirectErrorStream(true).start();
        try (var in = process.getOutputStream()) {
            in.write(encrypted.getBytes(StandardCharsets.US_ASCII));
        }

        assertThat(process.inputReader().lines()).isEqualTo(Collections.nCopies(16, "true"));
    }

    @Test
    void memory_that_runs_out_all_the_same_ends_as_a_failure_and_frees_its_share() throws Exception {
        for (int time = 0; time < 3; time++) {
            assertThatThrownBy(() -> ScryptMemory.within(Long.MAX_VALUE, () -> {
                throw new OutOfMemoryError();
            })).isInstanceOf(ScryptMemory.Exhausted.class);
        }
        assertThat(ScryptMemory.within(1, () -> new byte[] {1})).containsExactly(1);
    }
}
