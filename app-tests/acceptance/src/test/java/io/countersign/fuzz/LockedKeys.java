package io.countersign.fuzz;

import static io.countersign.adapters.crypto.ProviderPolicy.signingWith;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.countersign.adapters.crypto.password.EncryptedKeyForm;
import io.countersign.adapters.crypto.password.PasswordKeyUnlocker;
import io.countersign.domain.challenge.EncryptedPrivateKey;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.UnlockedKey;
import io.vavr.control.Either;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Encrypted private keys. The first byte chooses: a whole text; the DER of encrypted PKCS#8; the bytes of the WebCrypto
 * form, completed with a checksum; or the plaintext of either, which {@link CheapDecryption} does not encrypt.
 */
final class LockedKeys implements FuzzedParser.Parser {

    private static final AlgorithmIdentifier PBES2 = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2,
            new PBES2Parameters(
                    new KeyDerivationFunc(PKCSObjectIdentifiers.id_PBKDF2, new PBKDF2Params(new byte[8], 1,
                            new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE))),
                    new EncryptionScheme(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(new byte[16]))));
    /** Version 1, one iteration, 16 bytes of salt, the salt, the initialisation vector. */
    private static final byte[] WEBCRYPTO_HEADER = HexFormat.of().parseHex("010000000110" + "00".repeat(28));

    private final PasswordKeyUnlocker unlocker = PasswordKeyUnlocker.askingFor(
            () -> "the-password".toCharArray(), signingWith(new BouncyCastleProvider(), new CheapDecryption()))
            .withForms(EncryptedKeyForm.PKCS8, EncryptedKeyForm.WEB_CRYPTO_1).dangerouslyWithoutPublicKey();

    @Override
    public boolean accepts(byte[] input) throws GeneralSecurityException, IOException {
        String text = text(input);
        Either<SigningFailure, UnlockedKey> answer = unlocker.unlock(new EncryptedPrivateKey(text));
        if (answer.isLeft()) {
            Checks.inOneLine(answer.getLeft().message(), "the-password");
            Checks.nothingOf(text, answer.getLeft().message() + answer.getLeft());
            return false;
        }
        try (UnlockedKey key = answer.get()) {
            Checks.holds(key.sign(new byte[] {1}).isRight(), "a key that was opened signs");
        }
        return true;
    }

    private static String text(byte[] input) throws GeneralSecurityException, IOException {
        byte[] rest = Arrays.copyOfRange(input, Math.min(1, input.length), input.length);
        return switch (input.length == 0 ? 0 : input[0] & 7) {
            case 0, 1 -> new String(rest, ISO_8859_1);
            case 2, 3 -> Base64.getEncoder().encodeToString(rest);
            case 4, 5 -> webCrypto(rest);
            case 6 -> webCrypto(joined(WEBCRYPTO_HEADER, rest, new byte[16]));
            default -> Base64.getEncoder().encodeToString(
                    new EncryptedPrivateKeyInfo(PBES2, padded(rest)).getEncoded());
        };
    }

    private static String webCrypto(byte[] bytes) throws GeneralSecurityException {
        byte[] checksum = Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(bytes), 4);
        return "cskey." + Base64.getUrlEncoder().withoutPadding().encodeToString(joined(bytes, checksum));
    }

    private static byte[] padded(byte[] bytes) {
        byte[] padded = Arrays.copyOf(bytes, bytes.length + 16 - bytes.length % 16);
        Arrays.fill(padded, bytes.length, padded.length, (byte) (padded.length - bytes.length));
        return padded;
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
