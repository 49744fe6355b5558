package io.countersign.domain.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.domain.fixture.CountingClassLoader;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;

/**
 * Whatever a challenge lists, even credentials whose hash codes are all the same: each operation on it takes steps in
 * proportion to {@code n log n}. Steps are counted, so that a busy machine changes nothing.
 */
class HostileChallengeTest {

    private static final int SMALL = 200;
    private static final int TIMES = 8;
    /** Of {@code n log n}; {@code n²} would be 64. */
    private static final double GROWTH = TIMES * Math.log(SMALL * TIMES) / Math.log(SMALL);

    @Test
    @SuppressWarnings("unchecked")
    void no_operation_on_a_challenge_takes_more_than_n_log_n_steps() throws Exception {
        var costsOf = (BiFunction<Integer, Long, Map<String, Long>>) new CountingClassLoader()
                .loadClass(HostileChallenge.class.getName()).getConstructor().newInstance();
        for (int round = 0; round < 12; round++) {
            long seed = new Random().nextLong();
            var small = costsOf.apply(SMALL, seed);
            var large = costsOf.apply(SMALL * TIMES, seed);

            large.forEach((operation, steps) -> assertThat((double) steps)
                    .as("%s takes %d steps for %d credentials and %d for %d; seed %d",
                            operation, small.get(operation), SMALL, steps, SMALL * TIMES, seed)
                    .isPositive().isLessThan(1.5 * GROWTH * small.get(operation) + 1000));
        }
    }
}
