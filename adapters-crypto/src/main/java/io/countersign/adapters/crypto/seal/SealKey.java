package io.countersign.adapters.crypto.seal;

import io.countersign.domain.Violation;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import io.vavr.control.Validation;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key of a seal: 256 bits for AES, and the name by which sealed texts refer to it ({@code kid}, RFC 7516 §4.1.6).
 *
 * <p>Every replica needs the same keys; {@code openssl rand 32} makes one. Immutable. The key is a copy, so the caller
 * may wipe or destroy what was given; this copy cannot be wiped and is left to the garbage collector. Text forms show
 * the name alone.
 */
public final class SealKey {

    /** The length of a key for A256GCM. */
    private static final int BYTES = 32;
    private static final Pattern KID = Pattern.compile("[A-Za-z0-9._~-]{1,64}");

    private final String kid;
    private final transient SecretKey key;

    private SealKey(String kid, SecretKey key) {
        this.kid = kid;
        this.key = key;
    }

    /**
     * Returns a key.
     *
     * @param kid 1 to 64 letters, digits and {@code . _ ~ -}; readable for whoever holds a sealed text
     * @param key 32 random bytes, not a password; copied
     * @return the key, or everything that is wrong with it
     */
    public static Validation<Seq<Violation>, SealKey> of(String kid, byte[] key) {
        Objects.requireNonNull(kid, "kid");
        Objects.requireNonNull(key, "key");
        Seq<Violation> violations = List.of(
                Option.when(!KID.matcher(kid).matches(),
                        () -> new Violation("kid", "must be 1 to 64 letters, digits and . _ ~ -")),
                Option.when(key.length != BYTES,
                        () -> new Violation("key", "must show " + BYTES + " bytes, as AES-256 takes")))
                .flatMap(violation -> violation);
        return violations.isEmpty()
                ? Validation.valid(new SealKey(kid, new SecretKeySpec(key, "AES")))
                : Validation.invalid(violations);
    }

    /**
     * Returns a key, like {@link #of(String, byte[])}.
     *
     * @param key an AES key that shows its bytes; one in an HSM does not, and is refused
     */
    public static Validation<Seq<Violation>, SealKey> of(String kid, SecretKey key) {
        Objects.requireNonNull(kid, "kid");
        Objects.requireNonNull(key, "key");
        byte[] bytes = bytesOf(key);
        try {
            return of(kid, bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static byte[] bytesOf(SecretKey key) {
        try {
            byte @Nullable [] bytes = key.getEncoded();
            return bytes == null ? new byte[0] : bytes;
        } catch (Exception | Error destroyed) {
            return new byte[0];
        }
    }

    /** Returns the name by which sealed texts refer to this key. */
    public String kid() {
        return kid;
    }

    SecretKey key() {
        return key;
    }

    @Override
    public String toString() {
        return "SealKey[" + kid + "]";
    }
}
