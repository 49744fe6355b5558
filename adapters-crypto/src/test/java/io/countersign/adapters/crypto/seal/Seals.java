package io.countersign.adapters.crypto.seal;

import io.countersign.adapters.crypto.ProviderPolicy;
import io.countersign.adapters.crypto.provider.DefaultProvider;
import io.countersign.ports.outbound.Seal;
import io.vavr.collection.List;

import java.security.Provider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;

/** Keys, clocks and seals for tests. */
public final class Seals {

    public static final Seal.Purpose PURPOSE = Seal.Purpose.of("test").get();
    public static final Duration LIFETIME = Duration.ofMinutes(10);
    public static final SealKey CURRENT = key("2026-05", 5);
    static final SealKey OLD = key("2026-04", 4);

    private Seals() {}

    static byte[] bytes(int seed) {
        byte[] bytes = new byte[32];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static SealKey key(String kid, int seed) {
        return SealKey.of(kid, bytes(seed)).get();
    }

    static JweSeal of(SealKey... ring) {
        return JweSeal.builder(List.of(ring)).lifetime(LIFETIME).buildOrThrow();
    }

    static JweSeal at(Clock clock, SealKey... ring) {
        return JweSeal.builder(List.of(ring)).lifetime(LIFETIME).clock(clock)
                .provider(ProviderPolicy.signingWith(DefaultProvider.instance())).buildOrThrow();
    }

    public static JweSeal with(Provider provider) {
        return JweSeal.builder(List.of(CURRENT)).lifetime(LIFETIME).clock(Clock.systemUTC())
                .provider(ProviderPolicy.signingWith(provider)).buildOrThrow();
    }

    /** Any characters, halves of surrogate pairs among them. */
    static String text(Random random, int limit) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(limit); left > 0; left--) {
            switch (random.nextInt(6)) {
                case 0 -> text.append((char) random.nextInt(0x20));
                case 1 -> text.appendCodePoint(0x10000 + random.nextInt(0xFFFFF));
                case 2 -> text.append((char) (0xD800 + random.nextInt(0x800)));
                case 3 -> text.append((char) random.nextInt(0x10000));
                case 4 -> text.append("\"\\/\u2028\u007F".charAt(random.nextInt(5)));
                default -> text.append((char) (' ' + random.nextInt(95)));
            }
        }
        return text.toString();
    }

    /** A clock that stands still until it is told otherwise. */
    static final class StandingClock extends Clock {

        private volatile Instant now = Instant.parse("2026-01-02T03:04:05.678Z");

        void advance(Duration duration) {
            now = now.plus(duration);
        }

        void set(Instant instant) {
            now = instant;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
