package io.countersign.adapters.crypto.pkcs11;

import io.countersign.adapters.crypto.pkcs11.TokenRefusal.Kind;
import io.vavr.collection.List;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.KeyStore;
import java.security.KeyStore.CallbackHandlerProtection;
import java.security.Provider;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.security.auth.login.LoginException;

/** SunPKCS11 for one slot: configured inline, an instance of its own each time, never in the JVM-wide list. */
final class ConfiguredProvider {

    /**
     * Providers that found no token in a removable slot. Each has a thread that waits for one, which nothing but a
     * token ends; so there must be one at most for each slot, however often it is tried.
     */
    private static final ConcurrentMap<String, AuthProvider> WAITING = new ConcurrentHashMap<>();

    private ConfiguredProvider() {}

    static Either<TokenRefusal, AuthProvider> of(Path library, long slot) {
        return of(library, slot, ConfiguredProvider::sunPkcs11);
    }

    static Either<TokenRefusal, AuthProvider> of(
            Path library, long slot, Function<String, Option<AuthProvider>> configured) {
        try {
            return expressible(library).flatMap(path -> withToken(configuration(path, slot), configured));
        } catch (Exception | Error failed) {
            return Either.left(refusal(library, slot, failed));
        }
    }

    /** Returns the path as a configuration can express it: quoted, with slashes, and without anything to expand. */
    private static Either<TokenRefusal, String> expressible(Path library) {
        String path = library.toString().replace(File.separatorChar, '/');
        return path.contains("\"") || path.contains("\\") || path.contains("${") || path.chars().anyMatch(c -> c < ' ')
                ? Either.left(TokenRefusal.of(Kind.LIBRARY_NOT_USABLE,
                        library, "SunPKCS11 takes no path with quotes, backslashes, ${ or control characters"))
                : Either.right(path);
    }

    /**
     * Returns a configuration without the compatibility mode, so that SunPKCS11 reports a PIN pad before it uses it.
     */
    private static String configuration(String path, long slot) {
        return "--name = countersign\nlibrary = \"" + path + "\"\nslot = " + slot + "\n"
                + "destroyTokenAfterLogout = true\nkeyStoreCompatibilityMode = false\n";
    }

    private static Either<TokenRefusal, AuthProvider> withToken(
            String configuration, Function<String, Option<AuthProvider>> configured) {
        AtomicReference<Option<AuthProvider>> provider = new AtomicReference<>(Option.none());
        WAITING.compute(configuration, (same, waiting) -> {
            provider.set(Option.of(waiting).orElse(() -> configured.apply(configuration)));
            return provider.get().filter(found -> !hasToken(found)).getOrNull();
        });
        return provider.get()
                .toEither(() -> TokenRefusal.of(Kind.SUPPORT_MISSING, Pkcs11Support.SUN_PKCS11.message()))
                .filterOrElse(ConfiguredProvider::hasToken,
                        empty -> TokenRefusal.of(Kind.TOKEN_ABSENT, "the slot is empty"))
                .filterOrElse(found -> !hasPinPad(found), pad -> TokenRefusal.of(Kind.PIN_PAD));
    }

    /**
     * Returns true if the token takes its PIN by itself (CKF_PROTECTED_AUTHENTICATION_PATH, PKCS#11 v2.40 §3.2).
     * SunPKCS11 has no type for it, in Java 17 and 25. Opens no session, unless this process is logged in.
     */
    private static boolean hasPinPad(AuthProvider provider) {
        try {
            KeyStore.getInstance("PKCS11", provider).load(() -> new CallbackHandlerProtection(TokenLogin::refuse));
            return false;
        } catch (Exception | Error refused) {
            return Pkcs11Fault.chain(refused).exists(cause -> cause instanceof LoginException
                    && String.valueOf(cause.getMessage()).contains("protected authentication path"));
        }
    }

    /** Returns true if the slot holds a token: without one, SunPKCS11 offers nothing. */
    static boolean hasToken(Provider provider) {
        return provider.getService("KeyStore", "PKCS11") != null;
    }

    /** Loads SunPKCS11 from the JDK's modules, whatever the JVM-wide list says. */
    private static Option<AuthProvider> sunPkcs11(String configuration) {
        return List.ofAll(ServiceLoader.load(Provider.class, ClassLoader.getPlatformClassLoader()).stream())
                .find(found -> found.type().getName().equals("sun.security.pkcs11.SunPKCS11"))
                .map(found -> (AuthProvider) found.get().configure(configuration));
    }

    /** Keeps the message of the loader, which names a missing dependency or another processor. No PIN was given yet. */
    private static TokenRefusal refusal(Path library, long slot, Throwable failed) {
        Pkcs11Fault fault = Pkcs11Fault.of(failed);
        return fault.code().equals("CKR_SLOT_ID_INVALID")
                ? TokenRefusal.of(Kind.NO_SUCH_TOKEN, TokenSelector.slot(slot))
                : Pkcs11Fault.chain(failed).find(IOException.class::isInstance)
                        .map(loader -> TokenRefusal.of(Kind.LIBRARY_NOT_USABLE,
                                library, String.valueOf(loader.getMessage())))
                        .getOrElse(fault::ofToken);
    }
}
