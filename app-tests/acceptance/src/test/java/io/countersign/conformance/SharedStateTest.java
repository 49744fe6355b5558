package io.countersign.conformance;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** Test classes run side by side in one JVM. */
class SharedStateTest {

    private static final Path TOP = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern CHANGES_THE_JVM = Pattern.compile(
            "\\b(System\\.set\\w+|Security\\.(add|insert|remove)Provider\\w*|CryptoServicesRegistrar\\.set\\w+"
                    + "|(Locale|TimeZone|ProxySelector|SSLContext|CookieHandler|Authenticator)\\.setDefault"
                    + "|HttpsURLConnection\\.setDefault\\w+|Thread\\.setDefault\\w+)\\(");
    private static final Pattern SAYS_SO = Pattern.compile("^@(Isolated\\(\"|ResourceLock\\()", Pattern.MULTILINE);

    @Test
    void a_test_that_changes_what_the_whole_jvm_shares_says_so_with_the_reason() throws IOException {
        List<Path> changing = tests().stream().filter(test -> CHANGES_THE_JVM.matcher(source(test)).find()).toList();

        assertThat(changing).isNotEmpty().allSatisfy(test -> assertThat(source(test)).containsPattern(SAYS_SO));
    }

    private static List<Path> tests() throws IOException {
        try (var files = Files.walk(TOP)) {
            return files.filter(file -> file.toString().matches(".*/src/test/java/.*(Test|IT)\\.java")).toList();
        }
    }

    private static String source(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
