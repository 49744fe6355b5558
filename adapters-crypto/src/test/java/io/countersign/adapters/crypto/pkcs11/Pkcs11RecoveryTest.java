package io.countersign.adapters.crypto.pkcs11;

import static io.countersign.adapters.crypto.pkcs11.ScriptedToken.MESSAGE;
import static io.countersign.adapters.crypto.pkcs11.ScriptedToken.SIGNATURE;
import static io.countersign.adapters.crypto.pkcs11.ScriptedToken.failingOnce;
import static io.countersign.adapters.crypto.pkcs11.ScriptedToken.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.pkcs11.TokenRefusal.Kind;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** A session or a login that was lost is opened anew, and nothing is lost or left over with it. */
@Timeout(60)
class Pkcs11RecoveryTest {

    private final ScriptedToken hsm = new ScriptedToken();
    private final PinSource pin = new PinSource("2468");
    private final Pkcs11Token token = hsm.open(pin);
    private final Pkcs11SigningKey key = token.key(KeySelector.label("key")).get();

    @Test
    void a_session_that_is_lost_once_still_gives_a_signature() {
        hsm.onSigning = failingOnce(() -> hsm.lost("CKR_SESSION_HANDLE_INVALID"));

        assertThat(key.sign(MESSAGE).get()).isEqualTo(SIGNATURE);
        assertThat(key.sign(MESSAGE).get()).isEqualTo(SIGNATURE);
        assertThat(hsm.openings).hasValue(2);
    }

    @Test
    void a_login_that_is_lost_again_and_again_is_made_again_each_time() {
        for (int times = 1; times <= 3; times++) {
            hsm.onSigning = failingOnce(() -> hsm.lost("CKR_USER_NOT_LOGGED_IN"));

            assertThat(key.sign(MESSAGE).get()).isEqualTo(SIGNATURE);
            assertThat(hsm.logins).hasValue(1 + times);
        }
    }

    @Test
    void a_key_that_has_signed_is_not_taken_for_one_that_wants_its_pin_each_time() {
        assertThat(key.sign(MESSAGE).isRight()).isTrue();
        hsm.onSigning = () -> {
            if (hsm.logins.get() == 1) {
                throw failure("CKR_USER_NOT_LOGGED_IN");
            }
            return SIGNATURE;
        };

        assertThat(key.sign(MESSAGE).getLeft()).returns(SigningFailure.Kind.SESSION_LOST, SigningFailure::kind);
        assertThat(key.sign(MESSAGE).get()).as("after a login anew").isEqualTo(SIGNATURE);
    }

    @Test
    void a_token_that_is_put_back_is_used_again() {
        hsm.onSigning = failingOnce(() -> hsm.lost("CKR_DEVICE_REMOVED"));
        hsm.onOpening = provider -> Either.left(TokenRefusal.of(Kind.TOKEN_ABSENT, "CKR_TOKEN_NOT_PRESENT"));

        assertThat(key.sign(MESSAGE).getLeft()).returns(SigningFailure.Kind.DEVICE_REMOVED, SigningFailure::kind);
        assertThat(key.sign(MESSAGE).getLeft()).returns(SigningFailure.Kind.DEVICE_REMOVED, SigningFailure::kind);
        assertThat(pin.timesAsked()).isOne();

        hsm.onOpening = Either::right;
        assertThat(key.sign(MESSAGE).get()).isEqualTo(SIGNATURE);
        assertThat(pin.timesAsked()).isEqualTo(2);
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
            return SIGNATURE;
        };
        hsm.onOpening = provider -> {
            lost.set(false);
            return isBack ? Either.right(provider)
                    : Either.left(TokenRefusal.of(Kind.TOKEN_ABSENT, "CKR_TOKEN_NOT_PRESENT"));
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
            assertThat(signing.sign(MESSAGE).getLeft()).returns(SigningFailure.Kind.SESSION_LOST, SigningFailure::kind);
            assertThat(faulty.inSession).hasSizeLessThanOrEqualTo(2);
        }
        faulty.onSigning = () -> SIGNATURE;
        assertThat(signing.sign(MESSAGE).get()).isEqualTo(SIGNATURE);

        opened.close();
        assertThat(faulty.loggedIn.get()).isNotEqualTo(loginIsOurs);
        assertThat(faulty.logins.get() == 0).isNotEqualTo(loginIsOurs);
    }

    private static void awaited(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }
}
