package io.countersign.adapters.crypto.pkcs11;

import io.countersign.adapters.crypto.pkcs11.TokenRefusal.Kind;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.security.AuthProvider;
import java.security.InvalidKeyException;
import java.security.Signature;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** A token with one provider's sessions, for as long as they last. Safe for use by several threads. */
final class OpenToken {

    private final TokenAccess access;
    private final AuthProvider provider;
    private final boolean ownsLogin;
    /** The token that this one replaced but could not close, since somebody was logged in. */
    private final Option<OpenToken> replaced;
    private final ConcurrentMap<KeySelector, TokenHeldKey> keys = new ConcurrentHashMap<>();

    private OpenToken(TokenAccess access, AuthProvider provider, boolean ownsLogin, Option<OpenToken> replaced) {
        this.access = access;
        this.provider = provider;
        this.ownsLogin = ownsLogin;
        this.replaced = replaced;
    }

    /**
     * Opens the token again in place of this one, which was lost. While somebody is logged in, a provider does not give
     * back its sessions. So if this one was opened in that state, the login is ended first; if it belongs to other
     * code, the provider stays and only the keys are found anew.
     */
    Either<TokenRefusal, OpenToken> anew(TokenLogin login) {
        if (closeSessions() || replaced.isDefined() && logOut()) {
            return of(access, login, Option.none());
        }
        return replaced.isDefined()
                ? Either.right(new OpenToken(access, provider, false, replaced))
                : of(access, login, Option.some(this));
    }

    /** Opens the token and logs in, in place of a token that could not be closed. */
    static Either<TokenRefusal, OpenToken> of(TokenAccess access, TokenLogin login, Option<OpenToken> replaced) {
        return access.provider().flatMap(provider -> login.into(provider)
                .map(loggedIn -> new OpenToken(
                        access, provider, loggedIn || replaced.exists(token -> token.ownsLogin), replaced))
                .peekLeft(refused -> logOut(provider)));
    }

    /** Returns this token, if this process is still logged in to it. */
    Either<TokenRefusal, OpenToken> loggedIn() {
        return TokenLogin.isMade(provider)
                ? Either.right(this)
                : Either.left(TokenRefusal.of(Kind.SESSION_LOST, "CKR_USER_NOT_LOGGED_IN"));
    }

    /** Returns a key, and searches for it if it is not known yet; one thread searches at a time. */
    Either<TokenRefusal, TokenHeldKey> key(KeySelector wanted) {
        TokenHeldKey known = keys.get(wanted);
        if (known != null) {
            return Either.right(known);
        }
        synchronized (keys) {
            TokenHeldKey foundMeanwhile = keys.get(wanted);
            return foundMeanwhile == null ? search(wanted) : Either.right(foundMeanwhile);
        }
    }

    /** Searches for a key as it is on the token now. */
    Either<TokenRefusal, TokenHeldKey> search(KeySelector wanted) {
        synchronized (keys) {
            return new KeySearch(access, provider).find(wanted, Option.of(keys.get(wanted)))
                    .peek(key -> keys.put(wanted, key));
        }
    }

    /**
     * Returns that key's signature, which its certificate's public key has verified.
     *
     * @param hasSigned true if the key has made one before, which no key does that wants its PIN each time
     */
    Either<SigningFailure, byte[]> signature(TokenHeldKey key, byte[] message, boolean hasSigned) {
        boolean begun = false;
        try {
            Signature signature = key.begin(provider);
            begun = true;
            signature.update(message);
            return verified(key, message, Objects.requireNonNull(signature.sign(), "signature"));
        } catch (Exception | Error failed) {
            Pkcs11Fault fault = Pkcs11Fault.of(failed, provider);
            boolean needsMoreThanTheLogin = begun && !hasSigned
                    && fault.code().equals("CKR_USER_NOT_LOGGED_IN") && TokenLogin.isMade(provider);
            return Either.left(needsMoreThanTheLogin
                    ? wantsItsPinEachTime()
                    : failure(fault, failed instanceof InvalidKeyException));
        }
    }

    /** Forgets a key whose signature does not verify, so that the next signature finds it anew. */
    private Either<SigningFailure, byte[]> verified(TokenHeldKey key, byte[] message, byte[] signature) {
        return key.verifies(message, signature).flatMap(isOwn -> {
            if (isOwn) {
                return Either.right(signature);
            }
            keys.values().remove(key);
            return Either.left(SigningFailure.keyUnusable("the token signed with a key that is not the one in its "
                    + "certificate, so the signature was dropped. Somebody replaced the private key or the "
                    + "certificate: find out who, then store the two that belong together."));
        });
    }

    /** Describes a key that begins a signature but needs more than the login to end it (PKCS#11 v2.40 §4.9). */
    private static SigningFailure wantsItsPinEachTime() {
        return SigningFailure.keyUnusable("the key wants its PIN again for each signature "
                + "(CKA_ALWAYS_AUTHENTICATE), which SunPKCS11 cannot give. Use a key without that attribute.");
    }

    private static SigningFailure failure(Pkcs11Fault fault, boolean keyRefused) {
        return switch (fault.kind()) {
            case ABSENT -> SigningFailure.deviceRemoved(TokenRefusal.of(Kind.TOKEN_ABSENT, fault.code()).message());
            case LOST -> SigningFailure.sessionLost(TokenRefusal.of(Kind.SESSION_LOST, fault.code()).message());
            case WRONG_PIN, PIN_LOCKED, OTHER -> keyRefused || fault.hasCode() && fault.isOfKey()
                    ? SigningFailure.keyUnusable(TokenRefusal.of(Kind.KEY_MAY_NOT_SIGN, fault.code()).message())
                    : SigningFailure.keyUnreachable("the token made no signature (" + fault.code()
                            + "). It may have too much to do at once; try again.");
        };
    }

    /**
     * Ends the login of this process (PKCS#11 v2.40 §5.6.8), unless other code made it. Returns whether nothing is
     * open.
     */
    boolean logOut() {
        if (!ownsLogin) {
            return closeSessions();
        }
        logOut(provider);
        replaced.forEach(OpenToken::closeSessions);
        return true;
    }

    /** Gives the sessions back by logging out, unless somebody is logged in. */
    private boolean closeSessions() {
        if (TokenLogin.isMade(provider)) {
            return false;
        }
        logOut(provider);
        replaced.forEach(OpenToken::closeSessions);
        return true;
    }

    private static void logOut(AuthProvider provider) {
        try {
            provider.logout();
        } catch (Exception | Error goneAlready) {
            // Then nobody is logged in any more, and the sessions are gone.
        }
    }
}
