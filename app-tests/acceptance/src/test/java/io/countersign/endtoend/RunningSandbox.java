package io.countersign.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The built jar running its sandbox in another process. */
final class RunningSandbox implements AutoCloseable {

    private final Process process;
    private final Path description;

    private RunningSandbox(Process process, Path description) {
        this.process = process;
        this.description = description;
    }

    /** Starts the sandbox and waits until it is ready. Its description is in the directory. */
    static RunningSandbox in(Path directory, String... options) throws IOException {
        Path description = directory.resolve("sandbox.json");
        var command = new ArrayList<>(Command.jar("sandbox", "--describe", description.toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader out = process.inputReader();
        String line = out.readLine();
        if (line == null || !line.startsWith("listening on http://127.0.0.1:")) {
            process.destroyForcibly();
            throw new IllegalStateException("the sandbox did not start: " + line);
        }
        return new RunningSandbox(process, description);
    }

    Path description() {
        return description;
    }

    JsonNode described() throws IOException {
        return new ObjectMapper().readTree(description.toFile());
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
