package io.countersign.adapters.crypto.provider;

import io.vavr.collection.List;
import io.vavr.collection.Seq;

import java.security.Provider;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * The provider for callers who name none: Bouncy Castle, ordinary or FIPS, whichever artifact is there. The two share
 * the names of their packages, so everything else here is the same code for both; only the provider's class differs.
 * That is why it is found by name.
 *
 * <p>Never added to the JVM-wide list: what else runs in this JVM must not sign differently because of us.
 */
public final class DefaultProvider {

    private static final String FIPS = "org.bouncycastle.jcajce.provider.BouncyCastleFipsProvider";
    private static final Seq<String> NAMES = List.of("org.bouncycastle.jce.provider.BouncyCastleProvider", FIPS);

    private static final Class<?> TYPE = readable(oneOf(NAMES, DefaultProvider::isThere));

    private DefaultProvider() {}

    /** Made when it is first asked for: where another provider does everything, this one is not even loaded. */
    private static final class Made {

        private static final Provider INSTANCE = instanceOf(TYPE);
    }

    public static Provider instance() {
        return Made.INSTANCE;
    }

    /** Whether it is the FIPS twin, whose randomness must be its own. */
    public static boolean isFips() {
        return TYPE.getName().equals(FIPS);
    }

    /**
     * Makes Bouncy Castle's classes usable from here, whichever artifact they come from. Module descriptors can only
     * name one of the two, so on the module path this module comes to read the FIPS twin here.
     */
    public static void find() {
        Objects.requireNonNull(TYPE);
    }

    /** With both there, it would be chance which class is taken from which, and FIPS would be off without a sign. */
    public static String oneOf(Seq<String> names, Predicate<String> isThere) {
        Seq<String> found = names.filter(isThere);
        if (found.size() != 1) {
            throw new IllegalStateException(found.isEmpty()
                    ? "Bouncy Castle is missing. Add the artifact bcprov-jdk18on, or bc-fips."
                    : "Bouncy Castle is there twice, ordinary and FIPS. Keep one of bcprov-jdk18on and bc-fips.");
        }
        return found.head();
    }

    private static boolean isThere(String name) {
        try {
            return typeOf(name) != null;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    private static Class<?> typeOf(String name) throws ClassNotFoundException {
        return Class.forName(name, false, DefaultProvider.class.getClassLoader());
    }

    private static Class<?> readable(String name) {
        try {
            Class<?> type = typeOf(name);
            DefaultProvider.class.getModule().addReads(type.getModule());
            return type;
        } catch (ClassNotFoundException foundBefore) {
            throw new IllegalStateException(foundBefore);
        }
    }

    private static Provider instanceOf(Class<?> type) {
        try {
            return (Provider) type.getConstructor().newInstance();
        } catch (ReflectiveOperationException cannotStart) {
            throw new IllegalStateException(type.getName() + " does not start", cannotStart);
        }
    }
}
