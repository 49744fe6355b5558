package io.countersign.adapters.crypto.pkcs11;

import static io.countersign.adapters.crypto.pkcs11.ScriptedToken.MESSAGE;
import static io.countersign.adapters.crypto.pkcs11.ScriptedToken.failingOnce;
import static io.countersign.adapters.crypto.pkcs11.ScriptedToken.failure;
import static io.countersign.adapters.crypto.pkcs11.ScriptedToken.loginFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.pkcs11.ScriptedToken.Scripted;
import io.countersign.adapters.crypto.pkcs11.TokenRefusal.Kind;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.security.ProviderException;
import java.util.concurrent.atomic.AtomicReference;

/** Failures of other tokens, which SoftHSM does not show: each is a value of its own. */
@Timeout(60)
class Pkcs11FailuresTest {

    private final ScriptedToken hsm = new ScriptedToken();
    private final PinSource pin = new PinSource("2468");
    private final Pkcs11Token token = hsm.open(pin);
    private final Pkcs11SigningKey key = token.key(KeySelector.label("key")).get();

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
        code,                           failure,         openings
        CKR_SESSION_HANDLE_INVALID,     SESSION_LOST,    2
        CKR_SESSION_CLOSED,             SESSION_LOST,    2
        CKR_OBJECT_HANDLE_INVALID,      SESSION_LOST,    2
        CKR_KEY_HANDLE_INVALID,         SESSION_LOST,    2
        CKR_OPERATION_NOT_INITIALIZED,  SESSION_LOST,    2
        CKR_CRYPTOKI_NOT_INITIALIZED,   SESSION_LOST,    2
        CKR_DEVICE_REMOVED,             DEVICE_REMOVED,  2
        CKR_TOKEN_NOT_PRESENT,          DEVICE_REMOVED,  2
        CKR_TOKEN_NOT_RECOGNIZED,       DEVICE_REMOVED,  2
        CKR_SLOT_ID_INVALID,            DEVICE_REMOVED,  2
        CKR_KEY_FUNCTION_NOT_PERMITTED, KEY_UNUSABLE,    1
        CKR_KEY_TYPE_INCONSISTENT,      KEY_UNUSABLE,    1
        CKR_MECHANISM_INVALID,          KEY_UNUSABLE,    1
        CKR_SESSION_COUNT,              KEY_UNREACHABLE, 1
        CKR_DEVICE_ERROR,               KEY_UNREACHABLE, 1
        CKR_GENERAL_ERROR,              KEY_UNREACHABLE, 1
        CKR_HOST_MEMORY,                KEY_UNREACHABLE, 1
        CKR_FUNCTION_FAILED,            KEY_UNREACHABLE, 1
        0x80000123,                     KEY_UNREACHABLE, 1
        """)
    void what_the_token_answers_each_time_is_told(String code, SigningFailure.Kind failure, int openings) {
        hsm.onSigning = () -> {
            throw failure(code);
        };

        SigningFailure told = key.sign(MESSAGE).getLeft();

        assertThat(told.kind()).isEqualTo(failure);
        assertThat(told.message()).contains(code);
        assertThat(hsm.openings).hasValue(openings);
    }

    @Test
    void a_key_that_wants_its_pin_although_the_login_is_made_is_told_as_such() {
        hsm.onSigning = () -> {
            throw failure("CKR_USER_NOT_LOGGED_IN");
        };

        assertThat(key.sign(MESSAGE).getLeft()).returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind)
                .extracting(SigningFailure::message).asString().contains("CKA_ALWAYS_AUTHENTICATE");
        assertThat(hsm.openings).as("no other login would help").hasValue(1);
    }

    @Test
    void other_exceptions_are_told_by_their_type_alone() {
        hsm.onSigning = () -> {
            throw new ProviderException("the PIN is 2468");
        };

        SigningFailure told = key.sign(MESSAGE).getLeft();

        assertThat(told).returns(SigningFailure.Kind.KEY_UNREACHABLE, SigningFailure::kind);
        assertThat(told.message()).contains("java.security.ProviderException").doesNotContain("2468");
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
        code,                         refusal
        CKR_PIN_INCORRECT,            WRONG_PIN
        CKR_PIN_INVALID,              WRONG_PIN
        CKR_PIN_LEN_RANGE,            WRONG_PIN
        CKR_PIN_LOCKED,               PIN_LOCKED
        CKR_PIN_EXPIRED,              LOGIN_REFUSED
        CKR_USER_PIN_NOT_INITIALIZED, LOGIN_REFUSED
        CKR_FUNCTION_FAILED,          LOGIN_REFUSED
        CKR_DEVICE_ERROR,             LOGIN_REFUSED
        a message,                    LOGIN_REFUSED
        CKR_TOKEN_NOT_PRESENT,        TOKEN_ABSENT
        CKR_SESSION_HANDLE_INVALID,   SESSION_LOST
        """)
    void a_login_that_fails_is_refused_and_not_repeated(String code, Kind refusal) {
        ScriptedToken refusing = new ScriptedToken();
        refusing.onLogin = () -> {
            throw loginFailure(code);
        };

        TokenRefusal told = refusing.opened(pin).getLeft();

        assertThat(told.kind()).isEqualTo(refusal);
        assertThat(told.message()).doesNotContain("a message", "2468");
        assertThat(refusing.logins).hasValue(1);
        assertThat(pin.allWiped()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"CKR_PIN_INCORRECT, WRONG_PIN", "CKR_PIN_LOCKED, PIN_LOCKED", "CKR_PIN_EXPIRED, KEY_UNUSABLE",
        "CKR_FUNCTION_FAILED, KEY_UNUSABLE"})
    void a_login_that_is_refused_later_ends_all_logins(String code, SigningFailure.Kind failure) {
        hsm.onSigning = failingOnce(() -> hsm.lost("CKR_SESSION_CLOSED"));
        hsm.onLogin = () -> {
            throw loginFailure(code);
        };
        for (int times = 0; times < 3; times++) {
            SigningFailure told = key.sign(MESSAGE).getLeft();

            assertThat(told.kind()).isEqualTo(failure);
            assertThat(told.isRetryable()).isFalse();
            assertThat(hsm.logins).hasValue(2);
        }
        hsm.onLogin = () -> {};
        assertThat(key.sign(MESSAGE).isLeft()).isTrue();
        assertThat(pin.timesAsked()).isEqualTo(2);
    }

    @Test
    void a_token_whose_removal_sunpkcs11_has_noticed_is_told_as_such() {
        AtomicReference<Scripted> provider = new AtomicReference<>();
        ScriptedToken removable = new ScriptedToken();
        removable.onOpening = opened -> {
            provider.set((Scripted) opened);
            return Either.right(opened);
        };
        Pkcs11Token opened = removable.open(pin);
        Pkcs11SigningKey signing = opened.key(KeySelector.label("key")).get();
        assertThat(signing.sign(MESSAGE).isRight()).isTrue();
        provider.get().remove();
        removable.onOpening = again -> Either.left(TokenRefusal.of(Kind.TOKEN_ABSENT, "CKR_TOKEN_NOT_PRESENT"));

        assertThat(signing.sign(MESSAGE).getLeft()).returns(SigningFailure.Kind.DEVICE_REMOVED, SigningFailure::kind);
        assertThat(opened.key(KeySelector.label("key")).getLeft()).isEqualTo(
                TokenRefusal.of(Kind.TOKEN_ABSENT, "CKR_TOKEN_NOT_PRESENT"));
    }

    @Test
    void a_provider_that_answers_nothing_made_no_signature() {
        hsm.onSigning = () -> null;

        assertThat(key.sign(MESSAGE).getLeft()).returns(SigningFailure.Kind.KEY_UNREACHABLE, SigningFailure::kind);
    }
}
