package io.countersign.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The openssl command line, and the shell of somebody who follows the advice of a message. */
final class OpenSsl {

    private OpenSsl() {
    }

    /** Returns what that command, its words apart by a space, writes. */
    static String run(String command) {
        return run("", command);
    }

    /** Returns what that command writes, being fed that input. */
    static String run(String input, String command) {
        var words = new ArrayList<>(List.of("openssl"));
        words.addAll(List.of(command.split(" ")));
        return run(Path.of("."), input, words);
    }

    /** Runs a command line without a terminal, so that passwords are read from the standard input. */
    static String shell(Path directory, String input, String commandLine) {
        return run(directory, input, List.of("setsid", "-w", "sh", "-c", commandLine));
    }

    private static String run(Path directory, String input, List<String> words) {
        try {
            Path in = Files.writeString(Files.createTempFile("openssl", ".in"), input);
            Path out = Files.createTempFile("openssl", ".out");
            Path err = Files.createTempFile("openssl", ".err");
            try {
                int exit = new ProcessBuilder(words).directory(directory.toFile()).redirectInput(in.toFile())
                        .redirectOutput(out.toFile()).redirectError(err.toFile()).start().onExit().join().exitValue();
                if (exit != 0) {
                    throw new AssertionError(words + ": " + Files.readString(err));
                }
                return Files.readString(out, StandardCharsets.UTF_8);
            } finally {
                Files.delete(in);
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
