package io.countersign.adapters.crypto.passkey;

import static io.countersign.adapters.crypto.passkey.Passkeys.CHALLENGE;
import static io.countersign.adapters.crypto.passkey.Passkeys.assertion;
import static io.countersign.adapters.crypto.passkey.Passkeys.challengeFor;
import static io.countersign.adapters.crypto.passkey.Passkeys.count;
import static io.countersign.adapters.crypto.passkey.Passkeys.builder;
import static io.countersign.adapters.crypto.passkey.Passkeys.failure;
import static io.countersign.adapters.crypto.passkey.Passkeys.valid;
import static io.countersign.adapters.crypto.passkey.YubicoRelyingParty.ORIGIN;
import static io.countersign.adapters.crypto.passkey.YubicoRelyingParty.RP_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.remote.RemoteSigningKeyTest;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.domain.Violation;
import io.countersign.domain.credential.Fido2Assertion;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.collection.List;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/** Each passkey's signature counter: increasing whatever happens, and refused where it does not. */
@Timeout(120)
class SoftwareAuthenticatorCountingTest {

    private static final int THREADS = 16;
    private static final int ROUNDS = 25;

    @Test
    void counts_start_at_1_and_each_passkey_has_its_own() {
        var one = counting(SignatureCounter.inMemory());
        var other = valid(builder().key(Keys.generated(SignatureScheme.EDDSA)).build());

        assertThat(List.of(assertion(one), assertion(one), assertion(other), assertion(one)).map(Passkeys::count))
                .containsExactly(1L, 2L, 1L, 3L);
    }

    @Test
    void two_passkeys_of_one_builder_count_apart() {
        var builder = builder();

        assertThat(count(assertion(valid(builder.key(Keys.generated(SignatureScheme.EDDSA)).build())))).isEqualTo(1);
        assertThat(count(assertion(valid(builder.key(Keys.generated(SignatureScheme.EDDSA)).build())))).isEqualTo(1);
    }

    @Test
    void a_passkey_in_two_authenticators_has_one_counter() {
        var passkey = counting(SignatureCounter.inMemory());
        var authenticator = SoftwareAuthenticator.holding(passkey);

        assertThat(List.of(authenticator, authenticator.withoutUserVerification(),
                                SoftwareAuthenticator.holding(passkey))
                        .map(each -> count(assertion(each, challengeFor(passkey.id())))))
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void many_threads_at_once_get_counts_of_their_own_and_signatures_that_hold() throws Exception {
        assertCountsUnderLoad(SignatureCounter.inMemory());
    }

    @Test
    void a_counter_that_is_not_made_for_threads_is_asked_by_one_at_a_time() throws Exception {
        long[] count = {0};

        assertCountsUnderLoad(() -> {
            long next = count[0] + 1;
            Thread.yield();
            count[0] = next;
            return Either.right(next);
        });
    }

    private static void assertCountsUnderLoad(SignatureCounter counter) throws Exception {
        var passkey = counting(counter);
        var answers = new ArrayList<Fido2Assertion>();
        var start = new CountDownLatch(THREADS);
        var executor = Executors.newFixedThreadPool(THREADS);
        try {
            var working = new ArrayList<Future<java.util.List<Fido2Assertion>>>();
            for (int thread = 0; thread < THREADS; thread++) {
                working.add(executor.submit((Callable<java.util.List<Fido2Assertion>>) () -> {
                    start.countDown();
                    start.await();
                    var own = new ArrayList<Fido2Assertion>();
                    for (int round = 0; round < ROUNDS; round++) {
                        own.add(assertion(passkey));
                    }
                    return own;
                }));
            }
            for (var done : working) {
                assertThat(done.get()).extracting(Passkeys::count).isSorted();
                answers.addAll(done.get());
            }
        } finally {
            executor.shutdownNow();
        }
        assertThat(answers).extracting(Passkeys::count).containsExactlyInAnyOrderElementsOf(
                LongStream.rangeClosed(1, THREADS * ROUNDS).boxed().toList());
        var relyingParty = YubicoRelyingParty.of(RP_ID, ORIGIN, false)
                .enrolled(passkey.webAuthnId(), passkey.publicKeyCose());
        for (var answer : answers) {
            assertThat(relyingParty.verify(CHALLENGE, answer).isSuccess()).isTrue();
        }
    }

    @Test
    void the_last_count_of_all_is_used_and_none_after_it() throws Exception {
        var passkey = counting(SignatureCounter.inMemoryFrom(SignatureCounter.MAXIMUM).get());

        var last = YubicoRelyingParty.knowing(passkey).verify(CHALLENGE, assertion(passkey));

        assertThat(last.getSignatureCount()).isEqualTo(4_294_967_295L);
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThat(failure(passkey)).returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind);
            assertThat(failure(passkey).message()).contains("used up at 4294967295", "Register a new passkey");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 4, 1, 0, -1, Long.MIN_VALUE})
    void a_counter_that_does_not_move_on_is_refused_until_it_does(long afterFive) {
        var counts = List.of(5L, afterFive, 6L).iterator();
        var passkey = counting(() -> Either.right(counts.next()));

        assertThat(count(assertion(passkey))).isEqualTo(5);
        SigningFailure failure = failure(passkey);
        assertThat(failure).returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind);
        assertThat(failure.message()).contains("gave " + afterFive + " after 5", "more than 5");
        assertThat(count(assertion(passkey))).isEqualTo(6);
    }

    @Test
    void a_counter_that_has_a_failure_hands_it_on() {
        var failure = SigningFailure.keyUnreachable("the database is down");

        assertThat(failure(counting(() -> Either.left(failure)))).isEqualTo(failure);
    }

    @Test
    void what_a_counter_throws_becomes_a_failure_and_a_later_count_is_used() {
        var first = new boolean[] {true};
        var passkey = counting(() -> {
            if (first[0]) {
                first[0] = false;
                throw new IllegalStateException("a secret");
            }
            return Either.right(1L);
        });
        SigningFailure failure = failure(passkey);

        assertThat(failure).returns(SigningFailure.Kind.KEY_UNREACHABLE, SigningFailure::kind);
        assertThat(failure.message()).contains("signature counter", "IllegalStateException", "try again")
                .doesNotContain("a secret");
        assertThat(count(assertion(passkey))).isEqualTo(1);
    }

    @Test
    void what_a_counter_throws_is_told_by_type_and_without_the_message() {
        for (Throwable thrown : List.of(new AssertionError("a secret"), new NoSuchMethodError("a secret"),
                new StackOverflowError("a secret"), new IOException("a secret"))) {
            SigningFailure failure = failure(counting(() -> RemoteSigningKeyTest.sneaky(thrown)));

            assertThat(failure).returns(SigningFailure.Kind.KEY_UNREACHABLE, SigningFailure::kind);
            assertThat(failure.message()).contains(thrown.getClass().getName()).doesNotContain("a secret");
        }
    }

    @Test
    void a_thread_that_is_interrupted_while_the_counter_waits_stays_interrupted() {
        failure(counting(() -> RemoteSigningKeyTest.sneaky(new InterruptedException())));

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_counter_that_gives_null_is_one_that_failed() {
        assertThat(failure(counting(() -> null))).returns(SigningFailure.Kind.KEY_UNREACHABLE, SigningFailure::kind);
        assertThat(failure(counting(() -> Either.right(null))))
                .returns(SigningFailure.Kind.KEY_UNREACHABLE, SigningFailure::kind);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, SignatureCounter.MAXIMUM + 1, Long.MAX_VALUE, Long.MIN_VALUE})
    void a_counter_starts_within_what_the_field_can_hold(long first) {
        assertThat(SignatureCounter.inMemoryFrom(first).getError()).containsExactly(
                new Violation("signatureCounter", "must start between 1 and 4294967295"));
    }

    @Test
    void a_null_counter_is_refused_by_name() {
        assertThatNullPointerException().isThrownBy(() -> builder().signatureCounter(null)).withMessage("counter");
    }

    private static SoftwarePasskey counting(SignatureCounter counter) {
        return valid(builder().signatureCounter(counter).key(Keys.generated(SignatureScheme.EDDSA)).build());
    }
}
