package io.countersign.documents;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The length of lines in sources is the one that {@code .editorconfig} asks for, so that editors agree with it. */
class LineLengthTest {

    private static final int LONGEST = 120;

    @Test
    void no_line_of_a_java_file_is_longer_than_the_limit() throws IOException {
        List<Path> sources = Document.files(".*\\.java");
        List<String> longer = new ArrayList<>();
        for (Path source : sources) {
            List<String> lines = Files.readAllLines(source);
            for (int number = 1; number <= lines.size(); number++) {
                String line = lines.get(number - 1);
                if (line.codePointCount(0, line.length()) > LONGEST) {
                    longer.add(Document.TOP.relativize(source) + ":" + number);
                }
            }
        }

        assertThat(Files.readString(Document.TOP.resolve(".editorconfig")))
                .contains("max_line_length = " + LONGEST + "\n");
        assertThat(sources).hasSizeGreaterThan(500);
        assertThat(longer).isEmpty();
    }
}
