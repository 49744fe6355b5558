package io.countersign.sandbox.enrolment;

import com.yubico.webauthn.RegisteredCredential;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.COSEAlgorithmIdentifier;
import io.countersign.sandbox.model.KeyAlgorithm;
import io.vavr.control.Option;

import java.io.IOException;
import java.security.GeneralSecurityException;

/**
 * A passkey's public key as authenticators encode it (COSE_Key, RFC 9052 §7).
 *
 * @param bytes the COSE_Key
 * @param algorithm the signature algorithm
 * @param check verifies signatures with the key
 */
public record CosePublicKey(ByteArray bytes, KeyAlgorithm algorithm, SignatureCheck check) {

    // Yubico's library knows keys only as a part of credentials.
    private static final ByteArray ANY = new ByteArray(new byte[1]);

    /**
     * Reads a public key.
     *
     * @throws IllegalArgumentException if the bytes are not a COSE_Key that the sandbox can verify with; the message
     *     says why
     */
    static CosePublicKey of(byte[] coseKey) {
        ByteArray bytes = new ByteArray(coseKey);
        KeyAlgorithm algorithm = algorithm(bytes).getOrElseThrow(() -> new IllegalArgumentException(
                "no COSE_Key of an algorithm that the sandbox checks: ES256, EdDSA or RS256"));
        SubmittedPublicKey key = SubmittedPublicKey.ofDer(subjectPublicKeyInfo(bytes));
        if (key.algorithm() != algorithm) {
            throw new IllegalArgumentException("a COSE_Key whose algorithm does not fit its key");
        }
        return new CosePublicKey(bytes, algorithm, key.check());
    }

    private static Option<KeyAlgorithm> algorithm(ByteArray coseKey) {
        try {
            return Option.ofOptional(COSEAlgorithmIdentifier.fromPublicKey(coseKey))
                    .flatMap(algorithm -> switch (algorithm) {
                        case ES256 -> Option.some(KeyAlgorithm.ES256);
                        case EdDSA, Ed25519 -> Option.some(KeyAlgorithm.EDDSA);
                        case RS256 -> Option.some(KeyAlgorithm.RS256);
                        default -> Option.none();
                    });
        } catch (RuntimeException notCbor) {
            return Option.none();
        }
    }

    private static byte[] subjectPublicKeyInfo(ByteArray coseKey) {
        try {
            return RegisteredCredential.builder().credentialId(ANY).userHandle(ANY).publicKeyCose(coseKey).build()
                    .getParsedPublicKey().getEncoded();
        } catch (IOException | GeneralSecurityException | RuntimeException damaged) {
            throw new IllegalArgumentException("a COSE_Key that is damaged");
        }
    }

    @Override
    public String toString() {
        return "CosePublicKey[" + algorithm.joseName() + "]";
    }
}
