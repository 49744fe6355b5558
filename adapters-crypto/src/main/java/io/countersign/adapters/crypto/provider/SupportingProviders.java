package io.countersign.adapters.crypto.provider;

import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;

/**
 * The providers for everything besides signing.
 *
 * @param secrets derives keys from passwords and encrypts
 * @param hashing computes SHA-256 of values that are not secret
 * @param verifying verifies signatures; if none is set, the provider that signed does
 * @param randomness the source of random bytes; if none is set, the platform
 * @param derivingPublicKeys true if Bouncy Castle may derive a public key from a private one
 */
public record SupportingProviders(
        Provider secrets, Provider hashing, Option<Provider> verifying, Option<Provider> randomness,
        boolean derivingPublicKeys) {

    private static final String RANDOM = "SecureRandom";
    /** Services have no order: without a preference the first of SUN is SHA1PRNG. */
    private static final Seq<String> PREFERRED = List.of("DEFAULT", "NativePRNG", "DRBG", "Windows-PRNG");

    public static SupportingProviders bouncyCastle() {
        Provider provider = DefaultProvider.instance();
        return new SupportingProviders(provider, provider, Option.some(provider),
                Option.when(DefaultProvider.isFips(), provider), true);
    }

    /** Returns providers beside which Bouncy Castle does nothing. */
    public static SupportingProviders of(Provider secrets, Provider hashing) {
        return new SupportingProviders(secrets, hashing, Option.none(), Option.some(hashing), false);
    }

    /** Lets Bouncy Castle hash if the provider that signs does not, like SunEC. */
    public static SupportingProviders helping(Provider signing, Provider secrets) {
        SupportingProviders others = bouncyCastle();
        return new SupportingProviders(secrets,
                signing.getService("MessageDigest", Sha256.NAME) == null ? others.hashing : signing,
                others.verifying, others.randomness, true);
    }

    public Sha256 sha256() {
        return new Sha256(hashing);
    }

    /** Returns the source of randomness, if it is not the platform's. */
    public Option<SecureRandom> ownRandom() throws NoSuchAlgorithmException {
        return randomness.isEmpty() ? Option.none() : Option.some(random());
    }

    public SecureRandom random() throws NoSuchAlgorithmException {
        return randomness.isEmpty() ? new SecureRandom() : randomOf(randomness.get());
    }

    private static SecureRandom randomOf(Provider provider) throws NoSuchAlgorithmException {
        Seq<String> offered = List.ofAll(provider.getServices())
                .filter(service -> service.getType().equals(RANDOM)).map(Provider.Service::getAlgorithm).sorted();
        String algorithm = PREFERRED.find(offered::contains).orElse(offered.headOption())
                .getOrElseThrow(() -> new NoSuchAlgorithmException(RANDOM));
        return SecureRandom.getInstance(algorithm, provider);
    }
}
