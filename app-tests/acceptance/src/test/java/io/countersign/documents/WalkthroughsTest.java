package io.countersign.documents;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever follows a document that leads through code gets the messages that it shows, and working code in the end. */
class WalkthroughsTest {

    private static final Walkthrough HEXAGON = Walkthrough.of(
            "app-tests/docs/build-your-own-hexagon.md", "/examples/target/", "countersign-examples");

    /** Documents whose Java blocks are compiled together, here. */
    static final List<Document> DOCUMENTS = List.of(HEXAGON.document());

    @TempDir
    private Path directory;

    @Test
    void the_hexagon_breaks_the_rules_as_it_says_and_ends_as_the_example() throws Exception {
        assertThat(new TreeMap<>(HEXAGON.followed(directory))).isEqualTo(example("com/example/payments"));
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
