package io.countersign.adapters.crypto.password;

import io.countersign.adapters.crypto.encoding.PemBlock;
import io.countersign.adapters.crypto.encoding.PemBlocks;
import io.countersign.adapters.crypto.encoding.PemPrivateKey;
import io.countersign.adapters.crypto.provider.Sha256;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import org.bouncycastle.asn1.ASN1Sequence;

import java.io.IOException;
import java.util.Base64;

/** Reads encrypted private keys, whose form it recognises. */
final class LockedKeyText {

    static final int LIMIT = PemPrivateKey.LIMIT;

    private static final String PRIVATE_KEY = "PRIVATE KEY";
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private LockedKeyText() {}

    static Either<SigningFailure, LockedKey> read(String text, Sha256 sha256) {
        return recognised(text, sha256).mapLeft(flaw -> new SigningFailure.KeyUnreadable(
                "the encrypted private key cannot be read: " + flaw));
    }

    /** Returns what is wrong together with what to do next. */
    private static String told(String flaw, boolean withOldCipher) {
        return flaw + ". Register the key anew, in the WebCrypto form (\"" + WebCryptoForm.PREFIX
                + "\") or as PKCS#8 (PBES2), as \"openssl pkcs8 -topk8 "
                + (withOldCipher ? "-provider legacy -provider default " : "")
                + "-v2 aes-256-cbc -v2prf hmacWithSHA256 -in KEY_FILE -out KEY_FILE.new\" writes it, or give another "
                + "unlocker for its form.";
    }

    private static String told(String flaw) {
        return told(flaw, false);
    }

    private static Either<String, LockedKey> recognised(String text, Sha256 sha256) {
        if (text.length() > LIMIT) {
            return Either.left(told("it is longer than " + LIMIT + " characters, as no key is"));
        }
        String stripped = text.replace(BYTE_ORDER_MARK, "").strip();
        try {
            if (stripped.startsWith(WebCryptoForm.PREFIX)) {
                return WebCryptoForm.read(stripped, sha256).mapLeft(LockedKeyText::told);
            }
            return stripped.contains("-----BEGIN ") ? pem(stripped) : bare(stripped);
        } catch (IOException | RuntimeException | StackOverflowError notWhatItSaysItIs) {
            return Either.left(told("it is cut short, altered, or of an unknown form"));
        }
    }

    private static Either<String, LockedKey> pem(String text) throws IOException {
        PemBlocks blocks = PemBlocks.in(text.toCharArray());
        try {
            if (blocks.areDamaged()) {
                return Either.left(told("its PEM is cut short or altered"));
            }
            Seq<PemBlock> encrypted = blocks.all().filter(LockedKeyText::isEncrypted);
            return switch (encrypted.size()) {
                case 0 -> Either.left(told(instead(blocks)));
                case 1 -> pbes2(encrypted.head().content());
                default -> Either.left(told("there are " + encrypted.size() + " encrypted keys in it"));
            };
        } finally {
            blocks.wipe();
        }
    }

    /** Goes by the content: an EncryptedPrivateKeyInfo begins with its algorithm, other keys with their version. */
    private static boolean isEncrypted(PemBlock block) {
        return block.label().endsWith(PRIVATE_KEY) && block.cipher().isEmpty()
                && ASN1Sequence.getInstance(block.content()).getObjectAt(0) instanceof ASN1Sequence;
    }

    private static String instead(PemBlocks blocks) {
        Seq<PemBlock> keys = blocks.all().filter(block -> block.label().endsWith(PRIVATE_KEY));
        if (keys.isEmpty()) {
            return "there is no ENCRYPTED PRIVATE KEY in its PEM";
        }
        return keys.exists(key -> key.cipher().isDefined())
                ? "it is encrypted the way of PEM (Proc-Type: 4,ENCRYPTED), which is too weak"
                : "it is an unencrypted " + keys.head().label() + ", and whoever has seen it has the key";
    }

    private static Either<String, LockedKey> bare(String text) throws IOException {
        return pbes2(Base64.getDecoder().decode(text.replaceAll("\\s", "")));
    }

    private static Either<String, LockedKey> pbes2(byte[] der) throws IOException {
        return Pbes2.read(der).mapLeft(flaw -> told(flaw, PemPrivateKey.hasOldCipher(der)));
    }
}
