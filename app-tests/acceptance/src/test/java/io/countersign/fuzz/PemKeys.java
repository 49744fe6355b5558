package io.countersign.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.vavr.control.Either;

import java.util.Base64;

/**
 * Private keys in PEM. The first byte chooses: a whole text, or the DER inside one block, so that the fuzzer need not
 * learn base64.
 */
final class PemKeys implements FuzzedParser.Parser {

    private static final String[] LABELS = {"PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY"};

    @Override
    public boolean accepts(byte[] input) {
        return signs(text(input));
    }

    private static String text(byte[] input) {
        int choice = input.length == 0 ? 0 : input[0] & 3;
        String rest = new String(input, Math.min(1, input.length), Math.max(0, input.length - 1), ISO_8859_1);
        return choice == 3
                ? rest
                : "-----BEGIN " + LABELS[choice] + "-----\n"
                        + Base64.getMimeEncoder().encodeToString(rest.getBytes(ISO_8859_1))
                        + "\n-----END " + LABELS[choice] + "-----\n";
    }

    /** Returns whether the PEM has a key; if so, the key must sign until it is closed. */
    static boolean signs(String pem) {
        Either<KeyRefusal, JcaSigningKey> answer = JcaSigningKey.fromPem(pem.toCharArray());
        if (answer.isLeft()) {
            Checks.inOneLine(answer.getLeft().message());
            Checks.nothingOf(pem, answer.getLeft().message() + answer.getLeft());
            return false;
        }
        JcaSigningKey key = answer.get();
        Checks.holds(key.sign(new byte[] {1}).isRight(), "a key that was accepted signs");
        key.close();
        Checks.holds(key.sign(new byte[] {1}).isLeft(), "a closed key does not sign");
        return true;
    }
}
