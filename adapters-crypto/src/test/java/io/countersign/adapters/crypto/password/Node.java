package io.countersign.adapters.crypto.password;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Node, whose WebCrypto is a browser's: runs the page of JavaScript, independently of the code under test. */
public final class Node {

    private Node() {}

    static String task(String name, Object... words) {
        return name + Stream.of(words).map(Node::base64).collect(Collectors.joining(" ", " ", ""));
    }

    /** The answer to each task, in their order, from one run. */
    static List<String> answers(List<String> tasks) {
        try {
            Path in = Files.createTempFile("node", ".in");
            Path out = Files.createTempFile("node", ".out");
            Path err = Files.createTempFile("node", ".err");
            try {
                Files.write(in, tasks);
                Process node = new ProcessBuilder("node", script().toString()).redirectInput(in.toFile())
                        .redirectOutput(out.toFile()).redirectError(err.toFile()).start();
                List<String> answers = node.waitFor() == 0 ? Files.readAllLines(out) : List.of();
                if (answers.size() != tasks.size()) {
                    throw new AssertionError("node: " + Files.readString(err));
                }
                return answers;
            } finally {
                Files.delete(in);
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException | URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static String answer(String name, Object... words) {
        return answers(List.of(task(name, words))).get(0);
    }

    private static Path script() throws URISyntaxException {
        return Path.of(Node.class.getResource("/webcrypto-run.mjs").toURI());
    }

    private static String base64(Object word) {
        byte[] bytes = word instanceof byte[] given ? given : word.toString().getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
