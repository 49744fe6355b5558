package io.countersign.contracts.sealing;

import io.countersign.contracts.support.CallOnAThread;
import io.countersign.contracts.support.Cases;
import io.countersign.contracts.support.Contention;
import io.countersign.contracts.support.LimitedCall;
import io.countersign.contracts.support.Outcome;
import io.countersign.contracts.support.Secrets;
import io.countersign.ports.failure.SealFailure;
import io.countersign.ports.outbound.Seal;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;

import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * The contract of every {@link Seal}. Implement three methods in a test class, and JUnit runs every test that the seal
 * of this library passes:
 *
 * <pre>{@code
 * class OurSealTest implements SealContract {
 *
 *     @Override
 *     public Seal seal() {
 *         return new OurSeal(keys, clock);
 *     }
 *
 *     @Override
 *     public Seal sealAfterExpiry() {
 *         return new OurSeal(keys, Clock.offset(clock, Duration.ofDays(1)));
 *     }
 *
 *     @Override
 *     public Seal sealWithOtherKeys() {
 *         return new OurSeal(otherKeys, clock);
 *     }
 * }
 * }</pre>
 */
public interface SealContract {

    /**
     * Returns the seal. Called once by every test; may return the same each time.
     *
     * @return the seal
     */
    Seal seal();

    /**
     * Returns a seal with the same keys, at a time when texts that {@link #seal} seals now are expired.
     *
     * @return the seal
     */
    Seal sealAfterExpiry();

    /**
     * Returns a seal with keys other than those of {@link #seal}.
     *
     * @return the seal
     */
    Seal sealWithOtherKeys();

    private static String sealed(Seal seal, String text) {
        return Outcome.success(() -> seal.seal(text, SealedSamples.PURPOSE, SealedSamples.USER));
    }

    private static String opened(Seal seal, String sealed) {
        return Outcome.success(() -> seal.open(sealed, SealedSamples.PURPOSE, SealedSamples.USER));
    }

    private static SealFailure refusal(Seal seal, String sealed) {
        return Outcome.failure(() -> seal.open(sealed, SealedSamples.PURPOSE, SealedSamples.USER));
    }

    @Test
    default void what_was_sealed_opens_for_its_user() {
        Seal seal = seal();

        Cases.forEach(SealedSamples.TEXTS, text -> {
            assertThat(opened(seal, sealed(seal, text)).equals(text)).as("the text is the same").isTrue();
        });
        Cases.forEach(SealedSamples.USERS, user -> {
            String sealed = Outcome.success(() -> seal.seal(SealedSamples.TEXT, SealedSamples.PURPOSE, user));

            assertThat(Outcome.success(() -> seal.open(sealed, SealedSamples.PURPOSE, user)))
                    .isEqualTo(SealedSamples.TEXT);
        });
    }

    @Test
    default void a_form_field_a_header_and_a_url_carry_it_as_it_is() {
        Seal seal = seal();

        Cases.forEach(SealedSamples.TEXTS, text -> {
            assertThat(sealed(seal, text)).as("only unreserved characters (RFC 3986 §2.3)").matches("[A-Za-z0-9._~-]+");
        });
    }

    @Test
    default void what_is_sealed_does_not_show() {
        String sealed = sealed(seal(), SealedSamples.TEXT);

        Secrets secrets = Secrets.of(SealedSamples.TEXT);
        secrets.assertHiddenIn(sealed);
        Cases.forEachNumbered("part", List.of(sealed.split("[._~]")), part -> {
            secrets.assertHiddenIn(SealedSamples.decoded(part));
        });
    }

    @Test
    default void equal_texts_do_not_look_equal() {
        Seal seal = seal();

        Contention.assertDistinct("100 sealed texts",
                List.range(0, 100).map(time -> sealed(seal, SealedSamples.TEXT)).asJava());
    }

    @Test
    default void it_opens_for_nobody_else() {
        Seal seal = seal();

        Cases.forEach(SealedSamples.USERS, user -> {
            String sealed = Outcome.success(() -> seal.seal(SealedSamples.TEXT, SealedSamples.PURPOSE, user));
            Cases.forEach(SealedSamples.USERS.remove(user), other -> {
                SealFailure failure = Outcome.failure(() -> seal.open(sealed, SealedSamples.PURPOSE, other));

                // A cipher that takes the name in cannot tell another user from another text.
                assertThat(failure).extracting(SealFailure::kind)
                        .isIn(SealFailure.Kind.FOR_ANOTHER_USER, SealFailure.Kind.ALTERED);
            });
        });
    }

    @Test
    default void it_opens_for_no_other_purpose() {
        Seal seal = seal();

        Cases.forEach(SealedSamples.PURPOSES, purpose -> {
            String sealed = Outcome.success(() -> seal.seal(SealedSamples.TEXT, purpose, SealedSamples.USER));
            assertThat(Outcome.success(() -> seal.open(sealed, purpose, SealedSamples.USER)))
                    .isEqualTo(SealedSamples.TEXT);
            Cases.forEach(SealedSamples.PURPOSES.remove(purpose), other -> {
                SealFailure failure = Outcome.failure(() -> seal.open(sealed, other, SealedSamples.USER));

                // A cipher that takes the purpose in cannot tell another purpose from another text.
                assertThat(failure).extracting(SealFailure::kind)
                        .isIn(SealFailure.Kind.FOR_ANOTHER_PURPOSE, SealFailure.Kind.ALTERED);
            });
        });
    }

    /** Purpose and user must be bound separately: joined by a separator, two pairs could become the same text. */
    @Test
    default void what_one_purpose_lacks_a_user_does_not_make_up_for() {
        Seal seal = seal();

        Cases.forEach(SealedSamples.PAIRS, pair -> {
            String sealed = Outcome.success(() -> seal.seal(SealedSamples.TEXT, pair.purpose(), pair.user()));
            Cases.forEach(SealedSamples.PAIRS.remove(pair), other -> {
                SealFailure failure = Outcome.failure(() -> seal.open(sealed, other.purpose(), other.user()));

                assertThat(failure).extracting(SealFailure::kind).isIn(SealFailure.Kind.FOR_ANOTHER_PURPOSE,
                        SealFailure.Kind.FOR_ANOTHER_USER, SealFailure.Kind.ALTERED);
            });
        });
    }

    @Test
    default void what_is_no_sealed_text_does_not_open() {
        Seal seal = seal();

        Cases.forEach(SealedSamples.NO_SEALED_TEXTS, text -> {
            assertThat(refusal(seal, text))
                    .extracting(SealFailure::kind).isIn(SealFailure.Kind.ALTERED, SealFailure.Kind.UNKNOWN_KEY);
        });
    }

    @Test
    default void what_was_altered_does_not_open_as_another_text() {
        Seal seal = seal();
        String sealed = sealed(seal, SealedSamples.TEXT);

        Cases.forEachNumbered("altered text", SealedSamples.alteredFormsOf(sealed), altered -> {
            Either<SealFailure, String> outcome =
                    Outcome.of(() -> seal.open(altered, SealedSamples.PURPOSE, SealedSamples.USER));

            // Bits that are in no byte of base64 change nothing.
            assertThat(outcome.forAll(SealedSamples.TEXT::equals)).as("whether an altered text opens as another")
                    .isTrue();
        });
    }

    @Test
    default void what_breaks_off_does_not_open() {
        Seal seal = seal();
        String sealed = sealed(seal, SealedSamples.TEXT);

        Cases.forEach(List.range(0, 10), tenth -> {
            refusal(seal, sealed.substring(0, sealed.length() * tenth / 10));
        });
    }

    @Test
    default void parts_of_two_sealed_texts_do_not_open_together() {
        Seal seal = seal();
        String one = sealed(seal, SealedSamples.TEXT);
        String other = sealed(seal, SealedSamples.TEXT.toUpperCase(Locale.ROOT));

        Cases.forEach(List.range(1, 10), tenth -> {
            int place = one.length() * tenth / 10;
            String mixed = one.substring(0, place) + other.substring(Math.min(place, other.length()));

            if (!mixed.equals(one) && !mixed.equals(other)) {
                refusal(seal, mixed);
            }
        });
    }

    @Test
    default void what_another_seal_sealed_does_not_open() {
        SealFailure failure = refusal(seal(), sealed(sealWithOtherKeys(), SealedSamples.TEXT));

        assertThat(failure).extracting(SealFailure::kind).isIn(SealFailure.Kind.UNKNOWN_KEY, SealFailure.Kind.ALTERED);
    }

    @Test
    default void it_ends_with_its_time() {
        String sealed = sealed(seal(), SealedSamples.TEXT);

        assertThat(refusal(sealAfterExpiry(), sealed)).returns(SealFailure.Kind.EXPIRED, SealFailure::kind);
    }

    @Test
    default void threads_that_seal_and_open_at_once_get_what_is_theirs() {
        Seal seal = seal();

        List<String> opened = List.ofAll(Contention.of(20, number -> {
            String sealed = sealed(seal, "text " + number);
            return opened(seal, sealed);
        }));

        assertThat(opened).isEqualTo(List.range(0, opened.size()).map(number -> "text " + number));
    }

    @Test
    default void an_interrupted_thread_gets_an_answer_and_stays_interrupted() {
        Seal seal = seal();
        String sealed = sealed(seal, SealedSamples.TEXT);

        CallOnAThread.interruptedBefore(() -> seal.seal(SealedSamples.TEXT, SealedSamples.PURPOSE, SealedSamples.USER));
        CallOnAThread.interruptedBefore(() -> seal.open(sealed, SealedSamples.PURPOSE, SealedSamples.USER));
    }

    @Test
    default void a_null_is_refused_at_once() {
        Seal seal = seal();
        String sealed = sealed(seal, SealedSamples.TEXT);

        Seq<Runnable> calls = List.of(
                () -> seal.seal(null, SealedSamples.PURPOSE, SealedSamples.USER),
                () -> seal.seal(SealedSamples.TEXT, null, SealedSamples.USER),
                () -> seal.seal(SealedSamples.TEXT, SealedSamples.PURPOSE, null),
                () -> seal.open(null, SealedSamples.PURPOSE, SealedSamples.USER),
                () -> seal.open(sealed, null, SealedSamples.USER),
                () -> seal.open(sealed, SealedSamples.PURPOSE, null));
        Cases.forEachNumbered("call", calls, call -> {
            assertThatNullPointerException().as("a null is the caller's mistake, not a failure of the seal")
                    .isThrownBy(() -> LimitedCall.run(call));
        });
    }

    @Test
    default void no_text_form_shows_what_is_sealed() {
        Seal seal = seal();
        String sealed = sealed(seal, SealedSamples.TEXT);
        Secrets secrets = Secrets.of(SealedSamples.TEXT, sealed);
        Seq<SealFailure> failures = List.of(
                Outcome.failure(() -> seal.open(sealed, SealedSamples.PURPOSE, "another")),
                Outcome.failure(() -> seal.open(sealed, SealedSamples.OTHER_PURPOSE, SealedSamples.USER)),
                refusal(seal, sealed.substring(0, sealed.length() - 8)),
                refusal(seal, sealed + SealedSamples.TEXT),
                refusal(sealAfterExpiry(), sealed),
                refusal(sealWithOtherKeys(), sealed));

        secrets.assertHiddenIn(seal);
        Cases.forEachNumbered("failure", failures, failure -> {
            secrets.assertHiddenIn(failure, failure.message());
        });
    }
}
