package io.countersign.adapters.crypto.pkcs11;

import static io.countersign.adapters.crypto.pkcs11.ScriptedToken.MESSAGE;
import static io.countersign.adapters.crypto.pkcs11.ScriptedToken.SIGNATURE;
import static io.countersign.adapters.crypto.pkcs11.ScriptedToken.failingOnce;
import static io.countersign.adapters.crypto.pkcs11.ScriptedToken.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.pkcs11.TokenRefusal.Kind;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Closing a token, at any time: only its own use of the token ends. */
@Timeout(60)
class Pkcs11ClosingTest {

    private final ScriptedToken hsm = new ScriptedToken();
    private final PinSource pin = new PinSource("2468");
    private final Pkcs11Token token = hsm.open(pin);
    private final Pkcs11SigningKey key = token.key(KeySelector.label("key")).get();

    @Test
    void closing_waits_for_a_signature_in_the_making() throws Exception {
        Thread closing = new Thread(token::close);
        AtomicInteger logoutsMeanwhile = new AtomicInteger(-1);
        hsm.onSigning = () -> {
            closing.start();
            while (closing.getState() != Thread.State.WAITING && closing.isAlive()) {
                Thread.onSpinWait();
            }
            logoutsMeanwhile.set(hsm.logouts.get());
            return SIGNATURE;
        };

        assertThat(key.sign(MESSAGE).get()).isEqualTo(SIGNATURE);
        assertThat(logoutsMeanwhile).hasValue(0);
        closing.join();
        assertThat(hsm.logouts).hasValue(1);
    }

    @Test
    void closing_ends_the_login_that_outlived_a_session() {
        hsm.onSigning = failingOnce(() -> failure("CKR_SESSION_HANDLE_INVALID"));
        hsm.onOpening = provider -> {
            hsm.onOpening = Either::right;
            return Either.left(TokenRefusal.of(Kind.TOKEN_ABSENT, "CKR_TOKEN_NOT_PRESENT"));
        };
        for (int times = 0; times < 3; times++) {
            key.sign(MESSAGE);
        }

        token.close();

        assertThat(hsm.logouts).hasValue(1);
        assertThat(hsm.loggedIn).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void whoever_is_asked_for_the_pin_may_close_the_token(boolean givesItAllTheSame) {
        ScriptedToken other = new ScriptedToken();
        AtomicReference<Pkcs11Token> opened = new AtomicReference<>();
        opened.set(Pkcs11Token.open(TokenSelector.slot(7), new SharedToken(), other, () -> {
            Option<Pkcs11Token> closing = Option.of(opened.get()).peek(Pkcs11Token::close);
            return closing.isEmpty() || givesItAllTheSame ? "2468".toCharArray() : null;
        }).get());
        Pkcs11SigningKey signing = opened.get().key(KeySelector.label("key")).get();
        other.onSigning = failingOnce(() -> other.lost("CKR_SESSION_CLOSED"));

        assertThat(CompletableFuture.supplyAsync(
                () -> signing.sign(MESSAGE).isRight(), task -> new Thread(task).start()))
                .succeedsWithin(Duration.ofSeconds(30)).isEqualTo(givesItAllTheSame);
        assertThat(signing.sign(MESSAGE).getLeft().message()).contains("was closed");
        assertThat(other.loggedIn).isFalse();
        assertThat(other.inSession).isEmpty();
    }

    @Test
    void whoever_gives_the_pin_for_a_shared_token_may_close_the_other_use_of_it() {
        SharedToken shared = new SharedToken();
        ScriptedToken other = new ScriptedToken();
        Pkcs11Token first = Pkcs11Token.open(TokenSelector.slot(7), shared, other, pin).get();
        other.loggedIn.set(false);
        Pkcs11Token second = Pkcs11Token.open(TokenSelector.slot(7), shared, other, () -> {
            first.close();
            return "2468".toCharArray();
        }).get();

        assertThat(second.key(KeySelector.label("key")).get().sign(MESSAGE).isRight()).isTrue();
        second.close();
        assertThat(other.loggedIn).isFalse();
        assertThat(other.inSession).isEmpty();
    }

    @Test
    void a_closed_token_is_not_opened_again() {
        token.close();

        assertThat(key.sign(MESSAGE).getLeft()).returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind);
        assertThat(hsm.openings).hasValue(1);
        assertThat(hsm.logouts).hasValue(1);
    }
}
