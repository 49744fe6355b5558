package io.countersign.adapters.crypto.seal;

import io.countersign.adapters.crypto.ProviderPolicy;
import io.countersign.adapters.crypto.access.PolicyAccess;
import io.countersign.adapters.crypto.provider.SupportingProviders;
import io.countersign.adapters.crypto.provider.Thrown;
import io.countersign.domain.Violation;
import io.countersign.ports.failure.SealFailure;
import io.countersign.ports.outbound.Seal;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;
import io.vavr.control.Validation;

import java.security.Provider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import javax.crypto.BadPaddingException;

/**
 * Seals as compact JWE (RFC 7516): direct encryption ({@code dir}) with {@code A256GCM}, the key named by {@code kid}.
 *
 * <pre>{@code
 * SealKey.of("2026-05", thisMonth).combine(SealKey.of("2026-04", lastMonth))
 *         .ap((current, old) -> JweSeal.of(List.of(current, old), Duration.ofMinutes(10)));
 * }</pre>
 *
 * <p><strong>What it promises.</strong> Nobody without the key reads or alters what is inside, it ends with its time,
 * and it opens for one purpose and one user alone. It does not end with its use: whoever holds it can present it again
 * until then.
 *
 * <p><strong>What it shows.</strong> The protected header is readable: the key's name, the purpose, and a SHA-256 of
 * the user's name, by which somebody who guesses that name can confirm the guess. The length of what is inside shows,
 * too.
 *
 * <p><strong>Rotation.</strong> The first key of the ring seals, every key of it opens. To change keys, give all
 * replicas the new one behind the current, then put it first, and drop the old one a lifetime later. One key is good
 * for 2<sup>32</sup> seals (NIST SP 800-38D §8.3, random nonces).
 *
 * <p>Immutable and safe for use by several threads, if the provider is. Throws nothing; failures and text forms show
 * nothing of what is inside, and no keys.
 */
public final class JweSeal implements Seal {

    /** In characters, all of them ASCII. */
    static final int LIMIT = 64 * 1024;

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(30);

    private static final Seal.Purpose PROBE = Seal.Purpose.of("countersign.probe").get();

    private final Seq<SealKey> ring;
    private final Duration lifetime;
    private final Clock clock;
    private final SupportingProviders providers;

    private JweSeal(Seq<SealKey> ring, Duration lifetime, Clock clock, SupportingProviders providers) {
        this.ring = ring;
        this.lifetime = lifetime;
        this.clock = clock;
        this.providers = providers;
    }

    /** A seal by the system's clock, with Bouncy Castle's cipher. See {@link #of(Seq, Duration, Clock, Provider)}. */
    public static Validation<Seq<Violation>, JweSeal> of(Seq<SealKey> ring, Duration lifetime) {
        return of(ring, lifetime, Clock.systemUTC(), ProviderPolicy.bouncyCastle());
    }

    /**
     * A seal with those keys, or everything that is wrong with them. Each key seals and opens a probe here, to prove
     * that the provider can.
     *
     * @param ring the keys: the first one seals, all of them open; each under a name of its own
     * @param lifetime how long what is sealed can be opened, rounded up to the second; a second to 30 days
     * @param clock by which that is told
     * @param provider of the cipher {@code AES/GCM/NoPadding}
     */
    public static Validation<Seq<Violation>, JweSeal> of(
            Seq<SealKey> ring, Duration lifetime, Clock clock, Provider provider) {
        return of(ring, lifetime, clock, ProviderPolicy.signingWith(provider));
    }

    /** The same with the providers of that policy for the cipher, the hash of the user's name, and the nonces. */
    public static Validation<Seq<Violation>, JweSeal> of(
            Seq<SealKey> ring, Duration lifetime, Clock clock, ProviderPolicy policy) {
        Objects.requireNonNull(ring, "ring");
        Objects.requireNonNull(lifetime, "lifetime");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(policy, "policy");
        Seq<Violation> violations = violationsOf(ring, lifetime)
                .appendAll(ring.flatMap(key -> violationOf(key, PolicyAccess.support(policy))).distinct());
        return violations.isEmpty()
                ? Validation.valid(new JweSeal(List.ofAll(ring), lifetime, clock, PolicyAccess.support(policy)))
                : Validation.invalid(violations);
    }

    private static Seq<Violation> violationsOf(Seq<SealKey> ring, Duration lifetime) {
        List<Violation> violations = List.empty();
        if (ring.isEmpty()) {
            violations = violations.append(new Violation("ring", "must hold a key"));
        }
        if (ring.distinctBy(SealKey::kid).size() < ring.size()) {
            violations = violations.append(new Violation("ring", "must hold each kid once"));
        }
        if (lifetime.compareTo(SHORTEST) < 0 || lifetime.compareTo(LONGEST) > 0) {
            violations = violations.append(new Violation("lifetime", "must be between a second and "
                    + LONGEST.toDays() + " days"));
        }
        return violations;
    }

    private static Option<Violation> violationOf(SealKey key, SupportingProviders providers) {
        String probe = "probe";
        JweSeal probing = new JweSeal(List.of(key), SHORTEST, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), providers);
        return Option.when(
                !probing.seal(probe, PROBE, probe)
                        .flatMap(sealed -> probing.open(sealed, PROBE, probe)).contains(probe),
                () -> new Violation("provider", "must be able to encrypt and decrypt with AES/GCM/NoPadding, and to hash with "
                        + "SHA-256"));
    }

    /**
     * {@inheritDoc}
     *
     * @return {@link SealFailure.SealBroken} for a text so long that what is sealed would exceed 65536 characters
     */
    @Override
    public Either<SealFailure, String> seal(String text, Seal.Purpose purpose, String user) {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(user, "user");
        if (text.length() > LIMIT) {
            return Either.left(tooLong());
        }
        try {
            String sealed = CompactJwe.encrypted(
                    SealedClaims.of(text, clock.instant(), lifetime).json(), purpose, user, ring.head(), providers);
            return sealed.length() > LIMIT ? Either.left(tooLong()) : Either.right(sealed);
        } catch (Exception | Error failed) {
            return Either.left(broken(failed));
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>That it has expired, or is for another purpose or another user, is told only of what was proven to be sealed
     * here, and unaltered.
     */
    @Override
    public Either<SealFailure, String> open(String sealed, Seal.Purpose purpose, String user) {
        Objects.requireNonNull(sealed, "sealed");
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(user, "user");
        Option<CompactJwe> form = sealed.length() > LIMIT ? Option.none() : CompactJwe.read(sealed);
        return form.<SealFailure>toEither(SealFailure.Altered::new)
                .flatMap(jwe -> ring.find(key -> key.kid().equals(jwe.kid()))
                        .<SealFailure>toEither(SealFailure.UnknownKey::new)
                        .flatMap(key -> opened(jwe, key, purpose, user)));
    }

    private Either<SealFailure, String> opened(CompactJwe jwe, SealKey key, Seal.Purpose purpose, String user) {
        try {
            String claims = jwe.decrypted(key, providers);
            if (!jwe.isFor(purpose)) {
                return Either.left(new SealFailure.ForAnotherPurpose());
            }
            return jwe.isFor(user, providers)
                    ? SealedClaims.read(claims).<SealFailure>mapLeft(SealFailure.Unusable::new).flatMap(this::inTime)
                    : Either.left(new SealFailure.ForAnotherUser());
        } catch (Exception | Error failed) {
            return Either.left(failed.getCause() instanceof BadPaddingException
                    ? new SealFailure.Altered()
                    : broken(failed));
        }
    }

    private Either<SealFailure, String> inTime(SealedClaims claims) {
        return claims.isOverAt(clock.instant())
                ? Either.left(new SealFailure.Expired(claims.expiresAt()))
                : Either.right(claims.text());
    }

    private static SealFailure tooLong() {
        return new SealFailure.SealBroken("what is sealed would be longer than " + LIMIT
                + " characters; keep it on the server and hand out a name for it instead");
    }

    /** Names the exceptions' types but not their messages, which may hold anything. */
    private SealFailure broken(Throwable failed) {
        return new SealFailure.SealBroken("provider " + providers.secrets().getName() + ", " + Thrown.typeOf(failed)
                + Option.of(failed.getCause()).map(cause -> " by " + Thrown.typeOf(cause)).getOrElse("")
                + "; check the keys and the provider");
    }

    @Override
    public String toString() {
        return "JweSeal[" + ring.map(SealKey::kid).mkString(", ") + "; " + lifetime + "]";
    }
}
