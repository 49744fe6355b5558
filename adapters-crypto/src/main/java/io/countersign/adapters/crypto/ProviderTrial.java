package io.countersign.adapters.crypto;

import io.countersign.adapters.crypto.encoding.KeyMaterial;
import io.countersign.adapters.crypto.encoding.KeyReading;
import io.countersign.adapters.crypto.encoding.NamedCurve;
import io.countersign.adapters.crypto.encoding.Sec1Key;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.Provider;
import java.util.HexFormat;

/**
 * Finds the first provider that signs a scheme, by having each sign with a published key. The list of services of a
 * provider does not tell: SunEC lists ECDSA and fails on secp256k1.
 */
final class ProviderTrial {

    private static final BigInteger ONE = BigInteger.ONE;

    private ProviderTrial() {}

    /**
     * A provider that may sign.
     *
     * @param name its name
     * @param provider the provider, or why it is missing
     */
    record Candidate(String name, Either<String, Provider> provider) {

        /** Returns why it does not sign that scheme, if so. */
        private Option<String> faultFor(SignatureScheme scheme) {
            return provider.fold(Option::some, loaded -> fault(scheme, loaded)).map(fault -> name + " " + fault);
        }
    }

    /** Chooses the first candidate that signs that scheme; if none does, none, and the reasons. */
    static ProviderChoice first(SignatureScheme scheme, Seq<Candidate> candidates, String distinction) {
        List<String> faults = List.empty();
        for (Candidate candidate : candidates) {
            Option<String> fault = candidate.faultFor(scheme);
            if (fault.isEmpty()) {
                return new ProviderChoice(scheme, candidate.provider().toOption(), faults.prepend(distinction)
                        .mkString("; "));
            }
            faults = faults.appendAll(fault);
        }
        return new ProviderChoice(scheme, Option.none(), faults.mkString("; "));
    }

    private static Option<String> fault(SignatureScheme scheme, Provider provider) {
        KeyMaterial material = key(scheme);
        Either<KeyRefusal, PrivateKey> tried = KeyImport.into(provider, material, ProviderPolicy.only(provider));
        tried.forEach(HeldKey::destroyed);
        return tried.swap().toOption().map(refusal -> "does not sign " + scheme.joseName()
                + (refusal.kind() == KeyRefusal.Kind.PROVIDER_CANNOT_USE ? " (" + refusal.details().last() + ")" : ""));
    }

    /** Returns why that policy's provider signs nothing of that scheme, if so. */
    static Option<KeyRefusal> refusal(SignatureScheme scheme, ProviderPolicy policy) {
        Either<KeyRefusal, JcaSigningKey> tried = JcaSigningKey.from(key(scheme), policy);
        tried.forEach(JcaSigningKey::close);
        return tried.swap().toOption();
    }

    private static KeyMaterial key(SignatureScheme scheme) {
        try {
            return KeyReading.ofPkcs8((switch (scheme) {
                case ES256 -> scalarOne(NamedCurve.P_256);
                case ES256K -> scalarOne(NamedCurve.SECP256K1);
                case EDDSA -> ed25519();
                case RS256 -> rsa();
            }).getEncoded("DER")).get();
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }

    /** Returns the private key 1, whose public key is the generator. */
    private static PrivateKeyInfo scalarOne(NamedCurve curve) throws IOException {
        return new PrivateKeyInfo(new AlgorithmIdentifier(KeyReading.EC, curve.oid()),
                new Sec1Key(ONE, Option.none(), Option.some(curve.publicPoint(ONE))).toAsn1());
    }

    /** Returns the key of RFC 8032 §7.1, test 1. */
    private static PrivateKeyInfo ed25519() throws IOException {
        HexFormat hex = HexFormat.of();
        return new PrivateKeyInfo(new AlgorithmIdentifier(KeyReading.ED25519),
                new DEROctetString(hex.parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")),
                null, hex.parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
    }

    /** Returns the key of the greatest primes below 2^1024 and 3 · 2^1022. */
    private static PrivateKeyInfo rsa() throws IOException {
        BigInteger p = ONE.shiftLeft(1024).subtract(BigInteger.valueOf(105));
        BigInteger q = BigInteger.valueOf(3).shiftLeft(1022).subtract(BigInteger.valueOf(91));
        BigInteger e = BigInteger.valueOf(65537);
        BigInteger d = e.modInverse(p.subtract(ONE).multiply(q.subtract(ONE)));
        return new PrivateKeyInfo(new AlgorithmIdentifier(KeyReading.RSA, DERNull.INSTANCE),
                new RSAPrivateKey(p.multiply(q), e, d, p, q, d.mod(p.subtract(ONE)), d.mod(q.subtract(ONE)),
                        q.modInverse(p)));
    }
}
