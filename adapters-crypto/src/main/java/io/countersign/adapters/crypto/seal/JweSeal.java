package io.countersign.adapters.crypto.seal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWTClaimsSet;
import io.countersign.adapters.crypto.ProviderPolicy;
import io.countersign.adapters.crypto.provider.SupportingProviders;
import io.countersign.adapters.crypto.provider.Thrown;
import io.countersign.domain.InvalidValueException;
import io.countersign.domain.Violation;
import io.countersign.ports.failure.SealFailure;
import io.countersign.ports.outbound.Seal;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;
import io.vavr.control.Validation;

import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.BadPaddingException;

/**
 * Seals texts as encrypted JWTs (RFC 7519): compact JWE (RFC 7516) with direct encryption ({@code dir}) and
 * {@code A256GCM}, the key named by {@code kid}.
 *
 * <pre>{@code
 * SealKey.of("2026-05", thisMonth).combine(SealKey.of("2026-04", lastMonth))
 *         .ap((current, old) -> JweSeal.builder(List.of(current, old)).buildOrThrow());
 * }</pre>
 *
 * <p><strong>Promises.</strong> Nobody without the key can read or alter the text. It opens for one purpose
 * ({@code aud}) and one user ({@code sub}), until it expires ({@code exp}). It can be opened again until then.
 *
 * <p><strong>Visible.</strong> The name of the key, and the length of the text together with the purpose and the user.
 * All claims are inside the encryption.
 *
 * <p><strong>Rotation.</strong> The first key of the ring seals, every key of it opens. To change keys, give all
 * replicas the new one behind the current one, then put it first, and drop the old one a lifetime later. One key is
 * good for 2<sup>32</sup> seals (NIST SP 800-38D §8.3, random nonces).
 *
 * <p>Immutable and safe for use by several threads, if the provider is. Throws nothing. Failures and text forms show
 * neither the sealed text nor keys.
 */
public final class JweSeal implements Seal {

    /** The longest sealed text, in characters, all of them ASCII. */
    static final int LIMIT = 64 * 1024;

    private static final String TEXT = "text";
    private static final Set<String> CLAIMS = Set.of("aud", "sub", "iat", "exp", TEXT);
    /** A half of a surrogate pair that stands alone; Java's regular expressions see whole pairs as one character. */
    private static final Pattern UNPAIRED_SURROGATE = Pattern.compile("\\p{Cs}");

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

    /**
     * Returns a builder of a seal.
     *
     * @param ring the keys: the first one seals, all of them open; each under a name of its own
     */
    public static Builder builder(Iterable<SealKey> ring) {
        return new Builder(List.ofAll(Objects.requireNonNull(ring, "ring")));
    }

    /**
     * {@inheritDoc}
     *
     * @return {@link SealFailure.Kind#SEAL_BROKEN} if the sealed text would exceed 65536 characters
     */
    @Override
    public Either<SealFailure, String> seal(String text, Seal.Purpose purpose, String user) {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(user, "user");
        if (text.length() > LIMIT || user.length() > LIMIT) {
            return Either.left(tooLong());
        }
        try {
            JWEObject jwe = new JWEObject(CompactJwe.header(ring.head()), payload(claims(text, purpose, user)));
            DirectEncrypter encrypter = new DirectEncrypter(ring.head().key());
            encrypter.getJCAContext().setProvider(providers.secrets());
            encrypter.getJCAContext().setSecureRandom(providers.random());
            jwe.encrypt(encrypter);
            String sealed = jwe.serialize();
            return sealed.length() > LIMIT ? Either.left(tooLong()) : Either.right(sealed);
        } catch (Exception | Error failed) {
            return Either.left(broken(failed));
        }
    }

    /** Times are in whole seconds, so the end is rounded up: the text opens for at least the lifetime. */
    private JWTClaimsSet claims(String text, Seal.Purpose purpose, String user) {
        Instant now = clock.instant();
        Instant end = now.plus(lifetime);
        return new JWTClaimsSet.Builder().audience(purpose.name()).subject(user)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(end.getNano() == 0 ? end : end.plusSeconds(1)))
                .claim(TEXT, text).build();
    }

    /** Writes claims in ASCII: UTF-8 would make all unpaired surrogates the same, and so two users one. */
    private static Payload payload(JWTClaimsSet claims) {
        return new Payload(UNPAIRED_SURROGATE.matcher(claims.toString())
                .replaceAll(half -> String.format("\\\\u%04x", (int) half.group().charAt(0))));
    }

    /**
     * {@inheritDoc}
     *
     * <p>Only a text that was sealed with one of the keys, and not altered, is reported as one for another purpose or
     * user, or as expired; and as expired only to a caller who names its purpose and its user.
     */
    @Override
    public Either<SealFailure, String> open(String sealed, Seal.Purpose purpose, String user) {
        Objects.requireNonNull(sealed, "sealed");
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(user, "user");
        Option<EncryptedJWT> form = sealed.length() > LIMIT ? Option.none() : CompactJwe.read(sealed);
        return form.<SealFailure>toEither(SealFailure::altered)
                .flatMap(jwe -> ring.find(key -> key.kid().equals(jwe.getHeader().getKeyID()))
                        .<SealFailure>toEither(SealFailure::unknownKey)
                        .flatMap(key -> decrypted(jwe, key)))
                .flatMap(jwe -> opened(jwe, purpose, user));
    }

    private Either<SealFailure, EncryptedJWT> decrypted(EncryptedJWT jwe, SealKey key) {
        try {
            DirectDecrypter decrypter = new DirectDecrypter(key.key());
            decrypter.getJCAContext().setProvider(providers.secrets());
            jwe.decrypt(decrypter);
            return Either.right(jwe);
        } catch (JOSEException | RuntimeException | Error failed) {
            return Either.left(failed.getCause() instanceof BadPaddingException
                    ? SealFailure.altered()
                    : broken(failed));
        }
    }

    /** Compares the end by hand: the library's verifier takes null for present, and wraps a far time around. */
    private Either<SealFailure, String> opened(EncryptedJWT jwe, Seal.Purpose purpose, String user) {
        try {
            JWTClaimsSet claims = jwe.getJWTClaimsSet();
            String text = claims.getStringClaim(TEXT);
            Date begin = claims.getIssueTime();
            Date end = claims.getExpirationTime();
            if (!claims.getClaims().keySet().equals(CLAIMS)
                    || text == null || begin == null || end == null || end.before(begin)) {
                return Either.left(unusable());
            }
            if (!claims.getAudience().equals(java.util.List.of(purpose.name()))) {
                return Either.left(SealFailure.forAnotherPurpose());
            }
            if (!user.equals(claims.getSubject())) {
                return Either.left(SealFailure.forAnotherUser());
            }
            return clock.instant().isBefore(end.toInstant())
                    ? Either.right(text)
                    : Either.left(SealFailure.expired(end.toInstant()));
        } catch (ParseException | RuntimeException notOurs) {
            return Either.left(unusable());
        }
    }

    private static SealFailure unusable() {
        return SealFailure.unusable(
                List.of(new Violation("claims", "must be JSON with aud, sub, iat, exp and text alone")));
    }

    private static SealFailure tooLong() {
        return SealFailure.sealBroken("the sealed text would be longer than " + LIMIT
                + " characters; keep the text on the server and hand out a name for it instead");
    }

    /** Names the exceptions' types but not their messages, which may hold anything. */
    private SealFailure broken(Throwable failed) {
        return SealFailure.sealBroken("provider " + providers.secrets().getName() + ", " + Thrown.typeOf(failed)
                + Option.of(failed.getCause()).map(cause -> " by " + Thrown.typeOf(cause)).getOrElse("")
                + "; check the keys and the provider");
    }

    @Override
    public String toString() {
        return "JweSeal[" + ring.map(SealKey::kid).mkString(", ") + "; " + lifetime + "]";
    }

    /** Builds a {@link JweSeal}. Can be used again after it has built one. Not safe for use by several threads. */
    public static final class Builder {

        private static final Duration SHORTEST = Duration.ofSeconds(1);
        private static final Duration LONGEST = Duration.ofDays(30);
        private static final Seal.Purpose PROBE = Seal.Purpose.of("countersign.probe").get();

        private final Seq<SealKey> ring;
        private Duration lifetime = Duration.ofMinutes(10);
        private Clock clock = Clock.systemUTC();
        private ProviderPolicy policy = ProviderPolicy.bouncyCastle();

        private Builder(Seq<SealKey> ring) {
            this.ring = ring;
        }

        /**
         * Sets the time that a sealed text can be opened. Default: 10 minutes.
         *
         * @param lifetime 1 second to 30 days, rounded up to the second
         */
        public Builder lifetime(Duration lifetime) {
            this.lifetime = Objects.requireNonNull(lifetime, "lifetime");
            return this;
        }

        /** Sets the clock. Default: the clock of the system. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Sets the providers of the cipher {@code AES/GCM/NoPadding} and of the nonces. Default:
         * {@link ProviderPolicy#bouncyCastle()}.
         */
        public Builder provider(ProviderPolicy policy) {
            this.policy = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Returns the seal. Each key seals and opens a probe first, to prove that the provider can.
         *
         * @return the seal, or everything that is wrong with it
         */
        public Validation<Seq<Violation>, JweSeal> build() {
            SupportingProviders providers = policy.support();
            List<Violation> violations = List.of(
                    Option.when(ring.isEmpty(), () -> new Violation("ring", "must hold a key")),
                    Option.when(ring.distinctBy(SealKey::kid).size() < ring.size(),
                            () -> new Violation("ring", "must hold each kid once")),
                    Option.when(lifetime.compareTo(SHORTEST) < 0 || lifetime.compareTo(LONGEST) > 0,
                            () -> new Violation("lifetime",
                                    "must be between a second and " + LONGEST.toDays() + " days")),
                    Option.when(!ring.forAll(key -> isUsable(key, providers)),
                            () -> new Violation("provider",
                                    "must be able to encrypt and decrypt with AES/GCM/NoPadding")))
                    .flatMap(violation -> violation);
            return violations.isEmpty()
                    ? Validation.valid(new JweSeal(ring, lifetime, clock, providers))
                    : Validation.invalid(violations);
        }

        /**
         * Returns the seal, like {@link #build}.
         *
         * @throws InvalidValueException with all violations, if something is wrong with it
         */
        public JweSeal buildOrThrow() {
            return InvalidValueException.valueOrThrow(build());
        }

        private static boolean isUsable(SealKey key, SupportingProviders providers) {
            JweSeal seal = new JweSeal(List.of(key), SHORTEST, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), providers);
            return seal.seal(TEXT, PROBE, TEXT).flatMap(sealed -> seal.open(sealed, PROBE, TEXT)).contains(TEXT);
        }

        @Override
        public String toString() {
            return "JweSeal.Builder[" + ring.map(SealKey::kid).mkString(", ") + "; " + lifetime + "]";
        }
    }
}
