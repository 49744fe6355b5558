package io.countersign.adapters.crypto;

import io.vavr.collection.List;
import io.vavr.collection.Seq;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/** A JVM of its own, for what this one has decided already: its artifacts, its properties, its modules. */
final class OwnJvm {

    private static final Seq<String> CLASS_PATH = List.of(
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                    .split(File.pathSeparator));

    private OwnJvm() {}

    /** The class path of these tests without the artifacts whose names contain that. */
    static Seq<String> classPathWithout(String... artifacts) {
        return CLASS_PATH.filter(entry -> List.of(artifacts).forAll(
                artifact -> !Path.of(entry).getFileName().toString().contains(artifact)));
    }

    /** The one entry of the class path whose path contains that. */
    static String entry(String part) {
        return CLASS_PATH.filter(entry -> entry.replace('\\', '/').contains(part)).single();
    }

    static String fips() {
        return System.getProperty("fips.artifact");
    }

    static String path(Iterable<String> entries) {
        return List.ofAll(entries).mkString(File.pathSeparator);
    }

    /**
     * What the program in such a JVM writes, once it has ended well. What the JVM has to say for itself, such as that
     * native code was loaded, goes elsewhere.
     */
    static Seq<String> lines(Iterable<String> options) throws Exception {
        var command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()).appendAll(options);
        Path errors = Files.createTempFile("own-jvm", ".err");
        try {
            var process = new ProcessBuilder(command.asJava()).redirectError(errors.toFile()).start();
            process.getOutputStream().close();
            Seq<String> lines = List.ofAll(process.inputReader().lines().toList());
            if (process.waitFor() != 0) {
                throw new AssertionError(lines.append(Files.readString(errors)).mkString("\n"));
            }
            return lines;
        } finally {
            Files.delete(errors);
        }
    }
}
