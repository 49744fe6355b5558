package io.countersign.endtoend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A process that has ended.
 *
 * @param exitCode its exit code
 * @param out its standard output
 * @param err its standard error
 */
record Command(int exitCode, String out, String err) {

    static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    /** Returns the command line of the built reference application. It lives for a second: optimising would not pay. */
    static List<String> jar(String... arguments) {
        var command = new ArrayList<>(List.of(JAVA.toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-jar", System.getProperty("countersign.jar")));
        command.addAll(List.of(arguments));
        return command;
    }

    static Command run(List<String> command) throws IOException {
        return run(command, Map.of());
    }

    static Command run(List<String> command, Map<String, String> environment) throws IOException {
        return run(command, environment, "");
    }

    static Command run(List<String> command, Map<String, String> environment, String input) throws IOException {
        var builder = new ProcessBuilder(command);
        builder.environment().remove("COUNTERSIGN_TOKEN");
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        var err = CompletableFuture.supplyAsync(
                () -> text(process.errorReader().lines().toList()), task -> new Thread(task).start());
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Command(process.onExit().join().exitValue(), out, err.join());
    }

    static Command run(String... command) throws IOException {
        return run(List.of(command));
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines);
    }
}
