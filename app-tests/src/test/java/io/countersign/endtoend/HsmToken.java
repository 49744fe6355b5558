package io.countersign.endtoend;

import io.countersign.adapters.crypto.Pkcs11Token;
import io.countersign.adapters.crypto.TokenSelector;
import org.junit.jupiter.api.Assertions;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A token of SoftHSM with the keys {@code p-256}, {@code secp256k1} and {@code rsa}, made there by keytool. There is one
 * for all tests of a JVM, as the library reads its configuration once.
 */
final class HsmToken {

    static final String PIN = "2468-correct";

    private static final Path LIBRARY = Stream.of("/usr/lib/softhsm", "/usr/lib64/pkcs11", "/usr/local/lib/softhsm")
            .map(directory -> Path.of(directory, "libsofthsm2.so"))
            .filter(Files::isRegularFile)
            .findFirst()
            .orElseThrow(() -> new AssertionError("SoftHSM 2 is not installed. On Debian: apt-get install softhsm2"));

    private static final long SLOT = initialized();

    private HsmToken() {
    }

    /** The token, to be closed. */
    static Pkcs11Token open() {
        return Pkcs11Token.open(LIBRARY, TokenSelector.slot(SLOT), PIN::toCharArray).get();
    }

    private static long initialized() {
        try {
            Path configuration = Path.of(System.getenv("SOFTHSM2_CONF"));
            Path tokens = Files.createDirectories(configuration.resolveSibling("tokens-" + System.nanoTime()));
            Files.writeString(configuration, "directories.tokendir = " + tokens + "\n");
            run("softhsm2-util", "--init-token", "--free", "--label", "flow", "--pin", PIN, "--so-pin", PIN);
            long slot = Pattern.compile("^Slot ([0-9]+)", Pattern.MULTILINE)
                    .matcher(run("softhsm2-util", "--show-slots"))
                    .results().map(MatchResult::group).map(line -> Long.parseLong(line.substring(5)))
                    .findFirst().orElseThrow();
            generate(slot, "p-256", "-keyalg", "EC", "-groupname", "secp256r1");
            generate(slot, "secp256k1", "-keyalg", "EC", "-groupname", "secp256k1");
            generate(slot, "rsa", "-keyalg", "RSA", "-keysize", "2048");
            return slot;
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError("SoftHSM could not be set up", broken);
        }
    }

    private static void generate(long slot, String label, String... kind) throws IOException, InterruptedException {
        Path configuration = Files.writeString(Files.createTempFile("pkcs11", ".cfg"),
                "name = keytool\nlibrary = " + LIBRARY + "\nslot = " + slot + "\n");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
                "-keystore", "NONE", "-storetype", "PKCS11", "-providerClass", "sun.security.pkcs11.SunPKCS11",
                "-providerArg", configuration.toString(), "-storepass", PIN, "-alias", label, "-dname", "CN=" + label));
        command.addAll(List.of(kind));
        run(command.toArray(new String[0]));
        Files.delete(configuration);
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Assertions.assertEquals(0, process.waitFor(), output);
        return output;
    }
}
