package io.countersign.adapters.crypto;

import io.countersign.adapters.crypto.provider.DefaultProvider;
import io.countersign.adapters.crypto.provider.NativeProvider;
import io.countersign.adapters.crypto.provider.SupportingProviders;
import io.countersign.adapters.crypto.scheme.KeyRefusal.Kind;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.vavr.Function1;
import io.vavr.Lazy;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.security.Provider;
import java.security.Security;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Names the providers that do the cryptography, and the part that each does.
 *
 * <pre>{@code
 * JcaSigningKey.fromPem(pem, ProviderPolicy.fastest());
 * JcaSigningKey.fromPem(pem, ProviderPolicy.signingWith(provider));
 * }</pre>
 *
 * <p>Under {@link #signingWith} Bouncy Castle may do what needs neither the private key nor a password, such as hashing
 * and verifying. Under {@link #only} no other provider does anything. Bouncy Castle's classes read PEM and ASN.1 under
 * every policy, which needs no provider.
 *
 * <p>Immutable and safe for use by several threads, if its providers are. The JVM-wide list of providers is not
 * changed, and read by {@link #jdk} alone.
 */
public final class ProviderPolicy {

    static {
        DefaultProvider.find();
    }

    private static final Seq<SignatureScheme> SCHEMES = List.of(SignatureScheme.values());
    /** Chosen once for the JVM, in which artifacts do not change. */
    private static final Function1<SignatureScheme, ProviderChoice> FASTEST =
            Function1.<SignatureScheme, ProviderChoice>of(ProviderPolicy::fastest).memoized();
    private static final Seq<String> JDK_SIGNERS = List.of("SunEC", "SunRsaSign");

    private final Function1<SignatureScheme, ProviderChoice> signing;
    /** Made when it is first needed: classes of a provider that is not wanted are not loaded. */
    private final Lazy<SupportingProviders> support;
    private final boolean deterministic;

    private ProviderPolicy(Function1<SignatureScheme, ProviderChoice> signing, Lazy<SupportingProviders> support,
            boolean deterministic) {
        this.signing = signing;
        this.support = support;
        this.deterministic = deterministic;
    }

    /** Makes a policy that chooses once for each scheme, when it is first asked for. */
    private static ProviderPolicy of(
            Function1<SignatureScheme, ProviderChoice> signing, Supplier<SupportingProviders> support) {
        return new ProviderPolicy(signing.memoized(), Lazy.of(support), false);
    }

    private static ProviderPolicy signing(Provider provider, String reason, Supplier<SupportingProviders> support) {
        return of(scheme -> new ProviderChoice(scheme, Option.some(provider), reason), support);
    }

    /**
     * Returns the policy by which Bouncy Castle does everything, or its FIPS artifact if that is the one on the class
     * path. The default wherever no policy is given.
     */
    public static ProviderPolicy bouncyCastle() {
        return of(scheme -> new ProviderChoice(scheme, bouncyCastle(scheme), "the default"),
                SupportingProviders::bouncyCastle);
    }

    private static Option<Provider> bouncyCastle(SignatureScheme scheme) {
        return Option.some(scheme.isEcdsa() ? DefaultProvider.forEcdsa() : DefaultProvider.instance());
    }

    /**
     * Returns the policy by which one provider does everything. What it lacks is refused: an HSM without SHA-256 can
     * hold no passkeys; and no public key is derived from a private one, since the JCA cannot. Providers that this one
     * uses inside are not restricted.
     */
    public static ProviderPolicy only(Provider provider) {
        Objects.requireNonNull(provider, "provider");
        return signing(provider, "the only one that is allowed", () -> SupportingProviders.of(provider, provider));
    }

    /**
     * Returns the policy by which the JDK's own providers do everything: SunEC and SunRsaSign sign, SunJCE decrypts,
     * SUN hashes. They have no {@link SignatureScheme#ES256K} since Java 16, and no scrypt.
     *
     * @throws IllegalStateException if one of them is not in the JVM-wide list of providers
     */
    public static ProviderPolicy jdk() {
        Seq<ProviderTrial.Candidate> signers = JDK_SIGNERS.map(name ->
                new ProviderTrial.Candidate(name, Either.right(ofJvm(name))));
        SupportingProviders support = SupportingProviders.of(ofJvm("SunJCE"), ofJvm("SUN"));
        return of(scheme -> ProviderTrial.first(scheme, signers, "the JDK's own"), () -> support);
    }

    private static Provider ofJvm(String name) {
        return Option.of(Security.getProvider(name)).getOrElseThrow(() ->
                new IllegalStateException("this JVM has no provider " + name + ". Leave it in its list of providers."));
    }

    /**
     * Returns the policy by which the fastest available provider signs each scheme: native code that was loaded and
     * tried (Amazon Corretto Crypto Provider, Conscrypt), or else Bouncy Castle, which does everything besides signing.
     * {@link #choices} lists the choices.
     *
     * <p>The artifacts of native code are optional. One that is missing, or does not load on this machine, is skipped.
     * {@link SignatureScheme#ES256K} stays with Bouncy Castle, which is faster at it; and everything does with its FIPS
     * artifact.
     */
    public static ProviderPolicy fastest() {
        return of(FASTEST, SupportingProviders::bouncyCastle);
    }

    private static ProviderChoice fastest(SignatureScheme scheme) {
        Option<Provider> bouncyCastle = bouncyCastle(scheme);
        if (DefaultProvider.isFips()) {
            return new ProviderChoice(scheme, bouncyCastle,
                    "Bouncy Castle FIPS is on the class path, and no other provider signs beside it");
        }
        if (scheme == SignatureScheme.ES256K) {
            return new ProviderChoice(scheme, bouncyCastle, "faster than native code on secp256k1");
        }
        ProviderChoice choice = ProviderTrial.first(scheme, List.of(NativeProvider.values())
                .map(its -> new ProviderTrial.Candidate(its.title(), its.loaded())), "native code, loaded and tried");
        return choice.provider().isDefined()
                ? choice
                : new ProviderChoice(scheme, bouncyCastle, "no native code: " + choice.reason());
    }

    /** Returns a policy by which a provider signs and decrypts; Bouncy Castle may do what needs no secret. */
    public static ProviderPolicy signingWith(Provider provider) {
        return signingWith(provider, provider);
    }

    /**
     * Returns a policy by which one provider signs and another one decrypts; Bouncy Castle may do what needs no secret.
     *
     * @param signing the provider for signatures
     * @param decrypting the provider for everything that needs a password: it derives keys, encrypts and decrypts
     */
    public static ProviderPolicy signingWith(Provider signing, Provider decrypting) {
        Objects.requireNonNull(signing, "signing");
        Objects.requireNonNull(decrypting, "decrypting");
        return signing(signing, "the one that was given", () -> SupportingProviders.helping(signing, decrypting));
    }

    /**
     * Returns this policy with deterministic ECDSA (RFC 6979): a key makes one signature of a message, and weak
     * randomness cannot reveal the key. Bouncy Castle has it, also as FIPS; a key whose provider has not is refused
     * with {@link KeyRefusal.Kind#NOT_DETERMINISTIC}. Ed25519 and RSA are deterministic anyway.
     */
    public ProviderPolicy withDeterministicEcdsa() {
        return new ProviderPolicy(signing, support, true);
    }

    /** Returns the provider of each scheme. Tries those that have not been tried. */
    public Seq<ProviderChoice> choices() {
        return SCHEMES.map(this::choiceFor);
    }

    /** Returns the provider of one scheme. Tries those that have not been tried. */
    public ProviderChoice choiceFor(SignatureScheme scheme) {
        ProviderChoice choice = signing.apply(Objects.requireNonNull(scheme, "scheme"));
        return new ProviderChoice(scheme, choice.provider().map(DefaultProvider::whole), choice.reason());
    }

    /** Returns the provider that signs a scheme, deterministically if that is demanded. */
    Either<KeyRefusal, Provider> signing(SignatureScheme scheme) {
        return signing(choiceFor(scheme));
    }

    /** Returns that provider, or the part of it that imports a key that was read and signs with it. */
    Either<KeyRefusal, Provider> importing(SignatureScheme scheme) {
        return signing(signing.apply(scheme));
    }

    private Either<KeyRefusal, Provider> signing(ProviderChoice choice) {
        SignatureScheme scheme = choice.scheme();
        if (choice.provider().isEmpty()) {
            return Either.left(KeyRefusal.of(Kind.NO_PROVIDER_SIGNS, scheme.joseName(), choice.reason()));
        }
        Provider provider = choice.provider().get();
        return isMadeDeterministic(scheme) && provider.getService("Signature", signatureAlgorithm(scheme)) == null
                ? Either.left(KeyRefusal.of(Kind.NOT_DETERMINISTIC, provider.getName(), scheme.joseName()))
                : Either.right(provider);
    }

    /** Returns the provider that verifies what another one signed. */
    Provider verifying(Provider signing) {
        return DefaultProvider.isPart(signing) ? signing : support().verifying().getOrElse(signing);
    }

    /** Returns the name of the algorithm for {@link java.security.Signature}. */
    String signatureAlgorithm(SignatureScheme scheme) {
        return isMadeDeterministic(scheme) ? "SHA256withECDDSA" : scheme.signatureAlgorithm();
    }

    private boolean isMadeDeterministic(SignatureScheme scheme) {
        return deterministic && scheme.isEcdsa();
    }

    /** Has the provider of a scheme sign with a published key; returns why it does not, if so. */
    public Option<KeyRefusal> refusal(SignatureScheme scheme) {
        return ProviderTrial.refusal(scheme, this);
    }

    /** Returns the providers that do everything besides signing. For this module, which does not export the type. */
    @SuppressWarnings("exports")
    public SupportingProviders support() {
        return support.get();
    }

    /** Returns the choices, one on each line. */
    @Override
    public String toString() {
        return choices().mkString("\n");
    }
}
