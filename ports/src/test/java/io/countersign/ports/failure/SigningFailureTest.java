package io.countersign.ports.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.fixture.Challenges;
import io.countersign.ports.fixture.SigningFailures;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigningFailureTest {

    private static final String WRONG_PASSWORD =
            "the password does not open the encrypted private key that the API sent. "
            + "Do not try again unattended: have a person check the password, and if it is right, whether that text is "
            + "still the one that was registered";

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
        failure,        repeating helps, message
        KeyUnusable,    false,           'destroyed; load it again'
        KeyUnreachable, true,            'destroyed; load it again'
        WrongPassword,  false,           WRONG_PASSWORD
        KeyUnreadable,  false,           'destroyed; load it again'
        NotConfirmed,   true,            'destroyed; load it again'
        WrongPin,       false,           'destroyed; load it again'
        PinLocked,      false,           'destroyed; load it again'
        DeviceRemoved,  true,            'destroyed; load it again'
        SessionLost,    true,            'destroyed; load it again'
        """)
    void a_failure_says_what_happened_and_whether_repeating_can_help(
            String name, boolean repeatingHelps, String text) {
        String message = text.equals("WRONG_PASSWORD") ? WRONG_PASSWORD : text;
        var failure = SigningFailures.named(name);

        assertThat(failure.isRetryable()).isEqualTo(repeatingHelps);
        assertThat(failure.message()).isEqualTo(message);
        assertThat(failure.match(new NameOfTheCase())).as("matching asks the function of the failure's own case")
                .isEqualTo(name + " " + failure);

        var told = new UserActionFailure.NotSigned(Challenges.passwordProtectedKey("p"), failure);
        assertThat(told.message()).isEqualTo("signing the challenge with PasswordProtectedKey p: " + message);
        assertThat(told.isRetryable()).isEqualTo(repeatingHelps);
        assertThat(told.isSafeToRepeat()).isTrue();
    }

    private static final class NameOfTheCase implements SigningFailure.Cases<String> {

        @Override
        public String keyUnusable(SigningFailure.KeyUnusable failure) {
            return "KeyUnusable " + failure;
        }

        @Override
        public String keyUnreachable(SigningFailure.KeyUnreachable failure) {
            return "KeyUnreachable " + failure;
        }

        @Override
        public String wrongPassword(SigningFailure.WrongPassword failure) {
            return "WrongPassword " + failure;
        }

        @Override
        public String keyUnreadable(SigningFailure.KeyUnreadable failure) {
            return "KeyUnreadable " + failure;
        }

        @Override
        public String notConfirmed(SigningFailure.NotConfirmed failure) {
            return "NotConfirmed " + failure;
        }

        @Override
        public String wrongPin(SigningFailure.WrongPin failure) {
            return "WrongPin " + failure;
        }

        @Override
        public String pinLocked(SigningFailure.PinLocked failure) {
            return "PinLocked " + failure;
        }

        @Override
        public String deviceRemoved(SigningFailure.DeviceRemoved failure) {
            return "DeviceRemoved " + failure;
        }

        @Override
        public String sessionLost(SigningFailure.SessionLost failure) {
            return "SessionLost " + failure;
        }
    }
}
