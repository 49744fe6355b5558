package io.countersign.adapters.crypto.provider;

import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;

/**
 * Who does what is not signing.
 *
 * @param secrets derives keys from passwords and encrypts
 * @param hashing makes SHA-256 of what is no secret
 * @param verifying proves signatures; where none is set, whoever signed does
 * @param randomness where random bytes come from; where none is set, the platform
 * @param derivingPublicKeys whether Bouncy Castle may work a public key out from a private one
 */
public record SupportingProviders(
        Provider secrets, Provider hashing, Option<Provider> verifying, Option<Provider> randomness,
        boolean derivingPublicKeys) {

    private static final String RANDOM = "SecureRandom";
    /** Services are in no order: without a preference SUN's first is SHA1PRNG. Others have one, and call it theirs. */
    private static final Seq<String> PREFERRED = List.of("DEFAULT", "NativePRNG", "DRBG", "Windows-PRNG");

    public static SupportingProviders bouncyCastle() {
        Provider provider = DefaultProvider.instance();
        return new SupportingProviders(provider, provider, Option.some(provider),
                Option.when(DefaultProvider.isFips(), provider), true);
    }

    public static SupportingProviders only(Provider provider) {
        return new SupportingProviders(provider, provider, Option.none(), Option.some(provider), false);
    }

    public static SupportingProviders apart(Provider secrets, Provider hashing) {
        return new SupportingProviders(secrets, hashing, Option.none(), Option.some(hashing), false);
    }

    /** SunEC, for one, signs and does not hash. */
    public static SupportingProviders helping(Provider signing, Provider secrets) {
        SupportingProviders others = bouncyCastle();
        return new SupportingProviders(secrets,
                signing.getService("MessageDigest", Sha256.NAME) == null ? others.hashing : signing,
                others.verifying, others.randomness, true);
    }

    /** The same but for who proves signatures. */
    public SupportingProviders verifyingBy(Option<Provider> another) {
        return new SupportingProviders(secrets, hashing, another, randomness, derivingPublicKeys);
    }

    public Sha256 sha256() {
        return new Sha256(hashing);
    }

    /** A source of randomness, if it is not the platform's. */
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
