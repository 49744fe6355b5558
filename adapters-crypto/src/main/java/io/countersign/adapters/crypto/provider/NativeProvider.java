package io.countersign.adapters.crypto.provider;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.amazon.corretto.crypto.provider.SelfTestStatus;
import io.vavr.Lazy;
import io.vavr.control.Either;
import org.conscrypt.Conscrypt;

import java.security.Provider;
import java.util.function.Supplier;

/**
 * The supported providers of native code, fastest first. Their artifacts are optional: each may be missing, or have no
 * library for this machine. Each is loaded once, when it is first used.
 */
public enum NativeProvider {
    CORRETTO("AmazonCorrettoCryptoProvider", () -> Corretto.provider()),
    CONSCRYPT("Conscrypt", () -> OfConscrypt.provider());

    private final String title;
    private final Lazy<Either<String, Provider>> loaded;

    NativeProvider(String title, Supplier<Provider> loading) {
        this.title = title;
        this.loaded = Lazy.of(() -> loadedBy(loading));
    }

    /** Returns the name of the provider. */
    public String title() {
        return title;
    }

    /** Returns the provider, or why there is none. */
    public Either<String, Provider> loaded() {
        return loaded.get();
    }

    /** Loads a provider. A library that fails to load, in whatever way, must not stop the application. */
    public static Either<String, Provider> loadedBy(Supplier<Provider> loading) {
        try {
            return Either.right(loading.get());
        } catch (NoClassDefFoundError absent) {
            return Either.left(absent.getCause() instanceof ClassNotFoundException
                    ? "is not among this application's artifacts"
                    : notLoading(absent));
        } catch (LinkageError | AssertionError | RuntimeException broken) {
            return Either.left(notLoading(broken));
        }
    }

    private static String notLoading(Throwable broken) {
        Throwable origin = broken.getCause() == null ? broken : broken.getCause();
        return "does not load here (" + Thrown.typeOf(origin) + ")";
    }

    /** A class of its own, since it can be linked only if the artifact is there. */
    private static final class Corretto {

        static Provider provider() {
            AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
            Throwable fault = provider.getLoadingError();
            if (fault != null) {
                throw new LinkageError("AmazonCorrettoCryptoProvider", fault);
            }
            if (provider.getSelfTestStatus() == SelfTestStatus.FAILED) {
                throw new AssertionError("AmazonCorrettoCryptoProvider fails its own tests");
            }
            return provider;
        }
    }

    private static final class OfConscrypt {

        static Provider provider() {
            return Conscrypt.newProvider();
        }
    }
}
