package io.countersign.adapters.crypto.password;

import io.countersign.adapters.crypto.encoding.PemBlock;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;

/**
 * Encrypted PKCS#8 (RFC 5958 §3) with PBES2 (RFC 8018 §6.2): PBKDF2 with HMAC-SHA256, or scrypt (RFC 7914 §7), and
 * AES-256 in CBC mode. Read by hand, since the parameters are checked against {@link KeyDerivationLimits} before any
 * work is done, which the readers of the JCA do not do.
 */
final class Pbes2 {

    /** RFC 7914 §7. The two artifacts of Bouncy Castle have no common name for it, and no common class. */
    private static final ASN1ObjectIdentifier SCRYPT = new ASN1ObjectIdentifier("1.3.6.1.4.1.11591.4.11");

    private static final Map<ASN1ObjectIdentifier, String> OTHERS = HashMap.of(
            PKCSObjectIdentifiers.pbeWithMD5AndDES_CBC, "PBES1 (MD5 and DES)",
            PKCSObjectIdentifiers.pbeWithSHA1AndDES_CBC, "PBES1 (SHA-1 and DES)",
            PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC, "PKCS#12 (SHA-1 and 3DES)",
            PKCSObjectIdentifiers.des_EDE3_CBC, "3DES", NISTObjectIdentifiers.id_aes128_CBC, "AES-128-CBC",
            NISTObjectIdentifiers.id_aes192_CBC, "AES-192-CBC", NISTObjectIdentifiers.id_aes256_GCM, "AES-256-GCM",
            PKCSObjectIdentifiers.id_hmacWithSHA1, "HMAC-SHA1", PKCSObjectIdentifiers.id_hmacWithSHA512, "HMAC-SHA512");

    private static final BigInteger KEY_BYTES = BigInteger.valueOf(KeyDerivation.KEY_BITS / 8);
    private static final int BLOCK_BYTES = 16;
    static final byte[] NO_HEADER = {};

    private Pbes2() {}

    /** Reads a key in DER, or returns what is wrong with it. Throws what the ASN.1 library throws if it is not DER. */
    static Either<String, LockedKey> read(byte[] der) throws IOException {
        EncryptedPrivateKeyInfo locked = EncryptedPrivateKeyInfo.getInstance(ASN1Primitive.fromByteArray(der));
        ASN1ObjectIdentifier algorithm = locked.getEncryptionAlgorithm().getAlgorithm();
        if (!algorithm.equals(PKCSObjectIdentifiers.id_PBES2)) {
            return Either.left("it is encrypted with " + named(algorithm) + ", not with PBES2");
        }
        PBES2Parameters parameters = PBES2Parameters.getInstance(locked.getEncryptionAlgorithm().getParameters());
        EncryptionScheme scheme = parameters.getEncryptionScheme();
        if (!scheme.getAlgorithm().equals(NISTObjectIdentifiers.id_aes256_CBC)) {
            return Either.left("its cipher is " + named(scheme.getAlgorithm()) + ", not AES-256 in CBC mode");
        }
        byte[] iv = ASN1OctetString.getInstance(scheme.getParameters()).getOctets();
        byte[] ciphertext = locked.getEncryptedData();
        if (iv.length != BLOCK_BYTES || ciphertext.length == 0 || ciphertext.length % BLOCK_BYTES != 0) {
            return Either.left("what is encrypted is not in whole blocks of " + BLOCK_BYTES + " bytes");
        }
        return derivation(parameters.getKeyDerivationFunc())
                .map(derivation -> new LockedKey(EncryptedKeyForm.PKCS8, derivation, iv, NO_HEADER, ciphertext));
    }

    private static Either<String, KeyDerivation> derivation(KeyDerivationFunc function) {
        if (function.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2)) {
            return pbkdf2(PBKDF2Params.getInstance(function.getParameters()));
        }
        return function.getAlgorithm().equals(SCRYPT)
                ? scrypt(ASN1Sequence.getInstance(function.getParameters()))
                : Either.left("its key derivation is " + named(function.getAlgorithm())
                        + ", neither PBKDF2 nor scrypt");
    }

    private static Either<String, KeyDerivation> pbkdf2(PBKDF2Params parameters) {
        if (!parameters.getPrf().getAlgorithm().equals(PKCSObjectIdentifiers.id_hmacWithSHA256)) {
            return Either.left("its PBKDF2 is with " + named(parameters.getPrf().getAlgorithm())
                    + ", not with HMAC-SHA256");
        }
        return ofRightLength(Option.of(parameters.getKeyLength()))
                .flatMap(fits -> KeyDerivationLimits.pbkdf2(parameters.getIterationCount(), parameters.getSalt()));
    }

    private static Either<String, KeyDerivation> scrypt(ASN1Sequence parameters) {
        if (parameters.size() < 4 || parameters.size() > 5) {
            throw new IllegalArgumentException("scrypt-params");
        }
        Option<BigInteger> keyLength = Option.when(parameters.size() == 5, () -> number(parameters, 4));
        byte[] salt = ASN1OctetString.getInstance(parameters.getObjectAt(0)).getOctets();
        return ofRightLength(keyLength).flatMap(fits -> KeyDerivationLimits.scrypt(
                number(parameters, 1), number(parameters, 2), number(parameters, 3), salt));
    }

    private static String named(ASN1ObjectIdentifier algorithm) {
        return OTHERS.getOrElse(algorithm,
                algorithm.getId().length() > 40 ? "an unknown algorithm" : algorithm.getId());
    }

    private static BigInteger number(ASN1Sequence sequence, int index) {
        return ASN1Integer.getInstance(sequence.getObjectAt(index)).getValue();
    }

    private static Either<String, Boolean> ofRightLength(Option<BigInteger> keyLength) {
        return keyLength.forAll(KEY_BYTES::equals)
                ? Either.right(true)
                : Either.left("it derives a key that is not " + KEY_BYTES + " bytes long, as AES-256 has it");
    }

    /** Encodes a key as PEM. */
    static String pem(LockedKey key) {
        try {
            return new String(PemBlock.text("ENCRYPTED PRIVATE KEY", der(key)));
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }

    private static byte[] der(LockedKey key) throws IOException {
        KeyDerivationFunc function = key.derivation() instanceof KeyDerivation.Scrypt scrypt
                ? new KeyDerivationFunc(SCRYPT, parameters(scrypt))
                : new KeyDerivationFunc(
                        PKCSObjectIdentifiers.id_PBKDF2, parameters((KeyDerivation.Pbkdf2) key.derivation()));
        var cipher = new EncryptionScheme(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(key.iv()));
        var algorithm = new AlgorithmIdentifier(
                PKCSObjectIdentifiers.id_PBES2, new PBES2Parameters(function, cipher));
        return new EncryptedPrivateKeyInfo(algorithm, key.ciphertext()).getEncoded("DER");
    }

    private static ASN1Encodable parameters(KeyDerivation.Pbkdf2 pbkdf2) {
        return new PBKDF2Params(pbkdf2.salt(), pbkdf2.iterations(),
                new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE));
    }

    private static ASN1Encodable parameters(KeyDerivation.Scrypt scrypt) {
        ASN1EncodableVector parameters = new ASN1EncodableVector();
        parameters.add(new DEROctetString(scrypt.salt()));
        parameters.add(new ASN1Integer((long) scrypt.n()));
        parameters.add(new ASN1Integer((long) scrypt.r()));
        parameters.add(new ASN1Integer((long) scrypt.p()));
        return new DERSequence(parameters);
    }
}
