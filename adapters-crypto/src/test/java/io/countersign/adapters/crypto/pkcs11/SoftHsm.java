package io.countersign.adapters.crypto.pkcs11;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * SoftHSM 2, an HSM in software: makes tokens in a directory of its own, and hands them out, a fresh one to each who
 * asks.
 *
 * <p>The library reads its configuration from the environment of this process, and looks for tokens only when it is
 * loaded. So all tokens are made before, in other processes.
 */
final class SoftHsm {

    /** Held by every test class that uses it: a process has one SoftHSM, whose tokens and sessions all of them see. */
    static final String LOCK = "SoftHSM";

    static final String PIN = "2468-correct";
    static final String OFFICER_PIN = "officer-1357";

    /** The label of two tokens. */
    static final String TWINS = "twins";

    static final Path LIBRARY = Stream.of("/usr/lib/softhsm", "/usr/lib64/pkcs11", "/usr/local/lib/softhsm",
                    "/opt/homebrew/lib/softhsm")
            .map(directory -> Path.of(directory, "libsofthsm2.so"))
            .filter(Files::isRegularFile)
            .findFirst()
            .orElseThrow(() -> new AssertionError("SoftHSM 2 is not installed. On Debian: apt-get install softhsm2"));

    private static final int TOKENS = 72;
    private static final Path DIRECTORY = configured().getParent();
    private static long emptySlot;
    private static final Iterator<SoftHsmToken> FRESH = made().iterator();

    private SoftHsm() {}

    /** A token that nobody else uses, empty, with {@link #PIN}. */
    static synchronized SoftHsmToken token() {
        if (!FRESH.hasNext()) {
            throw new AssertionError("the tests use more than " + TOKENS + " tokens; make more");
        }
        return FRESH.next();
    }

    /** The slot without a token as this process knows it; where a token was removed since, others count otherwise. */
    static synchronized long emptySlot() {
        return emptySlot;
    }

    static Path tokens() {
        return DIRECTORY.resolve("tokens");
    }

    private static Path configured() {
        String path = System.getenv("SOFTHSM2_CONF");
        if (path == null) {
            throw new AssertionError("set SOFTHSM2_CONF in the environment of the tests, as the build does: the path "
                    + "of a file to be written, in a directory that these tests may empty");
        }
        return Path.of(path);
    }

    private static List<SoftHsmToken> made() {
        try {
            delete(DIRECTORY);
            Files.createDirectories(tokens());
            Files.writeString(configured(), "directories.tokendir = " + tokens() + "\n");
            IntStream.range(0, TOKENS).forEach(number -> run(
                    "--init-token", "--free", "--label", "token-" + number, "--pin", PIN, "--so-pin", OFFICER_PIN));
            for (String twin : List.of(TWINS, TWINS)) {
                run("--init-token", "--free", "--label", twin, "--pin", PIN, "--so-pin", OFFICER_PIN);
            }
            Map<String, Long> slots = slots();
            emptySlot = slots.get("");
            List<SoftHsmToken> made = new ArrayList<>();
            for (int number = 0; number < TOKENS; number++) {
                made.add(new SoftHsmToken("token-" + number, slots.get("token-" + number)));
            }
            return made;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The slots by the labels of their tokens; that of the free slot, of which there is always one, is empty. */
    static Map<String, Long> slots() {
        Map<String, Long> slots = new TreeMap<>();
        long slot = -1;
        for (String line : run("--show-slots").lines().toList()) {
            if (line.startsWith("Slot ")) {
                slot = Long.parseLong(line.substring("Slot ".length()).strip());
            } else if (line.strip().startsWith("Label:")) {
                slots.put(line.strip().substring("Label:".length()).strip(), slot);
            }
        }
        return slots;
    }

    /** Makes the token in that slot an empty one, with that label. */
    static void initialise(long slot, String label) {
        run("--init-token", "--slot", String.valueOf(slot), "--label", label, "--pin", PIN, "--so-pin", OFFICER_PIN);
    }

    static String run(String... words) {
        try {
            List<String> command = new ArrayList<>(List.of("softhsm2-util"));
            command.addAll(Arrays.asList(words));
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(command + ": " + output);
            }
            return output;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path emptied, IOException failed) throws IOException {
                    Files.delete(emptied);
                    return FileVisitResult.CONTINUE;
                }
            });
        }
    }
}
