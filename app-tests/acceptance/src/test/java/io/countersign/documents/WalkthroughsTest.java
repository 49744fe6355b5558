package io.countersign.documents;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever follows a document that leads through code gets the messages that it shows, and working code in the end. */
@Order(1)
@Execution(ExecutionMode.CONCURRENT)
class WalkthroughsTest {

    private static final Walkthrough HEXAGON = Walkthrough.of(
            "app-tests/docs/build-your-own-hexagon.md", "/examples/target/", "countersign-examples");

    private static final Walkthrough REPLACEMENT = Walkthrough.of(
            "app-tests/docs/replace-an-adapter.md", "/adapters-http/", "countersign-adapters-http", "/adapters-crypto/",
            "countersign-adapters-crypto", "okhttp", "retrofit", "bouncycastle", "nimbus");

    /** Documents whose Java blocks are compiled together, here. */
    static final List<Document> DOCUMENTS = List.of(HEXAGON.document(), REPLACEMENT.document());

    @TempDir
    private Path directory;

    @Test
    void the_hexagon_breaks_the_rules_as_it_says_and_ends_as_the_example() throws Exception {
        assertThat(new TreeMap<>(HEXAGON.followed(directory))).isEqualTo(example("com/example/payments"));
    }

    @Test
    void an_adapter_that_replaces_ours_breaks_its_contract_as_it_says_and_passes_in_the_end() throws Exception {
        assertThat(REPLACEMENT.followed(directory)).isNotEmpty();
    }

    @Test
    void every_test_of_a_contract_that_an_auditor_is_shown_is_there() {
        List<MatchResult> named = Pattern.compile("`(\\w+Contract)\\.(\\w+)`")
                .matcher(REPLACEMENT.document().text()).results().toList();

        assertThat(named).hasSizeGreaterThan(10).allSatisfy(test ->
                assertThat(testsOf(test.group(1))).as(test.group()).contains(test.group(2)));
    }

    private static List<String> testsOf(String contract) throws ClassNotFoundException {
        String part = contract.contains("Key") ? "signing." : "http.";
        return Arrays.stream(Class.forName("io.countersign.contracts." + part + contract).getMethods())
                .filter(method -> method.isAnnotationPresent(Test.class)).map(Method::getName).toList();
    }

    private static Map<String, String> example(String folder) throws IOException {
        Path examples = Document.TOP.resolve("app-tests/examples");
        Map<String, String> files = new TreeMap<>();
        for (String sources : List.of("src/main/java", "src/test/java")) {
            try (var walked = Files.walk(examples.resolve(sources).resolve(folder))) {
                for (Path file : walked.filter(Files::isRegularFile).toList()) {
                    files.put(examples.relativize(file).toString(), Files.readString(file));
                }
            }
        }
        return files;
    }
}
