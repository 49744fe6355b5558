package io.countersign.conformance;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The length of lines that {@code .editorconfig} asks for. */
class LineLengthTest {

    private static final Path TOP = Path.of("../..").toAbsolutePath().normalize();
    private static final int LONGEST = 120;

    @Test
    void no_line_of_a_java_file_is_longer_than_the_limit() throws IOException {
        List<String> longer = new ArrayList<>();
        List<Path> sources = sources();
        for (Path source : sources) {
            List<String> lines = Files.readAllLines(source);
            for (int number = 1; number <= lines.size(); number++) {
                String line = lines.get(number - 1);
                if (line.codePointCount(0, line.length()) > LONGEST) {
                    longer.add(TOP.relativize(source) + ":" + number);
                }
            }
        }

        assertThat(Files.readString(TOP.resolve(".editorconfig"))).contains("max_line_length = " + LONGEST + "\n");
        assertThat(sources).hasSizeGreaterThan(500);
        assertThat(longer).isEmpty();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(TOP)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !TOP.relativize(file).toString().matches(".*(target|node_modules)/.*"))
                    .toList();
        }
    }
}
