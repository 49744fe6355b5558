package io.countersign.endtoend;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs Maven, or a script that does, from a test. Libraries come from the local repository of the main build as far as
 * it has them.
 */
final class NestedBuild {

    /** The local repository of the main build. */
    static final Path REPOSITORY = Path.of(System.getProperty("local.repository"));

    /** Options of a JVM that lives for seconds: optimising would not pay. */
    private static final String SHORT_LIVED = System.getProperty("unoptimised.jvm");

    /** The checkout that is tested. */
    static final Path ROOT = Path.of(System.getProperty("project.root"));

    private NestedBuild() {
    }

    /** The end of a command. */
    record Result(int exitCode, String output) { }

    static Result run(Path directory, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("nested-build", ".txt");
        try {
            var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                    .redirectOutput(output.toFile()).redirectInput(new File("/dev/null"));
            builder.environment().merge("MAVEN_OPTS", SHORT_LIVED, (theirs, ours) -> theirs + " " + ours);
            var process = builder.start();
            return new Result(process.waitFor(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            Files.delete(output);
        }
    }

    /** Copies a project of {@code src/it} and runs Maven there with the plugins' versions of the main build. */
    static Result maven(String project, Path scratch, List<String> arguments) throws IOException, InterruptedException {
        Path copy = scratch.resolve(project);
        copy(ROOT.resolve("app-tests/acceptance/src/it").resolve(project), copy);
        var command = new ArrayList<>(List.of("mvn", "-B", "-q", "-DargLine=" + SHORT_LIVED));
        for (String property : List.of("compiler.plugin.version", "resources.plugin.version", "surefire.plugin.version",
                "enforcer.plugin.version", "junit.version")) {
            command.add("-D" + property + "=" + System.getProperty(property));
        }
        command.addAll(arguments);
        return run(copy, command);
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
