package io.countersign.endtoend;

import io.countersign.adapters.crypto.pkcs11.KeySelector;
import io.countersign.adapters.crypto.pkcs11.Pkcs11SigningKey;
import io.countersign.adapters.crypto.pkcs11.Pkcs11Token;
import io.countersign.adapters.crypto.pkcs11.TokenSelector;
import org.junit.jupiter.api.Assertions;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.security.auth.callback.PasswordCallback;

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

    private static final Map<String, List<String>> KINDS = Map.of(
            "p-256", List.of("-keyalg", "EC", "-groupname", "secp256r1"),
            "secp256k1", List.of("-keyalg", "EC", "-groupname", "secp256k1"),
            "rsa", List.of("-keyalg", "RSA", "-keysize", "2048"));
    private static final Path TOKENS = configured();
    private static final String SPARE = "to be pulled out";
    private static final long SLOT = initialized("flow", "p-256", "secp256k1", "rsa");
    /** As the library looks once which tokens there are. */
    private static final long SPARE_SLOT = initialized(SPARE, "p-256");
    private static final long TAMPERED_SLOT = initialized("to be tampered with", "p-256");
    private static final long LOGGED_OUT_SLOT = initialized("to be logged out", "p-256");

    private HsmToken() {
    }

    /** The token, to be closed. */
    static Pkcs11Token open() {
        return Pkcs11Token.open(LIBRARY, TokenSelector.slot(SLOT), PIN::toCharArray).get();
    }

    /**
     * The key {@code p-256} of a token of its own, which is then pulled out: its directory is gone. SoftHSM does not
     * take it back, so that is for once.
     *
     * @param opened is given the token, to be closed
     */
    static Pkcs11SigningKey pulledOut(Consumer<Pkcs11Token> opened) {
        Pkcs11Token token = Pkcs11Token.open(LIBRARY, TokenSelector.slot(SPARE_SLOT), PIN::toCharArray).get();
        opened.accept(token);
        Pkcs11SigningKey key = token.key(KeySelector.label("p-256")).get();
        // The first signature was begun when the key was found, and SoftHSM ends it without a look at the token.
        key.sign(new byte[1]).get();
        try (Stream<Path> tokens = Files.list(TOKENS)) {
            for (Path directory : tokens.toList()) {
                if (Files.readString(directory.resolve("token.object"), StandardCharsets.ISO_8859_1).contains(SPARE)) {
                    Files.move(directory, TOKENS.resolveSibling("pulled-out-" + System.nanoTime()));
                }
            }
            return key;
        } catch (IOException broken) {
            throw new AssertionError("a token could not be pulled out", broken);
        }
    }

    /** A token of its own, to be closed, with the key {@code p-256}, for {@link #tamper}. */
    static Pkcs11Token openForTampering() {
        return Pkcs11Token.open(LIBRARY, TokenSelector.slot(TAMPERED_SLOT), PIN::toCharArray).get();
    }

    /** A token of its own, to be closed, with the key {@code p-256}, for {@link #logOut}. */
    static Pkcs11Token openForLogout(Supplier<char[]> pin) {
        return Pkcs11Token.open(LIBRARY, TokenSelector.slot(LOGGED_OUT_SLOT), pin).get();
    }

    /** Puts another private key behind the certificate of the key {@code p-256}. */
    static void tamper() {
        asAnother(TAMPERED_SLOT, provider -> {
            KeyStore keys = KeyStore.getInstance("PKCS11", provider);
            keys.load(null, PIN.toCharArray());
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", "SunEC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            Certificate[] certificate = {keys.getCertificate("p-256")};
            keys.deleteEntry("p-256");
            keys.setKeyEntry("p-256", generator.generateKeyPair().getPrivate(), null, certificate);
        });
    }

    /** Ends the login of this process to that token, as other code in it could. */
    static void logOut() {
        asAnother(LOGGED_OUT_SLOT, provider -> {});
    }

    private interface Deed {

        void doneBy(AuthProvider provider) throws Exception;
    }

    private static void asAnother(long slot, Deed deed) {
        try {
            AuthProvider provider = (AuthProvider) Security.getProvider("SunPKCS11").configure(
                    "--name = another\nlibrary = " + LIBRARY + "\nslot = " + slot + "\n");
            provider.login(null, asked -> ((PasswordCallback) asked[0]).setPassword(PIN.toCharArray()));
            deed.doneBy(provider);
            provider.logout();
        } catch (Exception broken) {
            throw new AssertionError("what another does to the token failed", broken);
        }
    }

    private static Path configured() {
        try {
            Path configuration = Path.of(System.getenv("SOFTHSM2_CONF"));
            Path tokens = Files.createDirectories(configuration.resolveSibling("tokens-" + System.nanoTime()));
            Files.writeString(configuration, "directories.tokendir = " + tokens + "\n");
            return tokens;
        } catch (IOException broken) {
            throw new AssertionError("SoftHSM could not be configured", broken);
        }
    }

    private static long initialized(String label, String... keys) {
        try {
            String slot = run("softhsm2-util", "--init-token", "--free", "--label", label,
                            "--pin", PIN, "--so-pin", PIN)
                    .replaceAll("(?s).*reassigned to slot ([0-9]+).*", "$1");
            for (String key : keys) {
                generate(Long.parseLong(slot), key, KINDS.get(key));
            }
            return Long.parseLong(slot);
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError("SoftHSM could not be set up", broken);
        }
    }

    private static void generate(long slot, String label, List<String> kind) throws IOException, InterruptedException {
        Path configuration = Files.writeString(Files.createTempFile("pkcs11", ".cfg"),
                "name = keytool\nlibrary = " + LIBRARY + "\nslot = " + slot + "\n");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
                "-keystore", "NONE", "-storetype", "PKCS11", "-providerClass", "sun.security.pkcs11.SunPKCS11",
                "-providerArg", configuration.toString(), "-storepass", PIN, "-alias", label, "-dname", "CN=" + label));
        command.addAll(kind);
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
