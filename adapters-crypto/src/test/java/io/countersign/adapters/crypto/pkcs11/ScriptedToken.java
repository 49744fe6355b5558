package io.countersign.adapters.crypto.pkcs11;

import io.countersign.adapters.crypto.fixture.Keys;
import io.vavr.collection.List;
import io.vavr.control.Either;

import java.security.AuthProvider;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.SignatureSpi;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.login.LoginException;

/**
 * A token that fails as the test says, in SunPKCS11's manner: with exceptions whose cause tells the return value. It
 * has one key, with the label "key", which signs as its certificate says unless the test says otherwise.
 */
public final class ScriptedToken implements TokenAccess {

    /** The message that the tests sign. */
    static final byte[] MESSAGE = {1, 2, 3};
    /** By the key in the certificate of {@link ScriptedKeyStore}; a test that compares it sees that it is passed on. */
    static final byte[] SIGNATURE = Keys.signature(Keys.signingKey(Keys.P256), MESSAGE);

    final AtomicInteger openings = new AtomicInteger();
    final AtomicInteger logins = new AtomicInteger();
    final AtomicInteger logouts = new AtomicInteger();
    /** Providers that have sessions: they ask in one whether the login is made, and give all back with a logout. */
    final Set<AuthProvider> inSession = Collections.synchronizedSet(
            Collections.newSetFromMap(new IdentityHashMap<>()));
    final AtomicBoolean loggedIn = new AtomicBoolean();
    volatile Step<AuthProvider, Either<TokenRefusal, AuthProvider>> onOpening = Either::right;
    volatile Login beforeLogin = () -> {};
    volatile Login onLogin = () -> {};
    volatile PinJudge onPin = pin -> {};
    volatile Runnable onLoggedIn = () -> {};
    volatile Runnable onListing = () -> {};
    volatile Runnable onGettingKey = () -> {};
    volatile Runnable onBeginning = () -> {};
    volatile Runnable onLogout = () -> {};
    public volatile Supplier<byte[]> onSigning = () -> SIGNATURE;

    interface Step<S, T> {

        T of(S given);
    }

    interface Login {

        void run() throws LoginException;
    }

    interface PinJudge {

        void judge(String pin) throws LoginException;
    }

    /** Behaves like a token that has lost the login. */
    byte[] signatureIfLoggedIn() {
        if (!loggedIn.get()) {
            throw failure("CKR_SESSION_HANDLE_INVALID");
        }
        return SIGNATURE;
    }

    /** The session is lost, and with it the login. */
    ProviderException lost(String code) {
        loggedIn.set(false);
        return failure(code);
    }

    /** A signature that fails the first time, and is made from then on. */
    static Supplier<byte[]> failingOnce(Supplier<ProviderException> failure) {
        AtomicBoolean first = new AtomicBoolean(true);
        return () -> {
            if (first.getAndSet(false)) {
                throw failure.get();
            }
            return SIGNATURE;
        };
    }

    /** Returns the exception of SunPKCS11 for that return value of the library. */
    static ProviderException failure(String code) {
        return new ProviderException("Initialization failed", new Exception(code));
    }

    static LoginException loginFailure(String code) {
        LoginException failure = new LoginException();
        failure.initCause(new Exception(code));
        return failure;
    }

    public Pkcs11Token open(PinSource pin) {
        return opened(pin).get();
    }

    Either<TokenRefusal, Pkcs11Token> opened(PinSource pin) {
        return Pkcs11Token.open(TokenSelector.slot(7), new SharedToken(), this, pin);
    }

    @Override
    public Either<TokenRefusal, AuthProvider> provider() {
        openings.incrementAndGet();
        return onOpening.of(new Scripted());
    }

    @Override
    public Either<TokenRefusal, Identified> identified(byte[] id) {
        return Either.right(new Identified(List.empty(), 0));
    }

    /** With a token in it, or, once that was removed, with nothing to offer. */
    final class Scripted extends AuthProvider {

        private static final long serialVersionUID = 1L;

        Scripted() {
            super("Scripted", "1", "for tests");
            insert();
        }

        void insert() {
            offer("KeyStore", "PKCS11", () -> new ScriptedKeyStore(ScriptedToken.this));
            offer("Signature", "SHA256withECDSA", Signing::new);
        }

        void remove() {
            clear();
        }

        private void offer(String type, String algorithm, Supplier<Object> made) {
            putService(new Service(this, type, algorithm, made.getClass().getName(), null, null) {
                @Override
                public Object newInstance(Object parameter) {
                    return made.get();
                }
            });
        }

        @Override
        public void login(Subject subject, CallbackHandler handler) throws LoginException {
            if (getServices().isEmpty()) {
                throw new LoginException("No token present");
            }
            inSession.add(this);
            if (loggedIn.get()) {
                return;
            }
            beforeLogin.run();
            PasswordCallback asking = new PasswordCallback("PIN", false);
            try {
                handler.handle(new Callback[] {asking});
            } catch (Exception noPin) {
                throw new LoginException("Unable to perform password callback");
            }
            logins.incrementAndGet();
            try {
                onLogin.run();
                onPin.judge(String.valueOf(asking.getPassword()));
            } finally {
                onLoggedIn.run();
            }
            loggedIn.set(true);
        }

        @Override
        public void logout() {
            onLogout.run();
            if (loggedIn.getAndSet(false)) {
                logouts.incrementAndGet();
            }
            inSession.remove(this);
            remove();
        }

        @Override
        public void setCallbackHandler(CallbackHandler handler) {}
    }

    private final class Signing extends SignatureSpi {

        @Override
        protected void engineInitSign(PrivateKey key) {
            onBeginning.run();
        }

        @Override
        protected void engineUpdate(byte b) {}

        @Override
        protected void engineUpdate(byte[] bytes, int offset, int length) {}

        @Override
        protected byte[] engineSign() {
            return onSigning.get();
        }

        @Override
        protected void engineInitVerify(PublicKey key) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected boolean engineVerify(byte[] signature) {
            throw new UnsupportedOperationException();
        }

        @Override
        @Deprecated
        protected void engineSetParameter(String name, Object value) {
            throw new UnsupportedOperationException();
        }

        @Override
        @Deprecated
        protected Object engineGetParameter(String name) {
            throw new UnsupportedOperationException();
        }
    }
}
