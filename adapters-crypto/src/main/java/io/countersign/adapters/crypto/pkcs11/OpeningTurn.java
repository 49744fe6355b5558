package io.countersign.adapters.crypto.pkcs11;

import io.vavr.collection.List;
import io.vavr.control.Option;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets one thread at a time open a token, so that one login at most is being tried. Tokens count wrong PINs, and a few
 * of them lock the token; so a supplier whose PIN was refused is not asked again by anyone who had it then, and threads
 * that were waiting meanwhile do not hand over an equal PIN from other suppliers.
 */
final class OpeningTurn {

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<TokenLogin> logins = ConcurrentHashMap.newKeySet();
    /** Threads that open the token or wait to. */
    private final AtomicInteger present = new AtomicInteger();
    /** The PINs that were refused while those threads were present. Guarded by the lock. */
    private List<Refused> refused = List.empty();

    /**
     * A refused PIN.
     *
     * @param pin a copy, which is wiped as soon as no thread is left that waited
     * @param refusal the refusal that followed
     */
    private record Refused(char[] pin, TokenRefusal refusal) {}

    /** Does the work as soon as no other thread does any, and returns its result. */
    <T> T take(Supplier<T> work) {
        present.incrementAndGet();
        lock.lock();
        try {
            return work.get();
        } finally {
            if (present.decrementAndGet() == 0) {
                refused.forEach(one -> Arrays.fill(one.pin(), '\0'));
                refused = List.empty();
            }
            lock.unlock();
        }
    }

    /** Returns true if this very thread is opening the token: then what runs here was asked for the PIN. */
    boolean isTakenByThisThread() {
        return lock.isHeldByCurrentThread();
    }

    void register(TokenLogin login) {
        logins.add(login);
    }

    void unregister(TokenLogin login) {
        logins.remove(login);
    }

    /** Ends the logins with that supplier, and notes its PIN for those who wait. */
    void end(Supplier<char @Nullable []> supplier, char[] pin, TokenRefusal refusal) {
        logins.forEach(login -> login.endIfWith(supplier, refusal));
        refused = refused.append(new Refused(pin.clone(), refusal));
    }

    /** Returns the refusal of that PIN, whoever gave it while this thread waited. */
    Option<TokenRefusal> refusalOf(char[] pin) {
        return refused.find(one -> Arrays.equals(one.pin(), pin)).map(Refused::refusal);
    }
}
