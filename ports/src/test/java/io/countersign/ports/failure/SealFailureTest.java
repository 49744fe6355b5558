package io.countersign.ports.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.ports.fixture.SealFailures;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
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
    @CsvSource({
        "Altered, ASK_USER", "Expired, ASK_USER", "UnknownKey, CALL_OPERATOR", "ForAnotherUser, ASK_USER",
        "ForAnotherPurpose, CORRECT_CALL", "NoUser, CORRECT_CALL", "Unusable, ASK_USER", "SealBroken, CALL_OPERATOR"})
    void a_failure_says_who_must_act(String name, Remedy remedy) {
        var failure = SealFailures.all().find(one -> one.getClass().getSimpleName().equals(name)).get();
        var flows = new UserActionFailure.NotSealed(failure);

        assertThat(failure.remedy()).isEqualTo(remedy);
        assertThat(flows.remedy()).isEqualTo(remedy);
        assertThat(flows.code()).isEqualTo(failure.code());
        assertThat(flows.message()).isEqualTo(failure.message());
        assertThat(flows.isRetryable()).isFalse();
        assertThat(flows.mayHaveTakenEffect()).isFalse();
    }

    @Test
    void codes_are_stable_as_logs_and_metrics_are_written_with_them() {
        assertThat(Arrays.stream(SealFailure.Kind.values()).map(SealFailure.Kind::code)).containsExactly(
                "seal_altered", "seal_expired", "seal_unknown_key", "seal_for_another_user",
                "seal_for_another_purpose", "seal_no_user", "seal_unusable", "seal_broken");
    }
}
