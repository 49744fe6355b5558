package io.countersign.adapters.crypto;

import io.countersign.adapters.crypto.access.HiddenPolicy;
import io.countersign.adapters.crypto.encoding.KeyMaterial;
import io.countersign.adapters.crypto.provider.DefaultProvider;
import io.countersign.adapters.crypto.provider.NativeProvider;
import io.countersign.adapters.crypto.provider.SupportingProviders;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.vavr.Function1;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.security.Provider;
import java.security.Security;
import java.util.Objects;

/**
 * Which providers may do the cryptography, and which of them does what. Wherever this package takes a provider it takes
 * a policy, too:
 *
 * <pre>{@code
 * JcaSigningKey.fromPem(pem, ProviderPolicy.fastest());
 * JcaSigningKey.fromPem(pem, ProviderPolicy.only(provider));
 * }</pre>
 *
 * <p>A provider that is given alone, as in {@link JcaSigningKey#fromPem(char[], ProviderPolicy)}, does what needs the private
 * key or the password; what needs neither, such as hashing and verifying, Bouncy Castle may do. Under {@link #only}
 * nobody else does anything: what that provider lacks is refused.
 *
 * <p>Reading PEM and ASN.1 is no provider's work, and done by Bouncy Castle's classes under every policy.
 *
 * <p>Immutable and safe for use by several threads, if its providers are. The JVM-wide list of providers is not changed,
 * and asked by {@link #jdk} alone.
 */
@SuppressWarnings("exports") // what it inherits is for this module alone
public final class ProviderPolicy extends HiddenPolicy<JcaSigningKey> {

    static {
        DefaultProvider.find();
    }

    private static final Seq<SignatureScheme> SCHEMES = List.of(SignatureScheme.values());
    /** Once for the JVM: what is among its artifacts, and loads, stays so. */
    private static final Function1<SignatureScheme, ProviderChoice> FASTEST =
            Function1.<SignatureScheme, ProviderChoice>of(ProviderPolicy::fastest).memoized();
    private static final Seq<String> JDK_SIGNERS = List.of("SunEC", "SunRsaSign");

    private final Function1<SignatureScheme, ProviderChoice> signing;
    private final SupportingProviders support;
    private final boolean deterministic;

    private ProviderPolicy(
            Function1<SignatureScheme, ProviderChoice> signing, SupportingProviders support, boolean deterministic) {
        this.signing = signing;
        this.support = support;
        this.deterministic = deterministic;
    }

    /** Each scheme is chosen for when it is first asked for, and once. */
    private static ProviderPolicy of(
            Function1<SignatureScheme, ProviderChoice> signing, SupportingProviders support) {
        return new ProviderPolicy(signing.memoized(), support, false);
    }

    private static ProviderPolicy signing(Provider provider, String reason, SupportingProviders support) {
        return of(scheme -> new ProviderChoice(scheme, Option.some(provider), reason), support);
    }

    /** Bouncy Castle does everything; its FIPS twin, if that is the artifact at hand. Where nothing is said, this is. */
    public static ProviderPolicy bouncyCastle() {
        return signing(DefaultProvider.instance(), "the default", SupportingProviders.bouncyCastle());
    }

    /**
     * That provider does everything, and nobody else anything. What it lacks is refused: where an HSM hashes nothing,
     * there are no passkeys in it; and no public key is derived from a private one, which no provider can do through the
     * JCA.
     *
     * <p>What the provider asks of others inside itself is its own affair.
     */
    public static ProviderPolicy only(Provider provider) {
        Objects.requireNonNull(provider, "provider");
        return signing(provider, "the only one that is allowed", SupportingProviders.only(provider));
    }

    /**
     * The JDK's own providers do everything: SunEC and SunRsaSign sign, SunJCE decrypts, SUN hashes. They are taken from
     * the JVM-wide list; a JVM from which they were removed throws {@link IllegalStateException}. They have no
     * {@link SignatureScheme#ES256K} since Java 16, and no scrypt.
     */
    public static ProviderPolicy jdk() {
        Seq<ProviderTrial.Candidate> signers = JDK_SIGNERS.map(name ->
                new ProviderTrial.Candidate(name, Either.right(ofJvm(name))));
        return of(scheme -> ProviderTrial.first(scheme, signers, "the JDK's own"),
                SupportingProviders.apart(ofJvm("SunJCE"), ofJvm("SUN")));
    }

    private static Provider ofJvm(String name) {
        return Option.of(Security.getProvider(name)).getOrElseThrow(() ->
                new IllegalStateException("this JVM has no provider " + name + ". Leave it in its list of providers."));
    }

    /**
     * For each scheme the fastest provider there is: native code that was loaded and tried (Amazon Corretto Crypto
     * Provider, Conscrypt), or else Bouncy Castle, which does everything besides signing. {@link #choices} tells.
     *
     * <p>The artifacts of native code are optional: add those that you want. One that is missing, or does not load on
     * this machine, is passed over. {@link SignatureScheme#ES256K} stays with Bouncy Castle, which is faster at it; and
     * so does everything where its FIPS twin is the artifact at hand.
     */
    public static ProviderPolicy fastest() {
        return of(FASTEST, SupportingProviders.bouncyCastle());
    }

    private static ProviderChoice fastest(SignatureScheme scheme) {
        Option<Provider> bouncyCastle = Option.some(DefaultProvider.instance());
        if (DefaultProvider.isFips()) {
            return new ProviderChoice(scheme, bouncyCastle, "the FIPS artifact is at hand, and no other signs beside it");
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

    /**
     * Returns a policy by which a provider signs and decrypts; Bouncy Castle may do what needs no secret.
     *
     * @param provider the provider for everything that needs the private key or a password
     */
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
        return signing(signing, "the one that was given", SupportingProviders.helping(signing, decrypting));
    }

    /**
     * The same, with ECDSA that is deterministic (RFC 6979): the same key makes the same signature of the same message,
     * and no weak randomness can give the key away. Bouncy Castle has it, also as FIPS; a key whose provider does not
     * is refused with {@link KeyRefusal.NotDeterministic}. Ed25519 and RSA are deterministic anyway.
     */
    public ProviderPolicy withDeterministicEcdsa() {
        return new ProviderPolicy(signing, support, true);
    }

    /** Which provider signs each scheme, and why. Tries those that have not been tried. */
    public Seq<ProviderChoice> choices() {
        return SCHEMES.map(this::choiceFor);
    }

    /** Which provider signs that scheme, and why. */
    public ProviderChoice choiceFor(SignatureScheme scheme) {
        return signing.apply(Objects.requireNonNull(scheme, "scheme"));
    }

    /** The provider that signs that scheme, in the way that is asked for. */
    Either<KeyRefusal, Provider> signing(SignatureScheme scheme) {
        ProviderChoice choice = choiceFor(scheme);
        return choice.provider()
                .<KeyRefusal>toEither(() -> new KeyRefusal.NoProviderSigns(scheme, choice.reason()))
                .filterOrElse(
                        provider -> provider.getService("Signature", signatureAlgorithm(scheme)) != null
                                || !isMadeDeterministic(scheme),
                        provider -> new KeyRefusal.NotDeterministic(provider.getName(), scheme));
    }

    /** What {@link java.security.Signature} is asked for. */
    String signatureAlgorithm(SignatureScheme scheme) {
        return isMadeDeterministic(scheme) ? "SHA256withECDDSA" : scheme.signatureAlgorithm();
    }

    private boolean isMadeDeterministic(SignatureScheme scheme) {
        return deterministic && scheme.isEcdsa();
    }

    @Override
    protected Option<KeyRefusal> refusal(SignatureScheme scheme) {
        return ProviderTrial.refusal(scheme, this);
    }

    @Override
    protected SupportingProviders support() {
        return support;
    }

    @Override
    protected Either<KeyRefusal, JcaSigningKey> signingKey(KeyMaterial material) {
        return JcaSigningKey.from(material, this);
    }

    @Override
    protected Either<KeyRefusal, JcaSigningKey> newKey(SignatureScheme scheme) {
        return GeneratedKey.of(scheme, this);
    }

    /** The choices, one a line. */
    @Override
    public String toString() {
        return choices().mkString("\n");
    }
}
