package io.countersign.adapters.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The openssl command line: makes the keys, and verifies what they sign, independently of the code under test. */
final class OpenSsl {

    private OpenSsl() {}

    /** What that command (words apart by a space) writes. */
    static String run(String command) {
        return run("", command);
    }

    /** What that command writes, being fed that input. */
    static String run(String input, String command) {
        return new String(outcome(input.getBytes(StandardCharsets.UTF_8), command, true).output(),
                StandardCharsets.UTF_8);
    }

    /** The DER of a PEM, or what else openssl writes in bytes. */
    static byte[] bytes(String input, String command) {
        return outcome(input.getBytes(StandardCharsets.UTF_8), command, true).output();
    }

    static String publicKeyOf(String pem) {
        return run(pem, "pkey -pubout");
    }

    static boolean verifies(SignatureScheme scheme, String publicKey, byte[] message, byte[] signature) {
        return inFiles(directory -> {
            Path key = Files.writeString(directory.resolve("key"), publicKey);
            Path text = Files.write(directory.resolve("message"), message);
            Path bytes = Files.write(directory.resolve("signature"), signature);
            return outcome(new byte[0], scheme == SignatureScheme.EDDSA
                    ? "pkeyutl -verify -pubin -rawin -inkey " + key + " -in " + text + " -sigfile " + bytes
                    : "dgst -sha256 -verify " + key + " -signature " + bytes + " " + text, false).exit() == 0;
        });
    }

    private static Outcome outcome(byte[] input, String command, boolean mustSucceed) {
        return inFiles(directory -> {
            List<String> words = new ArrayList<>(List.of("openssl"));
            words.addAll(List.of(command.split(" ")));
            Path in = Files.write(directory.resolve("in"), input);
            Path out = directory.resolve("out");
            Path err = directory.resolve("err");
            Process process = new ProcessBuilder(words).redirectInput(in.toFile()).redirectOutput(out.toFile())
                    .redirectError(err.toFile()).start();
            int exit = process.waitFor();
            if (mustSucceed && exit != 0) {
                throw new AssertionError("openssl " + command + ": " + Files.readString(err));
            }
            return new Outcome(exit, Files.readAllBytes(out));
        });
    }

    private static <T> T inFiles(Work<T> work) {
        try {
            Path directory = Files.createTempDirectory("openssl");
            try {
                return work.in(directory);
            } finally {
                try (var files = Files.list(directory)) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                }
                Files.delete(directory);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private record Outcome(int exit, byte[] output) {}

    private interface Work<T> {

        T in(Path directory) throws IOException, InterruptedException;
    }
}
