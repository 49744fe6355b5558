package io.countersign.ports.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.ports.fixture.SealFailures;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

class SealFailureTest {

    private static final Map<String, String> MESSAGES = HashMap.of(
            "Altered", "the sealed text was altered or is none; take it exactly as it was given out, or begin again",
            "Expired", "the sealed text was good until 2026-01-02T03:04:05Z; begin again",
            "UnknownKey", "the sealed text names a key that is not configured here; give every replica the same keys,"
                    + " keep old ones for as long as what they sealed is good, or begin again",
            "ForAnotherUser", "the sealed text is for another user; have its own user open it",
            "ForAnotherPurpose",
            "the sealed text was sealed for another purpose; give the one that was sealed for this purpose",
            "NoUser", "the user has no name, so that anybody could open what is sealed; name the signed-in user",
            "Unusable", "the sealed text is genuine, but what is inside cannot be used:"
                    + " challenge.rp: must be an object; was it sealed by another version? Begin again",
            "SealBroken", "the seal did not work: the provider refused");

    static Stream<SealFailure> everyFailure() {
        return SealFailures.all().toJavaStream();
    }

    @ParameterizedTest
    @MethodSource("everyFailure")
    void a_failure_says_what_happened_and_what_to_do(SealFailure failure) {
        assertThat(MESSAGES.get(failure.getClass().getSimpleName())).contains(failure.message());
    }

    @ParameterizedTest
    @MethodSource("everyFailure")
    void matching_asks_the_function_of_the_failures_own_case(SealFailure failure) {
        assertThat(failure.match(new NameOfTheCase())).isEqualTo(failure.getClass().getSimpleName() + " " + failure);
    }

    private static final class NameOfTheCase implements SealFailure.Cases<String> {

        @Override
        public String altered(SealFailure.Altered failure) {
            return "Altered " + failure;
        }

        @Override
        public String expired(SealFailure.Expired failure) {
            return "Expired " + failure;
        }

        @Override
        public String unknownKey(SealFailure.UnknownKey failure) {
            return "UnknownKey " + failure;
        }

        @Override
        public String forAnotherUser(SealFailure.ForAnotherUser failure) {
            return "ForAnotherUser " + failure;
        }

        @Override
        public String forAnotherPurpose(SealFailure.ForAnotherPurpose failure) {
            return "ForAnotherPurpose " + failure;
        }

        @Override
        public String noUser(SealFailure.NoUser failure) {
            return "NoUser " + failure;
        }

        @Override
        public String unusable(SealFailure.Unusable failure) {
            return "Unusable " + failure;
        }

        @Override
        public String sealBroken(SealFailure.SealBroken failure) {
            return "SealBroken " + failure;
        }
    }
}
