package io.countersign.adapters.crypto;

import io.countersign.adapters.crypto.encoding.PemBlock;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.KeyRefusedException;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.vavr.control.Either;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;

import java.io.IOException;
import java.security.KeyPair;
import java.security.Provider;
import java.util.Arrays;
import java.util.Objects;

/**
 * A new key pair: the private key to be kept, the public key to be registered with the API.
 *
 * <p>Safe for use by several threads. {@link #close} overwrites the private key; {@code toString} shows none of it.
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

    /** Generates a key pair with Bouncy Castle. See {@link #generate(SignatureScheme, ProviderPolicy)}. */
    public static Either<KeyRefusal, NewKeyPair> generate(SignatureScheme scheme) {
        return generate(scheme, ProviderPolicy.bouncyCastle());
    }

    /**
     * Generates a key pair with Bouncy Castle.
     *
     * @throws KeyRefusedException if {@link #generate(SignatureScheme)} refuses
     */
    public static NewKeyPair generateOrThrow(SignatureScheme scheme) {
        return KeyRefusedException.valueOrThrow(generate(scheme));
    }

    /**
     * Generates a key pair.
     *
     * @param scheme the scheme to sign; RSA keys have 3072 bits
     * @param policy names the provider, which must show the encoding of its keys
     * @return the key pair, or why there is none
     */
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

    /** Encodes the first version of PKCS#8: OpenSSL 3.0 does not read the second, which may carry a public key. */
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

    /** Returns the scheme of the keys. */
    public SignatureScheme scheme() {
        return scheme;
    }

    /** Returns the private key as unencrypted PKCS#8 PEM (RFC 7468 §10): a copy, which the caller overwrites. */
    public char[] privateKeyPem() {
        return privateKeyPem.clone();
    }

    /** Returns the public key as PEM (RFC 7468 §13, {@code SubjectPublicKeyInfo}), to be registered with the API. */
    public String publicKeyPem() {
        return publicKeyPem;
    }

    /** Overwrites the private key. Closing again does nothing. */
    @Override
    public void close() {
        Arrays.fill(privateKeyPem, '\0');
    }

    @Override
    public String toString() {
        return "NewKeyPair[" + scheme.joseName() + "]";
    }
}
