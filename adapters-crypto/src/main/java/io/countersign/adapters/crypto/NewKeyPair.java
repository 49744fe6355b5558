package io.countersign.adapters.crypto;

import io.countersign.adapters.crypto.encoding.PemBlock;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.vavr.control.Either;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;

import java.io.IOException;
import java.security.KeyPair;
import java.security.Provider;
import java.util.Arrays;
import java.util.Objects;

/**
 * A key pair that was just made: the private key to be kept, the public key to be registered with the API.
 *
 * <p>Safe for use by several threads. {@link #close} wipes the private key; {@code toString} shows none of it.
 */
public final class NewKeyPair implements AutoCloseable {

    private final SignatureScheme scheme;
    private final transient char[] privateKeyPem;
    private final String publicKeyPem;

    private NewKeyPair(SignatureScheme scheme, char[] privateKeyPem, String publicKeyPem) {
        this.scheme = scheme;
        this.privateKeyPem = privateKeyPem;
        this.publicKeyPem = publicKeyPem;
    }

    /** A key pair for that scheme, made with Bouncy Castle and the platform's randomness. RSA keys have 3072 bits. */
    public static Either<KeyRefusal, NewKeyPair> generate(SignatureScheme scheme) {
        return generate(scheme, ProviderPolicy.bouncyCastle());
    }

    /** The same with that provider, which must have such keys and show their encoding. */
    public static Either<KeyRefusal, NewKeyPair> generate(SignatureScheme scheme, Provider provider) {
        return generate(scheme, ProviderPolicy.helping(provider));
    }

    /** The same with the provider that the policy has for that scheme. */
    public static Either<KeyRefusal, NewKeyPair> generate(SignatureScheme scheme, ProviderPolicy policy) {
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(policy, "policy");
        return policy.signing(scheme)
                .flatMap(provider -> GeneratedKey.pair(scheme, policy).flatMap(pair -> of(scheme, pair, provider)));
    }

    private static Either<KeyRefusal, NewKeyPair> of(SignatureScheme scheme, KeyPair pair, Provider provider) {
        try {
            return Either.right(new NewKeyPair(scheme, privatePem(pair.getPrivate().getEncoded()),
                    new String(PemBlock.text("PUBLIC KEY", pair.getPublic().getEncoded()))));
        } catch (Exception | Error showsNoEncoding) {
            return Either.left(KeyProbe.refusal(provider, scheme, showsNoEncoding));
        } finally {
            HeldKey.destroyed(pair.getPrivate());
        }
    }

    /** The first version of PKCS#8, without the public key that the second may carry and OpenSSL 3.0 does not read. */
    private static char[] privatePem(byte[] encoded) throws IOException {
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(encoded);
        byte[] plain = new PrivateKeyInfo(info.getPrivateKeyAlgorithm(), info.parsePrivateKey()).getEncoded("DER");
        try {
            return PemBlock.text("PRIVATE KEY", plain);
        } finally {
            Arrays.fill(plain, (byte) 0);
            Arrays.fill(encoded, (byte) 0);
        }
    }

    /** What the keys are for. */
    public SignatureScheme scheme() {
        return scheme;
    }

    /** The private key as PKCS#8 PEM (RFC 7468 §10), not encrypted: a fresh copy, for the caller to wipe. */
    public char[] privateKeyPem() {
        return privateKeyPem.clone();
    }

    /** The public key as PEM (RFC 7468 §13, {@code SubjectPublicKeyInfo}): what is registered with the API. */
    public String publicKeyPem() {
        return publicKeyPem;
    }

    /** Wipes the private key. Closing again does nothing. */
    @Override
    public void close() {
        Arrays.fill(privateKeyPem, '\0');
    }

    @Override
    public String toString() {
        return "NewKeyPair[" + scheme.joseName() + "]";
    }
}
