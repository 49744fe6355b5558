package io.countersign.adapters.crypto.remote;

import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.crypto.DataLengthException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.encodings.PKCS1Encoding;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.DSAEncoding;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

import java.math.BigInteger;

/**
 * What each of the services that keep keys is asked, and how it answers, by its API reference. Signs with Bouncy
 * Castle's lightweight API, not by the way under test.
 */
enum SigningService {
    /** {@code Sign}, {@code MessageType: DIGEST}; for Ed25519 {@code RAW}. */
    AWS_KMS {
        @Override
        Option<Agreement> agreementFor(SignatureScheme scheme) {
            return Option.some(new Agreement(
                    scheme == SignatureScheme.EDDSA ? SigningInput.MESSAGE : SigningInput.SHA256_DIGEST,
                    SignatureEncoding.ofTheApi(scheme)));
        }
    },
    /** {@code asymmetricSign}, here with {@code data}; {@code digest} is as with the one above. */
    GOOGLE_CLOUD_KMS {
        @Override
        Option<Agreement> agreementFor(SignatureScheme scheme) {
            return Option.some(new Agreement(SigningInput.MESSAGE, SignatureEncoding.ofTheApi(scheme)));
        }
    },
    /** {@code sign}, always a digest; no Ed25519. */
    AZURE_KEY_VAULT {
        @Override
        Option<Agreement> agreementFor(SignatureScheme scheme) {
            return Option.when(scheme != SignatureScheme.EDDSA,
                    () -> new Agreement(SigningInput.SHA256_DIGEST, SignatureEncoding.RAW));
        }
    },
    /** {@code sign}, here with {@code marshaling_algorithm: jws}; no secp256k1. */
    VAULT_TRANSIT {
        @Override
        Option<Agreement> agreementFor(SignatureScheme scheme) {
            return Option.when(scheme != SignatureScheme.ES256K,
                    () -> new Agreement(SigningInput.MESSAGE, SignatureEncoding.RAW));
        }
    };

    /** The input and the answer of the service. */
    record Agreement(SigningInput input, SignatureEncoding encoding) {}

    /** The service's way with keys for that scheme, if it has such keys. */
    abstract Option<Agreement> agreementFor(SignatureScheme scheme);

    /** A signer with that key (PKCS#8) that takes and answers what is agreed. */
    static RemoteSigner holding(
            String pem, SignatureScheme scheme, SigningInput input, SignatureEncoding encoding) {
        return given -> {
            try {
                AsymmetricKeyParameter key = PrivateKeyFactory.createKey(Keys.der(pem));
                return Either.<SigningFailure, byte[]>right(switch (scheme) {
                    case ES256, ES256K -> ecdsa((ECPrivateKeyParameters) key, digest(input, given), encoding);
                    case EDDSA -> ed25519(key, given);
                    case RS256 -> rsa(key, digest(input, given));
                });
            } catch (Exception broken) {
                throw new AssertionError(broken);
            }
        };
    }

    private static byte[] digest(SigningInput input, byte[] given) {
        if (input == SigningInput.SHA256_DIGEST) {
            if (given.length != 32) {
                throw new DataLengthException("the digest has " + given.length + " bytes");
            }
            return given;
        }
        byte[] digest = new byte[32];
        var sha256 = new SHA256Digest();
        sha256.update(given, 0, given.length);
        sha256.doFinal(digest, 0);
        return digest;
    }

    private static byte[] ecdsa(ECPrivateKeyParameters key, byte[] digest, SignatureEncoding encoding)
            throws Exception {
        var signer = new ECDSASigner();
        signer.init(true, key);
        BigInteger[] numbers = signer.generateSignature(digest);
        DSAEncoding encoder =
                encoding == SignatureEncoding.DER ? StandardDSAEncoding.INSTANCE : PlainDSAEncoding.INSTANCE;
        return encoder.encode(key.getParameters().getN(), numbers[0], numbers[1]);
    }

    private static byte[] ed25519(AsymmetricKeyParameter key, byte[] message) {
        var signer = new Ed25519Signer();
        signer.init(true, key);
        signer.update(message, 0, message.length);
        return signer.generateSignature();
    }

    private static byte[] rsa(AsymmetricKeyParameter key, byte[] digest) throws Exception {
        var engine = new PKCS1Encoding(new RSABlindedEngine());
        engine.init(true, key);
        byte[] digestInfo = new DigestInfo(
                new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE), digest).getEncoded("DER");
        return engine.processBlock(digestInfo, 0, digestInfo.length);
    }
}
