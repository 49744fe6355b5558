package io.countersign.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The inputs that the fuzzer starts with, correct and incorrect ones. The keys among them protect nothing. */
final class Seeds {

    private Seeds() {}

    static Path directoryOf(FuzzedParser parser) {
        try {
            return Path.of(Seeds.class.getResource(parser.name()).toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static List<Path> of(FuzzedParser parser) {
        try (var files = Files.list(directoryOf(parser))) {
            return files.sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
