package io.countersign.ports.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.ports.failure.SealFailure.Kind;
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

    private static final Map<Kind, String> MESSAGES = HashMap.of(
            Kind.ALTERED, "the sealed text was altered or is none; take it exactly as it was given out, or begin again",
            Kind.EXPIRED, "the sealed text was good until 2026-01-02T03:04:05Z; begin again",
            Kind.UNKNOWN_KEY,
            "the sealed text names a key that is not configured here; give every replica the same keys,"
                    + " keep old ones for as long as what they sealed is good, or begin again",
            Kind.FOR_ANOTHER_USER, "the sealed text is for another user; have its own user open it",
            Kind.FOR_ANOTHER_PURPOSE,
            "the sealed text was sealed for another purpose; give the one that was sealed for this purpose",
            Kind.NO_USER, "the user has no name, so that anybody could open what is sealed; name the signed-in user",
            Kind.UNUSABLE, "the sealed text is genuine, but what is inside cannot be used:"
                    + " challenge.rp: must be an object; was it sealed by another version? Begin again",
            Kind.SEAL_BROKEN, "the seal did not work: the provider refused");

    static Stream<SealFailure> everyFailure() {
        return SealFailures.all().toJavaStream();
    }

    @ParameterizedTest
    @MethodSource("everyFailure")
    void a_failure_says_what_happened_and_what_to_do(SealFailure failure) {
        assertThat(MESSAGES.get(failure.kind())).contains(failure.message());
    }

    @ParameterizedTest
    @CsvSource({
        "ALTERED, ASK_USER", "EXPIRED, ASK_USER", "UNKNOWN_KEY, CALL_OPERATOR", "FOR_ANOTHER_USER, ASK_USER",
        "FOR_ANOTHER_PURPOSE, CORRECT_CALL", "NO_USER, CORRECT_CALL", "UNUSABLE, ASK_USER",
        "SEAL_BROKEN, CALL_OPERATOR"})
    void a_failure_says_who_must_act(Kind kind, Remedy remedy) {
        var failure = SealFailures.all().find(one -> one.kind() == kind).get();
        var flows = UserActionFailure.notSealed(failure);

        assertThat(failure.remedy()).isEqualTo(remedy);
        assertThat(flows.remedy()).isEqualTo(remedy);
        assertThat(flows.code()).isEqualTo(failure.code());
        assertThat(flows.message()).isEqualTo(failure.message());
        assertThat(flows.isRetryable()).isFalse();
        assertThat(flows.mayHaveTakenEffect()).isFalse();
    }

    @Test
    void codes_are_stable_as_logs_and_metrics_are_written_with_them() {
        assertThat(Arrays.stream(Kind.values()).map(Kind::code)).containsExactly(
                "seal_altered", "seal_expired", "seal_unknown_key", "seal_for_another_user",
                "seal_for_another_purpose", "seal_no_user", "seal_unusable", "seal_broken");
    }
}
