package io.countersign.adapters.crypto.encoding;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.countersign.adapters.crypto.scheme.KeyRefusal.Kind;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;

import java.io.IOException;
import java.util.HexFormat;

/**
 * Reads the only private key in a PEM text: PKCS#8, SEC 1 (RFC 5915) or PKCS#1 (RFC 8017), as its content has it,
 * whatever the label says.
 */
public final class PemPrivateKey {

    /** The longest text that is read, in characters. The longest accepted key has a fifth of it. */
    public static final int LIMIT = 64 * 1024;

    static final String PRIVATE_KEY = "PRIVATE KEY";

    private static final String PARAMETERS = "EC PARAMETERS";
    private static final int PKCS12_VERSION = 3;
    private static final String OPENSSH = "openssh-key-v1";
    /** The length of what stands before the private part of the shortest key of OpenSSH. */
    private static final int OPENSSH_PUBLIC = 90;
    /** The ciphers that OpenSSL 3 has without its legacy provider, in PEM and, by object identifiers, in PKCS#8. */
    private static final Seq<String> MODERN_CIPHERS =
            List.of("AES-128-CBC", "AES-192-CBC", "AES-256-CBC", "DES-EDE3-CBC");
    private static final Seq<String> MODERN_ALGORITHMS = List.of(
            "6086480165030401", "2a864886f70d0307", "2a864886f70d010c0103");
    private static final Seq<String> OLD_PKCS12 = List.of("2a864886f70d010c0105", "2a864886f70d010c0106");

    private final Seq<PemBlock> blocks;

    private PemPrivateKey(Seq<PemBlock> blocks) {
        this.blocks = blocks;
    }

    /** Reads the key, or returns why it is refused. */
    public static Either<KeyRefusal, KeyMaterial> read(char[] pem) {
        if (pem.length > LIMIT) {
            return Either.left(KeyRefusal.of(Kind.TOO_LONG, LIMIT));
        }
        PemBlocks blocks = PemBlocks.in(pem);
        try {
            return blocks.areDamaged()
                    ? Either.left(KeyRefusal.of(Kind.DAMAGED))
                    : new PemPrivateKey(blocks.all()).theOne();
        } catch (IOException | RuntimeException | StackOverflowError notWhatItSaysItIs) {
            // Bouncy Castle FIPS follows nested structures as deep as they go.
            return Either.left(KeyRefusal.of(Kind.DAMAGED));
        } finally {
            blocks.wipe();
        }
    }

    private Either<KeyRefusal, KeyMaterial> theOne() throws IOException {
        Seq<PemBlock> keys = blocks.filter(block -> block.label().endsWith(PRIVATE_KEY));
        return switch (keys.size()) {
            case 0 -> Either.left(insteadOfAKey());
            case 1 -> materialOf(keys.head());
            default -> Either.left(KeyRefusal.of(Kind.SEVERAL_KEYS, keys.size()));
        };
    }

    private KeyRefusal insteadOfAKey() {
        if (blocks.exists(block -> block.label().endsWith("PUBLIC KEY"))) {
            return KeyRefusal.of(Kind.PUBLIC_KEY_GIVEN, "public key");
        }
        return blocks.exists(block -> block.label().endsWith("CERTIFICATE"))
                ? KeyRefusal.of(Kind.PUBLIC_KEY_GIVEN, "certificate")
                : KeyRefusal.of(Kind.NO_KEY);
    }

    private Either<KeyRefusal, KeyMaterial> materialOf(PemBlock key) throws IOException {
        if (key.cipher().isDefined()) {
            return Either.left(KeyRefusal.of(Kind.ENCRYPTED_KEY_GIVEN,
                    !key.cipher().exists(MODERN_CIPHERS::contains) ? "an old cipher" : ""));
        }
        String start = new String(key.content(), 0, Math.min(key.content().length, OPENSSH_PUBLIC), ISO_8859_1);
        if (start.startsWith(OPENSSH)) {
            return Either.left(KeyRefusal.of(Kind.UNSUPPORTED_FORM,
                    start.contains("ssh-ed25519") ? "OpenSSH (Ed25519)" : "OpenSSH"));
        }
        ASN1Sequence members = ASN1Sequence.getInstance(key.content());
        ASN1Primitive first = members.getObjectAt(0).toASN1Primitive();
        ASN1Primitive second = members.getObjectAt(1).toASN1Primitive();
        if (first instanceof ASN1Sequence) {
            return Either.left(second instanceof ASN1OctetString
                    ? KeyRefusal.of(Kind.ENCRYPTED_KEY_GIVEN, hasOldCipher(key.content()) ? "an old cipher" : "")
                    : KeyRefusal.of(Kind.PUBLIC_KEY_GIVEN, members.size() > 2 ? "certificate" : "public key"));
        }
        if (!(first instanceof ASN1Integer version)) {
            return Either.left(KeyRefusal.of(Kind.UNSUPPORTED_FORM, ""));
        }
        if (second instanceof ASN1OctetString) {
            return KeyReading.ofSec1(key.content(), parametersBefore(key));
        }
        if (second instanceof ASN1Sequence) {
            return version.hasValue(PKCS12_VERSION)
                    ? Either.left(KeyRefusal.of(Kind.UNSUPPORTED_FORM,
                            names(key.content(), OLD_PKCS12) ? "PKCS#12 (RC2)" : "PKCS#12"))
                    : KeyReading.ofPkcs8(key.content());
        }
        return switch (members.size()) {
            case 6 -> Either.left(KeyRefusal.of(Kind.UNSUPPORTED_ALGORITHM, "DSA"));
            // The tenth member is for more than two primes (RFC 8017 A.1.2).
            case 10 -> Either.left(KeyRefusal.of(Kind.UNSUPPORTED_ALGORITHM, "multi-prime RSA"));
            default -> KeyReading.ofPkcs1(key.content());
        };
    }

    /** Returns true if OpenSSL 3 decrypts that encrypted PKCS#8 with its legacy provider only. */
    public static boolean hasOldCipher(byte[] encrypted) {
        return !names(encrypted, MODERN_ALGORITHMS);
    }

    /** Returns true if one of these object identifiers is in the content, which holds nothing secret in the clear. */
    private static boolean names(byte[] content, Seq<String> identifiers) {
        String hex = HexFormat.of().formatHex(content);
        return identifiers.exists(hex::contains);
    }

    /** Returns the curve that {@code openssl ecparam -genkey} writes before the key. */
    private Option<ASN1Encodable> parametersBefore(PemBlock key) throws IOException {
        int index = blocks.indexOf(key);
        return index > 0 && blocks.get(index - 1).label().equals(PARAMETERS)
                ? Option.of(ASN1Primitive.fromByteArray(blocks.get(index - 1).content()))
                : Option.none();
    }
}
