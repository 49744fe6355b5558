package io.countersign.adapters.crypto.pkcs11;

import static io.countersign.adapters.crypto.pkcs11.ScriptedToken.MESSAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.countersign.adapters.crypto.ProviderErrorsTest;
import io.countersign.adapters.crypto.pkcs11.TokenRefusal.Kind;
import io.countersign.ports.failure.SigningFailure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;

/** {@link ProviderErrorsTest} for tokens: no error of SunPKCS11, or of who is asked for the PIN, is passed on. */
class Pkcs11ErrorsTest {

    private static final KeySelector NAME = KeySelector.label("key");

    private final ScriptedToken hsm = new ScriptedToken();
    private final PinSource pin = new PinSource("2468");

    @ParameterizedTest
    @MethodSource("io.countersign.adapters.crypto.ProviderErrorsTest#everyError")
    void an_error_while_the_pin_is_asked_for_gives_no_pin(Error error) {
        TokenRefusal refusal = Pkcs11Token.open(TokenSelector.slot(7), new SharedToken(), hsm, () -> {
            throw error;
        }).getLeft();

        assertThat(refusal).returns(Kind.NO_PIN, TokenRefusal::kind);
        assertThat(refusal.message()).contains(error.getClass().getName()).doesNotContain("a secret");
        assertThat(hsm.logins).hasValue(0);
    }

    @ParameterizedTest
    @MethodSource("io.countersign.adapters.crypto.ProviderErrorsTest#everyError")
    void an_error_while_logging_in_may_have_counted_as_a_wrong_pin(Error error) {
        hsm.onLogin = () -> {
            throw error;
        };

        assertThat(hsm.opened(pin).getLeft())
                .isEqualTo(TokenRefusal.of(Kind.LOGIN_REFUSED, error.getClass().getName()));
        assertThat(hsm.logins).hasValue(1);
    }

    @ParameterizedTest
    @MethodSource("io.countersign.adapters.crypto.ProviderErrorsTest#everyError")
    void an_error_while_sunpkcs11_is_configured_is_a_refusal(Error error) {
        assertThat(ConfiguredProvider.of(Path.of("/opt/hsm.so"), 1, configuration -> {
            throw error;
        }).getLeft()).isEqualTo(TokenRefusal.of(Kind.TOKEN_UNUSABLE, error.getClass().getName()));
    }

    @ParameterizedTest
    @MethodSource("io.countersign.adapters.crypto.ProviderErrorsTest#everyError")
    void an_error_while_a_key_is_searched_for_is_a_refusal(Error error) {
        Pkcs11Token token = hsm.open(pin);
        hsm.onBeginning = () -> {
            throw error;
        };
        assertThat(token.key(NAME).getLeft())
                .isEqualTo(TokenRefusal.of(Kind.KEY_MAY_NOT_SIGN, error.getClass().getName()));
        hsm.onGettingKey = hsm.onBeginning;
        assertThat(token.key(NAME).getLeft())
                .isEqualTo(TokenRefusal.of(Kind.KEY_MAY_NOT_SIGN, error.getClass().getName()));
        hsm.onListing = hsm.onBeginning;
        assertThat(token.key(NAME).getLeft())
                .isEqualTo(TokenRefusal.of(Kind.KEYS_UNREADABLE, error.getClass().getName()));
    }

    @ParameterizedTest
    @MethodSource("io.countersign.adapters.crypto.ProviderErrorsTest#everyError")
    void an_error_while_signing_is_a_failure(Error error) {
        Pkcs11SigningKey key = hsm.open(pin).key(NAME).get();
        hsm.onSigning = () -> {
            throw error;
        };

        SigningFailure failure = key.sign(MESSAGE).getLeft();

        assertThat(failure).returns(SigningFailure.Kind.KEY_UNREACHABLE, SigningFailure::kind);
        assertThat(failure.message()).contains(error.getClass().getName()).doesNotContain("a secret");
    }

    @ParameterizedTest
    @MethodSource("io.countersign.adapters.crypto.ProviderErrorsTest#everyError")
    void an_error_while_logging_out_ends_there(Error error) {
        Pkcs11Token token = hsm.open(pin);
        hsm.onLogout = () -> {
            throw error;
        };

        assertThatCode(token::close).doesNotThrowAnyException();
    }
}
