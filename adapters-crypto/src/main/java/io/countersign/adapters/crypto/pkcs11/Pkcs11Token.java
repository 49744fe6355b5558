package io.countersign.adapters.crypto.pkcs11;

import io.countersign.adapters.crypto.pkcs11.TokenRefusal.Kind;
import io.vavr.control.Either;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A token that PKCS#11 gives access to (v2.40), through the JDK's SunPKCS11: an HSM, a smart card, SoftHSM.
 *
 * <pre>{@code
 * try (Pkcs11Token token = Pkcs11Token.open(Path.of("/usr/lib/softhsm/libsofthsm2.so"),
 *         TokenSelector.label("payments"), () -> vault.pinOf("payments")).getOrElseThrow(…)) {
 *     Pkcs11SigningKey key = token.key(KeySelector.label("dfns")).getOrElseThrow(…);
 *     …CredentialSigner.key(id, key)…
 * }
 * }</pre>
 *
 * <p>SunPKCS11 is configured here, for this token alone; the JVM-wide list of providers is neither asked nor changed.
 * Safe for use by several threads. Text forms show which token it is, never a PIN.
 *
 * <p><strong>The PIN</strong> is asked for when a login is due: when the token is opened, and when its session was
 * lost. It is handed over in UTF-8, as PKCS#11 has it. The array that the supplier gives is overwritten after use, and
 * so are the arrays that it is copied to here and by SunPKCS11. A wrong PIN is never tried again: every key of this
 * {@code Pkcs11Token} then fails with {@link io.countersign.ports.failure.SigningFailure.Kind#WRONG_PIN}, until the
 * token is opened anew. Others that were opened with another supplier go on with theirs. One login at a time is tried
 * for a token; who waits meanwhile does not hand over a PIN that was just refused.
 *
 * <p>A supplier that asks the same token for something, which needs the PIN, is refused at once. It must not wait for
 * another thread that does so: that thread waits for the PIN.
 *
 * <p><strong>The login</strong> belongs to the whole process (v2.40 §5.6.7). Who opens a token that is open already,
 * under whichever name, shares it, and no PIN is asked for, as when something else in this process is logged in to it.
 * The last one to {@link #close} it logs out, if the login was made here.
 *
 * <p><strong>A call</strong> lasts as long as the driver takes: no limit and no interrupt ends native code. Limit the
 * wait for an HSM in the network in the configuration of its driver.
 */
public final class Pkcs11Token implements AutoCloseable {

    private final TokenSelector name;
    private final SharedToken shared;
    private final TokenConnection connection;
    private final TokenLogin login;
    /** Reading: asking the token. Writing: closing it, so that no signature is torn. */
    private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();
    private volatile boolean closed;
    private boolean left;

    private Pkcs11Token(TokenSelector name, SharedToken shared, TokenConnection connection, TokenLogin login) {
        this.name = name;
        this.shared = shared;
        this.connection = connection;
        this.login = login;
    }

    /**
     * Opens that token and logs in to it.
     *
     * @param library the PKCS#11 library of the token's vendor
     * @param token which of the tokens that the library knows
     * @param pin asked each time that a login is due, from the thread that needs it, for a fresh array, which is
     *     overwritten after use; null or empty if there is none. Not asked again once the token refused what it gave
     * @return the open token, or why it is not open
     */
    public static Either<TokenRefusal, Pkcs11Token> open(
            Path library, TokenSelector token, Supplier<char @Nullable []> pin) {
        Objects.requireNonNull(library, "library");
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(pin, "pin");
        return SunPkcs11.of(library, token)
                .flatMap(access -> open(token, SharedToken.at(access.place()), access, pin));
    }

    static Either<TokenRefusal, Pkcs11Token> open(
            TokenSelector name, SharedToken shared, TokenAccess access, Supplier<char @Nullable []> pin) {
        TokenLogin login = shared.login(pin);
        return shared.join(access, login).map(connection -> new Pkcs11Token(name, shared, connection, login));
    }

    /**
     * Finds a private key as it is on the token now. No signature is made. The key needs a certificate with the same
     * {@code CKA_ID}, which says what the key is for: SunPKCS11 shows no others.
     *
     * @param wanted the name of the key
     * @return the key, or why there is none
     */
    public Either<TokenRefusal, Pkcs11SigningKey> key(KeySelector wanted) {
        Objects.requireNonNull(wanted, "wanted");
        return ask(open -> open.search(wanted),
                refusal -> refusal.kind() == Kind.SESSION_LOST || refusal.kind() == Kind.TOKEN_ABSENT,
                Function.identity())
                .map(key -> new Pkcs11SigningKey(this, wanted, key.scheme(), key.publicKey()));
    }

    /** Calls {@link TokenConnection#ask}, unless this thread was asked for the PIN and has not answered yet. */
    <F, T> Either<F, T> ask(Function<OpenToken, Either<F, T>> question,
            Function<F, Boolean> isLost, Function<TokenRefusal, F> notOpen) {
        if (shared.isAskingThisThread()) {
            return Either.left(notOpen.apply(SharedToken.askedByItsSupplier()));
        }
        use.readLock().lock();
        try {
            return closed
                    ? Either.left(notOpen.apply(TokenRefusal.of(Kind.TOKEN_CLOSED)))
                    : connection.ask(login, question, isLost, notOpen);
        } finally {
            use.readLock().unlock();
            if (closed) {
                leave();
            }
        }
    }

    /**
     * Closes this use of the token. Waits for signatures that are being made; after that its keys sign no more. Logs
     * out if nobody else has the token open and the login was made here. Closing again does nothing. The supplier of
     * the PIN may close it, too; then it is closed once the signature that wanted the PIN has an answer.
     */
    @Override
    public void close() {
        closed = true;
        leave();
    }

    /**
     * Does not wait in a thread that is asked for the PIN, since the calls of others may be waiting for that PIN; the
     * last of them then does what is left to do.
     */
    private void leave() {
        if (use.getReadHoldCount() > 0) {
            return;
        }
        if (!shared.isAskingThisThread()) {
            use.writeLock().lock();
        } else if (!use.writeLock().tryLock()) {
            return;
        }
        try {
            if (!left) {
                left = true;
                shared.leave(connection, login);
            }
        } finally {
            use.writeLock().unlock();
        }
    }

    @Override
    public String toString() {
        return "Pkcs11Token[" + name + "]";
    }
}
