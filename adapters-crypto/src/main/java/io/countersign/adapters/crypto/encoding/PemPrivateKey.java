package io.countersign.adapters.crypto.encoding;

import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;

import java.io.IOException;

/** Reads the only private key in a PEM text: PKCS#8, SEC 1 (RFC 5915) or PKCS#1 (RFC 8017). */
public final class PemPrivateKey {

    /** The longest text that is read, in characters. The longest accepted key has a fifth of it. */
    public static final int LIMIT = 64 * 1024;

    private static final String PRIVATE_KEY = "PRIVATE KEY";
    private static final String PARAMETERS = "EC PARAMETERS";
    private static final Set<String> READABLE = HashSet.of(PRIVATE_KEY, "EC PRIVATE KEY", "RSA PRIVATE KEY");

    private final Seq<PemBlock> blocks;

    private PemPrivateKey(Seq<PemBlock> blocks) {
        this.blocks = blocks;
    }

    /** Reads the key, or returns why it is refused. */
    public static Either<KeyRefusal, KeyMaterial> read(char[] pem) {
        if (pem.length > LIMIT) {
            return Either.left(new KeyRefusal.TooLong(LIMIT));
        }
        PemBlocks blocks = PemBlocks.in(pem);
        try {
            return blocks.areDamaged()
                    ? Either.left(new KeyRefusal.Damaged())
                    : new PemPrivateKey(blocks.all()).theOne();
        } catch (IOException | RuntimeException | StackOverflowError notWhatItSaysItIs) {
            // Bouncy Castle FIPS follows nested structures as deep as they go.
            return Either.left(new KeyRefusal.Damaged());
        } finally {
            blocks.wipe();
        }
    }

    private Either<KeyRefusal, KeyMaterial> theOne() throws IOException {
        Seq<PemBlock> keys = blocks.filter(block -> block.label().endsWith(PRIVATE_KEY));
        return switch (keys.size()) {
            case 0 -> Either.left(insteadOfAKey());
            case 1 -> materialOf(keys.head());
            default -> Either.left(new KeyRefusal.SeveralKeys(keys.size()));
        };
    }

    private KeyRefusal insteadOfAKey() {
        if (blocks.exists(block -> block.label().endsWith("PUBLIC KEY"))) {
            return new KeyRefusal.PublicKeyGiven(false);
        }
        return blocks.exists(block -> block.label().endsWith("CERTIFICATE"))
                ? new KeyRefusal.PublicKeyGiven(true)
                : new KeyRefusal.NoKey();
    }

    private Either<KeyRefusal, KeyMaterial> materialOf(PemBlock key) throws IOException {
        if (isEncrypted(key)) {
            return Either.left(new KeyRefusal.EncryptedKeyGiven());
        }
        if (!READABLE.contains(key.label())) {
            return Either.left(switch (key.label()) {
                case "DSA PRIVATE KEY" -> new KeyRefusal.UnsupportedAlgorithm(Option.some("DSA"));
                case "OPENSSH PRIVATE KEY" -> new KeyRefusal.UnsupportedForm(Option.some("OpenSSH"));
                default -> new KeyRefusal.UnsupportedForm(Option.none());
            });
        }
        if (isMultiPrimeRsa(key)) {
            return Either.left(new KeyRefusal.UnsupportedAlgorithm(Option.some("multi-prime RSA")));
        }
        return switch (key.label()) {
            case "EC PRIVATE KEY" -> KeyReading.ofSec1(key.content(), parametersBefore(key));
            case "RSA PRIVATE KEY" -> KeyReading.ofPkcs1(key.content());
            default -> KeyReading.ofPkcs8(key.content());
        };
    }

    private static boolean isEncrypted(PemBlock key) {
        return key.label().equals("ENCRYPTED PRIVATE KEY")
                || key.headers().exists(header -> header.startsWith("Proc-Type:") && header.endsWith("ENCRYPTED"));
    }

    /** Recognises the tenth member for more than two primes (RFC 8017 A.1.2), which the reader calls malformed. */
    private static boolean isMultiPrimeRsa(PemBlock key) {
        return key.label().equals("RSA PRIVATE KEY") && ASN1Sequence.getInstance(key.content()).size() == 10;
    }

    /** Returns the curve that {@code openssl ecparam -genkey} writes before the key. */
    private Option<ASN1Encodable> parametersBefore(PemBlock key) throws IOException {
        int index = blocks.indexOf(key);
        return index > 0 && blocks.get(index - 1).label().equals(PARAMETERS)
                ? Option.of(ASN1Primitive.fromByteArray(blocks.get(index - 1).content()))
                : Option.none();
    }
}
