package io.countersign.adapters.crypto.provider;

import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

import java.security.Provider;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Finds Bouncy Castle, ordinary or FIPS. The two artifacts have the same packages but different provider classes, so
 * the provider is found by name. It is never added to the JVM-wide list: other code in this JVM must not be affected.
 */
public final class DefaultProvider {

    private static final String FIPS = "org.bouncycastle.jcajce.provider.BouncyCastleFipsProvider";
    private static final Seq<String> NAMES = List.of("org.bouncycastle.jce.provider.BouncyCastleProvider", FIPS);

    private static final Class<?> TYPE = readable(oneOf(NAMES, name -> typeOf(name).isDefined()));

    private DefaultProvider() {}

    /** Loads the provider when it is first used: where another one does everything, it is not loaded. */
    private static final class Made {

        private static final Provider INSTANCE = instanceOf(TYPE);
    }

    private static final class Ecdsa {

        private static final Provider INSTANCE = isFips() ? instance() : new EcdsaServices();
    }

    /** Returns the provider, always the same one. */
    public static Provider instance() {
        return Made.INSTANCE;
    }

    /** Returns what imports EC keys, signs with them and verifies: a part of the provider, if that starts sooner. */
    public static Provider forEcdsa() {
        return Ecdsa.INSTANCE;
    }

    /** Returns whether a provider is but a part of the one that it is named after. */
    public static boolean isPart(Provider provider) {
        return provider instanceof EcdsaServices;
    }

    /** Returns the whole provider for a part of it, and any other as it is. */
    public static Provider whole(Provider provider) {
        return isPart(provider) ? instance() : provider;
    }

    /** Returns true if it is the FIPS artifact, whose randomness must be its own. */
    public static boolean isFips() {
        return TYPE.getName().equals(FIPS);
    }

    /**
     * Makes the classes of either artifact readable on the module path: a module descriptor can name only one of them.
     */
    public static void find() {
        Objects.requireNonNull(TYPE);
    }

    /** Returns the one name that is there. With both, classes would be mixed and FIPS would be off without a sign. */
    public static String oneOf(Seq<String> names, Predicate<String> isThere) {
        Seq<String> found = names.filter(isThere);
        if (found.size() != 1) {
            throw new IllegalStateException(found.isEmpty()
                    ? "Bouncy Castle is missing. Add the artifact bcprov-jdk18on, or bc-fips."
                    : "Bouncy Castle is there twice, ordinary and FIPS. Keep one of bcprov-jdk18on and bc-fips.");
        }
        return found.head();
    }

    private static Option<Class<?>> typeOf(String name) {
        try {
            return Option.some(Class.forName(name, false, DefaultProvider.class.getClassLoader()));
        } catch (ClassNotFoundException absent) {
            return Option.none();
        }
    }

    private static Class<?> readable(String name) {
        Class<?> type = typeOf(name).get();
        DefaultProvider.class.getModule().addReads(type.getModule());
        return type;
    }

    private static Provider instanceOf(Class<?> type) {
        try {
            return (Provider) type.getConstructor().newInstance();
        } catch (ReflectiveOperationException cannotStart) {
            throw new IllegalStateException(type.getName() + " does not start", cannotStart);
        }
    }
}
