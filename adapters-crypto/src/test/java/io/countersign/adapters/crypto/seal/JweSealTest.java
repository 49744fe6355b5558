package io.countersign.adapters.crypto.seal;

import static io.countersign.adapters.crypto.seal.Seals.CURRENT;
import static io.countersign.adapters.crypto.seal.Seals.LIFETIME;
import static io.countersign.adapters.crypto.seal.Seals.OLD;
import static io.countersign.adapters.crypto.seal.Seals.PURPOSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.crypto.seal.Seals.StandingClock;
import io.countersign.ports.failure.SealFailure;
import io.countersign.ports.outbound.Seal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.security.Provider;
import java.security.Security;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

@Tag("fips")
class JweSealTest {

    @Test
    void any_text_that_was_sealed_for_any_user_opens_for_that_user() {
        var seal = Seals.of(CURRENT);
        for (int seed = 0; seed < 2_000; seed++) {
            var random = new Random(seed);
            String text = Seals.text(random, 200);
            String user = Seals.text(random, 30);

            String sealed = seal.seal(text, PURPOSE, user).get();

            assertThat(seal.open(sealed, PURPOSE, user)).as("seed %d", seed).containsOnRight(text);
            assertThat(sealed).as("seed %d", seed).matches("[A-Za-z0-9_.-]+");
        }
    }

    @Test
    void the_same_text_never_seals_to_the_same_text() {
        var seal = Seals.of(CURRENT);

        assertThat(IntStream.range(0, 1_000).mapToObj(time -> seal.seal("text", PURPOSE, "ada").get()))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {"ada, Ada", "ada, `ada `", "ada, ``", "``, ada",
        "\uD83E\uDD9C, \uD83E\uDD9D", "?, \u00E9"})
    void another_user_does_not_open_it(String owner, String other) {
        var seal = Seals.of(CURRENT);

        assertThat(seal.open(seal.seal("text", PURPOSE, owner).get(), PURPOSE, other))
                .containsOnLeft(SealFailure.forAnotherUser());
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", "\uD801", "\uDC00", "\uFFFD"})
    void users_that_are_the_same_in_utf_8_are_still_two(String other) {
        var seal = Seals.of(CURRENT);

        assertThat(seal.open(seal.seal("text", PURPOSE, "\uD800").get(), PURPOSE, other))
                .containsOnLeft(SealFailure.forAnotherUser());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tests", "tes", "test.", "countersign.probe", "countersign.pending-user-action"})
    void it_does_not_open_for_another_purpose(String name) {
        var seal = Seals.of(CURRENT);
        var other = Seal.Purpose.of(name).get();

        assertThat(seal.open(seal.seal("text", PURPOSE, "ada").get(), other, "ada"))
                .containsOnLeft(SealFailure.forAnotherPurpose());
        assertThat(seal.open(seal.seal("text", other, "ada").get(), PURPOSE, "ada"))
                .containsOnLeft(SealFailure.forAnotherPurpose());
        assertThat(seal.open(seal.seal("text", other, "ada").get(), other, "ada")).containsOnRight("text");
    }

    @Test
    void who_opens_it_for_another_purpose_is_not_told_whose_it_is_or_that_it_has_expired() {
        var clock = new StandingClock();
        var seal = Seals.at(clock, CURRENT);
        String sealed = seal.seal("text", PURPOSE, "ada").get();
        clock.advance(Duration.ofDays(1));

        for (String user : List.of("ada", "bob")) {
            assertThat(seal.open(sealed, Seal.Purpose.PENDING_USER_ACTION, user))
                    .containsOnLeft(SealFailure.forAnotherPurpose());
        }
    }

    @Test
    void it_opens_until_its_time_is_over_and_says_when_that_was() {
        var clock = new StandingClock();
        var seal = Seals.at(clock, CURRENT);
        String sealed = seal.seal("text", PURPOSE, "ada").get();

        clock.advance(LIFETIME);
        assertThat(seal.open(sealed, PURPOSE, "ada")).containsOnRight("text");

        clock.set(Instant.parse("2026-01-02T03:14:05.999999999Z"));
        assertThat(seal.open(sealed, PURPOSE, "ada")).containsOnRight("text");

        clock.set(Instant.parse("2026-01-02T03:14:06Z"));
        assertThat(seal.open(sealed, PURPOSE, "ada"))
                .containsOnLeft(SealFailure.expired(Instant.parse("2026-01-02T03:14:06Z")));

        clock.advance(Duration.ofDays(10_000));
        assertThat(seal.open(sealed, PURPOSE, "ada").getLeft()).returns(SealFailure.Kind.EXPIRED, SealFailure::kind);
    }

    @Test
    void another_user_is_not_told_that_it_has_expired() {
        var clock = new StandingClock();
        var seal = Seals.at(clock, CURRENT);
        String sealed = seal.seal("text", PURPOSE, "ada").get();
        clock.advance(Duration.ofDays(1));

        assertThat(seal.open(sealed, PURPOSE, "bob")).containsOnLeft(SealFailure.forAnotherUser());
    }

    @Test
    void keys_are_rotated_while_sealed_texts_still_open() {
        var before = Seals.of(OLD);
        var announced = Seals.of(OLD, CURRENT);
        var switched = Seals.of(CURRENT, OLD);
        var after = Seals.of(CURRENT);

        String byOld = announced.seal("text", PURPOSE, "ada").get();
        String byCurrent = switched.seal("text", PURPOSE, "ada").get();

        assertThat(before.open(byOld, PURPOSE, "ada")).containsOnRight("text");
        assertThat(switched.open(byOld, PURPOSE, "ada")).containsOnRight("text");
        assertThat(announced.open(byCurrent, PURPOSE, "ada")).containsOnRight("text");
        assertThat(after.open(byCurrent, PURPOSE, "ada")).containsOnRight("text");
        assertThat(after.open(byOld, PURPOSE, "ada")).containsOnLeft(SealFailure.unknownKey());
        assertThat(before.open(byCurrent, PURPOSE, "ada")).containsOnLeft(SealFailure.unknownKey());
    }

    @Test
    void another_key_of_the_same_name_does_not_open_it() {
        String sealed = Seals.of(CURRENT).seal("text", PURPOSE, "ada").get();

        assertThat(Seals.of(Seals.key(CURRENT.kid(), 99)).open(sealed, PURPOSE, "ada"))
                .containsOnLeft(SealFailure.altered());
    }

    @Test
    void what_the_sealed_text_could_not_hold_is_not_sealed() {
        var seal = Seals.of(CURRENT);
        String largest = "a".repeat(48_900);

        assertThat(seal.open(seal.seal(largest, PURPOSE, "ada").get(), PURPOSE, "ada")).containsOnRight(largest);
        for (int length : new int[] {49_200, JweSeal.LIMIT, JweSeal.LIMIT + 1, 5_000_000}) {
            assertThat(seal.seal("a".repeat(length), PURPOSE, "ada").getLeft()).as("%d", length)
                    .returns(SealFailure.Kind.SEAL_BROKEN, SealFailure::kind)
                    .extracting(SealFailure::detail).asString().contains("65536");
        }
    }

    @Test
    void the_ciphers_of_other_providers_seal_and_open_the_same() {
        Provider jdk = Security.getProvider("SunJCE");
        var byJdk = Seals.with(jdk);
        var byDefault = Seals.of(CURRENT);

        assertThat(byJdk.open(byDefault.seal("text", PURPOSE, "ada").get(), PURPOSE, "ada")).containsOnRight("text");
        assertThat(byDefault.open(byJdk.seal("text", PURPOSE, "ada").get(), PURPOSE, "ada")).containsOnRight("text");
        assertThat(byJdk.open(Seals.of(Seals.key(CURRENT.kid(), 9)).seal("text", PURPOSE, "ada").get(), PURPOSE, "ada"))
                .containsOnLeft(SealFailure.altered());
    }

    @Test
    void the_list_of_providers_stays_as_it_is() {
        var before = Security.getProviders();

        var seal = Seals.of(CURRENT);
        seal.open(seal.seal("text", PURPOSE, "ada").get(), PURPOSE, "ada");

        assertThat(Security.getProviders()).containsExactly(before);
    }

    @Test
    void a_clock_without_end_is_a_failure_and_no_exception() {
        var clock = new StandingClock();
        var seal = Seals.at(clock, CURRENT);
        String sealed = seal.seal("text", PURPOSE, "ada").get();
        clock.set(Instant.MAX);

        assertThat(seal.seal("text", PURPOSE, "ada").getLeft())
                .returns(SealFailure.Kind.SEAL_BROKEN, SealFailure::kind);
        assertThat(seal.open(sealed, PURPOSE, "ada").getLeft()).returns(SealFailure.Kind.EXPIRED, SealFailure::kind);
    }

    @Test
    void many_threads_share_one_seal() throws Exception {
        var seal = Seals.of(CURRENT, OLD);
        var threads = Executors.newFixedThreadPool(8);
        try {
            var rounds = IntStream.range(0, 400).<Callable<Boolean>>mapToObj(number -> () -> {
                String sealed = seal.seal("text " + number, PURPOSE, "user " + number).get();
                return seal.open(sealed, PURPOSE, "user " + number).contains("text " + number)
                        && seal.open(sealed, PURPOSE, "user " + (number + 1)).isLeft();
            }).toList();

            for (var outcome : threads.invokeAll(rounds)) {
                assertThat(outcome.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void nothing_shows_what_is_inside_or_the_keys() {
        var clock = new StandingClock();
        var seal = Seals.at(clock, CURRENT, OLD);
        String sealed = seal.seal("inner-secret", PURPOSE, "ada").get();
        var bob = seal.open(sealed, PURPOSE, "bob").getLeft();
        clock.advance(Duration.ofDays(1));
        var expired = seal.open(sealed, PURPOSE, "ada").getLeft();
        String key = new BigInteger(1, Seals.bytes(5)).toString(16);

        assertThat(List.<Object>of(seal, CURRENT, bob, bob.message(), expired, expired.message(), sealed))
                .allSatisfy(value ->
                assertThat(value.toString()).doesNotContain("inner-secret", key, "ada"));
        assertThat(seal).hasToString("JweSeal[2026-05, 2026-04; PT10M]");
        assertThat(CURRENT).hasToString("SealKey[2026-05]");
    }
}
