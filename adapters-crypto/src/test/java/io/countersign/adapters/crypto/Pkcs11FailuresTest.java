package io.countersign.adapters.crypto;

import static io.countersign.adapters.crypto.ScriptedToken.failure;
import static io.countersign.adapters.crypto.ScriptedToken.loginFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.ScriptedToken.Scripted;
import io.countersign.ports.outbound.SigningFailure;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.security.ProviderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** What SoftHSM does not do, other tokens do: each failure of theirs is a value of its own. */
@Timeout(60)
class Pkcs11FailuresTest {

    private static final byte[] MESSAGE = {1, 2, 3};

    private final ScriptedToken hsm = new ScriptedToken();
    private final PinSource pin = new PinSource("2468");
    private final Pkcs11Token token = hsm.open(pin);
    private final Pkcs11SigningKey key = token.key(KeySelector.label("key")).get();

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
        code,                           failure,        openings
        CKR_SESSION_HANDLE_INVALID,     SessionLost,    2
        CKR_SESSION_CLOSED,             SessionLost,    2
        CKR_OBJECT_HANDLE_INVALID,      SessionLost,    2
        CKR_KEY_HANDLE_INVALID,         SessionLost,    2
        CKR_OPERATION_NOT_INITIALIZED,  SessionLost,    2
        CKR_CRYPTOKI_NOT_INITIALIZED,   SessionLost,    2
        CKR_DEVICE_REMOVED,             DeviceRemoved,  2
        CKR_TOKEN_NOT_PRESENT,          DeviceRemoved,  2
        CKR_TOKEN_NOT_RECOGNIZED,       DeviceRemoved,  2
        CKR_SLOT_ID_INVALID,            DeviceRemoved,  2
        CKR_KEY_FUNCTION_NOT_PERMITTED, KeyUnusable,    1
        CKR_KEY_TYPE_INCONSISTENT,      KeyUnusable,    1
        CKR_MECHANISM_INVALID,          KeyUnusable,    1
        CKR_SESSION_COUNT,              KeyUnreachable, 1
        CKR_DEVICE_ERROR,               KeyUnreachable, 1
        CKR_GENERAL_ERROR,              KeyUnreachable, 1
        CKR_HOST_MEMORY,                KeyUnreachable, 1
        CKR_FUNCTION_FAILED,            KeyUnreachable, 1
        0x80000123,                     KeyUnreachable, 1
        """)
    void what_the_token_answers_each_time_is_told(String code, String failure, int openings) {
        hsm.onSigning = () -> {
            throw failure(code);
        };

        SigningFailure told = key.sign(MESSAGE).getLeft();

        assertThat(told.getClass().getSimpleName()).isEqualTo(failure);
        assertThat(told.message()).contains(code);
        assertThat(hsm.openings).hasValue(openings);
    }

    @Test
    void what_is_lost_once_is_signed_all_the_same() {
        hsm.onSigning = onceLost("CKR_SESSION_HANDLE_INVALID");

        assertThat(key.sign(MESSAGE).get()).containsExactly(42);
        assertThat(key.sign(MESSAGE).get()).containsExactly(42);
        assertThat(hsm.openings).hasValue(2);
    }

    @Test
    void a_login_that_is_lost_again_and_again_is_made_again_each_time() {
        for (int times = 1; times <= 3; times++) {
            hsm.onSigning = onceLost("CKR_USER_NOT_LOGGED_IN");

            assertThat(key.sign(MESSAGE).get()).containsExactly(42);
            assertThat(hsm.logins).hasValue(1 + times);
        }
    }

    @Test
    void a_key_that_wants_its_pin_although_the_login_is_made_is_told_as_such() {
        hsm.onSigning = () -> {
            throw failure("CKR_USER_NOT_LOGGED_IN");
        };

        assertThat(key.sign(MESSAGE).getLeft()).isInstanceOf(SigningFailure.KeyUnusable.class)
                .extracting(SigningFailure::message).asString().contains("CKA_ALWAYS_AUTHENTICATE");
        assertThat(hsm.openings).as("no other login would help").hasValue(1);
    }

    @Test
    void a_key_that_has_signed_is_not_taken_for_one_that_wants_its_pin_each_time() {
        assertThat(key.sign(MESSAGE).isRight()).isTrue();
        hsm.onSigning = () -> {
            if (hsm.logins.get() == 1) {
                throw failure("CKR_USER_NOT_LOGGED_IN");
            }
            return new byte[] {42};
        };

        assertThat(key.sign(MESSAGE).getLeft()).isInstanceOf(SigningFailure.SessionLost.class);
        assertThat(key.sign(MESSAGE).get()).as("after a login anew").containsExactly(42);
    }

    @Test
    void other_exceptions_are_told_by_their_type_alone() {
        hsm.onSigning = () -> {
            throw new ProviderException("the PIN is 2468");
        };

        SigningFailure told = key.sign(MESSAGE).getLeft();

        assertThat(told).isInstanceOf(SigningFailure.KeyUnreachable.class);
        assertThat(told.message()).contains("java.security.ProviderException").doesNotContain("2468");
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
        code,                         refusal
        CKR_PIN_INCORRECT,            WrongPin
        CKR_PIN_INVALID,              WrongPin
        CKR_PIN_LEN_RANGE,            WrongPin
        CKR_PIN_LOCKED,               PinLocked
        CKR_PIN_EXPIRED,              LoginRefused
        CKR_USER_PIN_NOT_INITIALIZED, LoginRefused
        CKR_FUNCTION_FAILED,          LoginRefused
        CKR_DEVICE_ERROR,             LoginRefused
        a message,                    LoginRefused
        CKR_TOKEN_NOT_PRESENT,        TokenAbsent
        CKR_SESSION_HANDLE_INVALID,   SessionLost
        """)
    void a_login_that_fails_is_refused_and_not_repeated(String code, String refusal) {
        ScriptedToken refusing = new ScriptedToken();
        refusing.onLogin = () -> {
            throw loginFailure(code);
        };

        TokenRefusal told = refusing.opened(pin).getLeft();

        assertThat(told.getClass().getSimpleName()).isEqualTo(refusal);
        assertThat(told.message()).doesNotContain("a message", "2468");
        assertThat(refusing.logins).hasValue(1);
        assertThat(pin.allWiped()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"CKR_PIN_INCORRECT, WrongPin", "CKR_PIN_LOCKED, PinLocked", "CKR_PIN_EXPIRED, KeyUnusable",
        "CKR_FUNCTION_FAILED, KeyUnusable"})
    void a_login_that_is_refused_later_ends_all_logins(String code, String failure) {
        hsm.onSigning = onceLost("CKR_SESSION_CLOSED");
        hsm.onLogin = () -> {
            throw loginFailure(code);
        };
        for (int times = 0; times < 3; times++) {
            SigningFailure told = key.sign(MESSAGE).getLeft();

            assertThat(told.getClass().getSimpleName()).isEqualTo(failure);
            assertThat(told.canRepeatingHelp()).isFalse();
            assertThat(hsm.logins).hasValue(2);
        }
        hsm.onLogin = () -> {};
        assertThat(key.sign(MESSAGE).isLeft()).isTrue();
        assertThat(pin.timesAsked()).isEqualTo(2);
    }

    @Test
    void a_token_that_is_put_back_is_used_again() {
        hsm.onSigning = onceLost("CKR_DEVICE_REMOVED");
        hsm.onOpening = provider -> Either.left(new TokenRefusal.TokenAbsent("CKR_TOKEN_NOT_PRESENT"));

        assertThat(key.sign(MESSAGE).getLeft()).isInstanceOf(SigningFailure.DeviceRemoved.class);
        assertThat(key.sign(MESSAGE).getLeft()).isInstanceOf(SigningFailure.DeviceRemoved.class);
        assertThat(pin.timesAsked()).isOne();

        hsm.onOpening = Either::right;
        assertThat(key.sign(MESSAGE).get()).containsExactly(42);
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
        removable.onOpening = again -> Either.left(new TokenRefusal.TokenAbsent("CKR_TOKEN_NOT_PRESENT"));

        assertThat(signing.sign(MESSAGE).getLeft()).isInstanceOf(SigningFailure.DeviceRemoved.class);
        assertThat(opened.key(KeySelector.label("key")).getLeft()).isEqualTo(
                new TokenKeyRefusal.TokenRefused(new TokenRefusal.TokenAbsent("CKR_TOKEN_NOT_PRESENT")));
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void threads_that_find_it_lost_share_one_opening_and_what_came_of_it(boolean isBack) throws Exception {
        int threads = 16;
        CyclicBarrier allAreSigning = new CyclicBarrier(threads);
        AtomicBoolean lost = new AtomicBoolean(true);
        hsm.onSigning = () -> {
            if (lost.get()) {
                awaited(allAreSigning);
                throw failure("CKR_SESSION_HANDLE_INVALID");
            }
            return new byte[] {42};
        };
        hsm.onOpening = provider -> {
            lost.set(false);
            return isBack ? Either.right(provider) : Either.left(new TokenRefusal.TokenAbsent("CKR_TOKEN_NOT_PRESENT"));
        };
        var executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Either<SigningFailure, byte[]>>> answers = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                answers.add(executor.submit((Callable<Either<SigningFailure, byte[]>>) () -> key.sign(MESSAGE)));
            }
            for (Future<Either<SigningFailure, byte[]>> answer : answers) {
                assertThat(answer.get().isRight()).isEqualTo(isBack);
            }
        } finally {
            executor.shutdownNow();
        }
        assertThat(hsm.openings).hasValue(2);
    }

    @Test
    void closing_waits_for_a_signature_in_the_making() throws Exception {
        Thread closing = new Thread(token::close);
        hsm.onSigning = () -> {
            closing.start();
            while (closing.getState() != Thread.State.WAITING && closing.isAlive()) {
                Thread.onSpinWait();
            }
            return new byte[] {(byte) hsm.logouts.get()};
        };

        assertThat(key.sign(MESSAGE).get()).as("logouts while it was signed").containsExactly(0);
        closing.join();
        assertThat(hsm.logouts).hasValue(1);
    }

    @Test
    void closing_ends_the_login_that_outlived_a_session() {
        hsm.onSigning = once(() -> failure("CKR_SESSION_HANDLE_INVALID"));
        hsm.onOpening = provider -> {
            hsm.onOpening = Either::right;
            return Either.left(new TokenRefusal.TokenAbsent("CKR_TOKEN_NOT_PRESENT"));
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
    void a_token_that_loses_every_session_does_not_use_up_those_it_has(boolean loginIsOurs) {
        ScriptedToken faulty = new ScriptedToken();
        faulty.loggedIn.set(!loginIsOurs);
        Pkcs11Token opened = faulty.open(pin);
        Pkcs11SigningKey signing = opened.key(KeySelector.label("key")).get();
        faulty.onSigning = () -> {
            throw failure("CKR_KEY_HANDLE_INVALID");
        };
        for (int times = 0; times < 10; times++) {
            assertThat(signing.sign(MESSAGE).getLeft()).isInstanceOf(SigningFailure.SessionLost.class);
            assertThat(faulty.inSession).hasSizeLessThanOrEqualTo(2);
        }
        faulty.onSigning = () -> new byte[] {42};
        assertThat(signing.sign(MESSAGE).get()).containsExactly(42);

        opened.close();
        assertThat(faulty.loggedIn.get()).isNotEqualTo(loginIsOurs);
        assertThat(faulty.logins.get() == 0).isNotEqualTo(loginIsOurs);
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
        other.onSigning = once(() -> other.lost("CKR_SESSION_CLOSED"));

        assertThat(CompletableFuture.supplyAsync(() -> signing.sign(MESSAGE).isRight()))
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

        assertThat(key.sign(MESSAGE).getLeft()).isInstanceOf(SigningFailure.KeyUnusable.class);
        assertThat(hsm.openings).hasValue(1);
        assertThat(hsm.logouts).hasValue(1);
    }

    @Test
    void a_provider_that_answers_nothing_made_no_signature() {
        hsm.onSigning = () -> null;

        assertThat(key.sign(MESSAGE).getLeft()).isInstanceOf(SigningFailure.KeyUnreachable.class);
    }

    private Supplier<byte[]> onceLost(String code) {
        return once(() -> hsm.lost(code));
    }

    private static Supplier<byte[]> once(Supplier<ProviderException> failing) {
        AtomicBoolean first = new AtomicBoolean(true);
        return () -> {
            if (first.getAndSet(false)) {
                throw failing.get();
            }
            return new byte[] {42};
        };
    }

    private static void awaited(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }
}
