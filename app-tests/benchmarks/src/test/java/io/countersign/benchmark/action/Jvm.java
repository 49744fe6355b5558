package io.countersign.benchmark.action;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM with the class path of this one. Ends when its standard input does, or when it is closed. */
record Jvm(Process process, BufferedWriter in, BufferedReader out) implements AutoCloseable {

    private static final long MOST_SECONDS = 240;

    static Jvm start(List<String> options, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        return new Jvm(process, process.outputWriter(StandardCharsets.UTF_8),
                process.inputReader(StandardCharsets.UTF_8));
    }

    /** Writes a line to it. */
    void ask(String line) throws IOException {
        in.write(line + "\n");
        in.flush();
    }

    /**
     * Returns the figures that it prints until the next empty line, by name.
     *
     * @throws EOFException if it ends before
     */
    Map<String, Double> figures() throws IOException {
        Map<String, Double> figures = new HashMap<>();
        for (String line = line(); !"".equals(line); line = line()) {
            if (line == null) {
                throw new EOFException("the JVM has ended");
            }
            String[] words = line.split(" ");
            figures.put(words[0].replace('_', ' '), Double.valueOf(words[1]));
        }
        return figures;
    }

    String line() throws IOException {
        return out.readLine();
    }

    /** Returns how it ended; one that takes too long is ended. */
    int exitCode() throws InterruptedException {
        return process.waitFor(MOST_SECONDS, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
