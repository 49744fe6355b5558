package io.countersign.conformance;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private static final Pattern STARTS_A_TASK =
            Pattern.compile("\\.(supply|run|then\\w+|handle|whenComplete)Async\\(");
    private static final Pattern SAYS_SO = Pattern.compile("^@(Isolated\\(\"|ResourceLock\\()", Pattern.MULTILINE);

    @Test
    void a_test_that_changes_what_the_whole_jvm_shares_says_so_with_the_reason() throws IOException {
        List<Path> changing = tests().stream().filter(test -> CHANGES_THE_JVM.matcher(source(test)).find()).toList();

        assertThat(changing).isNotEmpty().allSatisfy(test -> assertThat(source(test)).containsPattern(SAYS_SO));
    }

    /** On two processors the common pool of Java 25 has one thread, so whoever waits on it stops everybody else. */
    @Test
    void a_task_that_tests_start_does_not_wait_on_a_thread_of_the_common_pool() throws IOException {
        List<Path> starting = sourcesOfTests(".*")
                .stream().filter(test -> STARTS_A_TASK.matcher(source(test)).find()).toList();

        assertThat(starting).isNotEmpty().allSatisfy(test -> assertThat(STARTS_A_TASK.matcher(source(test)).results())
                .allSatisfy(start -> assertThat(argumentsFrom(start.end(), source(test))).hasSizeGreaterThan(1)));
    }

    /** Returns the arguments of a call, given where they begin. */
    private static List<String> argumentsFrom(int begin, String source) {
        List<String> arguments = new ArrayList<>();
        int depth = 0;
        int argument = begin;
        for (int at = begin; depth >= 0; at++) {
            char character = source.charAt(at);
            if (character == '(' || character == '{') {
                depth++;
            } else if (character == ')' || character == '}') {
                depth--;
            }
            if (depth < 0 || depth == 0 && character == ',') {
                arguments.add(source.substring(argument, at).strip());
                argument = at + 1;
            }
        }
        return arguments;
    }

    private static List<Path> tests() throws IOException {
        return sourcesOfTests(".*(Test|IT)");
    }

    private static List<Path> sourcesOfTests(String name) throws IOException {
        try (var files = Files.walk(TOP)) {
            return files.filter(file -> file.toString().matches(".*/src/test/java/" + name + "\\.java")).toList();
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
