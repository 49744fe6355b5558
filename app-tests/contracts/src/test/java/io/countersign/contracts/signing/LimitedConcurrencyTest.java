package io.countersign.contracts.signing;

import io.countersign.contracts.fixture.TestKey;
import io.countersign.contracts.support.LimitedConcurrency;
import io.countersign.contracts.support.WireSamples;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.CredentialSigner;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests the number of successful calls, the failures of the others, and invalid limits. */
class LimitedConcurrencyTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final KeyUnderTest key = KeyUnderTest.of(TestKey.sound(), TestKey.PUBLIC_KEY_PEM);

    @Test
    void each_call_has_a_number_of_its_own() {
        List<Integer> numbers = new LimitedConcurrency(3, 10, 20, LONG).served(Either::<SigningFailure, Integer>right);

        assertThat(numbers).doesNotHaveDuplicates().hasSizeBetween((3 + 8) * 10, (3 + 8) * 20);
    }

    @Test
    void where_no_limit_was_said_a_refusal_fails_the_test_which_tells_how_to_say_one() {
        var calls = new AtomicInteger();

        assertThatThrownBy(() -> key.concurrency(10, 10, LONG).served(number -> calls.incrementAndGet() == 40
                ? Either.left(SigningFailure.keyUnreachable("busy; try again"))
                : Either.right(number)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("busy").hasMessageContaining("maxConcurrentCalls");
    }

    @Test
    void beyond_the_limit_many_may_be_told_to_come_again() {
        var calls = new AtomicInteger();

        List<Integer> served = key.maxConcurrentCalls(1).concurrency(10, 10, LONG).served(number ->
                calls.incrementAndGet() > 10 && number % 10 != 9
                        ? Either.left(SigningFailure.keyUnreachable("busy; try again"))
                        : Either.right(number));

        assertThat(served).hasSize(10 + 8);
    }

    @Test
    void limits_under_which_nothing_can_be_signed_are_refused() {
        SignerUnderTest signer = SignerUnderTest.key(
                CredentialSigner.key(WireSamples.KEY, TestKey.sound()), TestKey.PUBLIC_KEY_PEM);

        assertThatIllegalArgumentException().isThrownBy(() -> key.maxConcurrentCalls(0))
                .withMessageContaining("positive");
        assertThatIllegalArgumentException().isThrownBy(() -> signer.maxConcurrentCalls(0))
                .withMessageContaining("positive");
        assertThatIllegalArgumentException().isThrownBy(() -> key.maxMessageBytes(511)).withMessageContaining("512");
        assertThatIllegalArgumentException().isThrownBy(() -> signer.maxMessageBytes(511)).withMessageContaining("512");
    }
}
