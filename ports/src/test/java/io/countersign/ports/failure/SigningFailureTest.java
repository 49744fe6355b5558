package io.countersign.ports.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.ports.failure.SigningFailure.Kind;
import io.countersign.ports.fixture.Challenges;
import io.countersign.ports.fixture.SigningFailures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;

class SigningFailureTest {

    private static final String WRONG_PASSWORD =
            "the password does not open the encrypted private key that the API sent. "
            + "Do not try again unattended: have a person check the password, and if it is right, whether that text is "
            + "still the one that was registered";

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
        failure,         repeating helps, remedy,        message
        KEY_UNUSABLE,    false,           CALL_OPERATOR, 'destroyed; load it again'
        KEY_UNREACHABLE, true,            RETRY_LATER,   'destroyed; load it again'
        WRONG_PASSWORD,  false,           ASK_USER,      WRONG_PASSWORD
        KEY_UNREADABLE,  false,           CALL_OPERATOR, 'destroyed; load it again'
        NOT_CONFIRMED,   true,            ASK_USER,      'destroyed; load it again'
        WRONG_PIN,       false,           ASK_USER,      'destroyed; load it again'
        PIN_LOCKED,      false,           CALL_OPERATOR, 'destroyed; load it again'
        DEVICE_REMOVED,  true,            CALL_OPERATOR, 'destroyed; load it again'
        SESSION_LOST,    true,            RETRY_LATER,   'destroyed; load it again'
        """)
    void a_failure_says_what_happened_and_whether_repeating_can_help(
            Kind kind, boolean repeatingHelps, Remedy remedy, String text) {
        String message = text.equals("WRONG_PASSWORD") ? WRONG_PASSWORD : text;
        var failure = SigningFailures.of(kind);

        assertThat(failure.isRetryable()).isEqualTo(repeatingHelps);
        assertThat(failure.message()).isEqualTo(message);
        assertThat(failure.remedy()).isEqualTo(remedy);

        var told = UserActionFailure.notSigned(Challenges.passwordProtectedKey("p"), failure);
        assertThat(told.message()).isEqualTo("signing the challenge with PasswordProtectedKey p: " + message);
        assertThat(told.isRetryable()).isEqualTo(repeatingHelps);
        assertThat(told.remedy()).isEqualTo(remedy);
        assertThat(told.code()).isEqualTo(failure.code());
        assertThat(told.mayHaveTakenEffect()).isFalse();
    }

    @Test
    void codes_are_stable_as_logs_and_metrics_are_written_with_them() {
        assertThat(Arrays.stream(Kind.values()).map(Kind::code)).containsExactly(
                "key_unusable", "key_unreachable", "wrong_password", "key_unreadable", "not_confirmed", "wrong_pin",
                "pin_locked", "device_removed", "session_lost");
    }
}
