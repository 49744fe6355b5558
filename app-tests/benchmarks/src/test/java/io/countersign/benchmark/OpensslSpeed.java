package io.countersign.benchmark;

import io.countersign.adapters.crypto.scheme.SignatureScheme;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs {@code openssl speed}: signatures per second on one thread. */
final class OpensslSpeed {

    /** RSA, ECDSA and EdDSA; the last two fields are signatures and verifications a second. */
    private static final Pattern LINE = Pattern.compile("(?m)^\\+F[246]:(.*)$");

    private OpensslSpeed() {
    }

    /** Returns signatures per second; none for a scheme that openssl does not measure. */
    static Optional<Double> of(SignatureScheme scheme) throws IOException, InterruptedException {
        String name = switch (scheme) {
            case ES256 -> "ecdsap256";
            case EDDSA -> "ed25519";
            case RS256 -> "rsa2048";
            case ES256K -> "";
        };
        if (name.isEmpty()) {
            return Optional.empty();
        }
        String out = output("openssl", "speed", "-mr", "-seconds", "3", name);
        Matcher line = LINE.matcher(out);
        if (!line.find()) {
            throw new IOException("openssl speed said nothing of " + name + ": " + out);
        }
        String[] fields = line.group(1).split(":");
        return Optional.of(Double.valueOf(fields[fields.length - 2]));
    }

    /** Returns the version, such as {@code OpenSSL 3.0.22}. */
    static String version() throws IOException, InterruptedException {
        String[] words = output("openssl", "version").split(" ");
        return words[0] + " " + words[1];
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return out;
    }
}
