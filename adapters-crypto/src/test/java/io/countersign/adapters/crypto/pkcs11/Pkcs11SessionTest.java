package io.countersign.adapters.crypto.pkcs11;

import static io.countersign.adapters.crypto.pkcs11.SoftHsmToken.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.pkcs11.TokenRefusal.Kind;
import io.countersign.adapters.crypto.provider.DefaultProvider;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A key in use whose token is removed, or whose session is ended by other code. */
@ResourceLock(SoftHsm.LOCK)
@Timeout(120)
class Pkcs11SessionTest {

    private static final byte[] MESSAGE = {1, 2, 3};

    private final SoftHsmToken hsm = SoftHsm.token();
    private final PinSource pin = new PinSource(SoftHsm.PIN);
    private PublicKey publicKey;
    private Pkcs11Token token;
    private Pkcs11SigningKey key;

    /** Other code in this process that uses the library. */
    private enum Loss {
        ALL_SESSIONS_CLOSED {
            @Override
            void happensTo(SoftHsmToken token) {
                Pkcs11Actor.closeAllSessions(token.slot());
            }
        },
        LOGGED_OUT {
            @Override
            void happensTo(SoftHsmToken token) {
                Pkcs11Actor.logOut(token.slot());
            }
        };

        abstract void happensTo(SoftHsmToken token);
    }

    @BeforeEach
    void open() {
        publicKey = hsm.generate("key", "EC secp256r1");
        token = hsm.open(pin);
        key = token.key(KeySelector.label("key")).get();
        assertThat(key.sign(MESSAGE).isRight()).isTrue();
    }

    @AfterEach
    void close() {
        token.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_lost_session_is_opened_once_more(Loss loss) throws Exception {
        for (int times = 1; times <= 3; times++) {
            loss.happensTo(hsm);

            assertThat(verifies(key.sign(MESSAGE).get())).isTrue();
            assertThat(verifies(key.sign(MESSAGE).get())).isTrue();
            assertThat(pin.timesAsked()).isEqualTo(1 + times);
        }
        assertThat(pin.allWiped()).isTrue();

        token.close();
        assertThat(Pkcs11Actor.sessions(hsm.slot())).as("none is left behind").isZero();
    }

    @ParameterizedTest
    @EnumSource
    void threads_that_find_it_lost_open_it_once_for_all(Loss loss) throws Exception {
        Pkcs11SigningKey second = token.key(KeySelector.id(id("key"))).get();
        loss.happensTo(hsm);

        for (Either<SigningFailure, byte[]> answer : atOnce(16, number -> number % 2 == 0 ? key : second)) {
            assertThat(verifies(answer.get())).isTrue();
        }
        assertThat(pin.timesAsked()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void keys_are_found_after_a_loss_too(Loss loss) {
        loss.happensTo(hsm);

        assertThat(token.key(KeySelector.id(id("key"))).isRight()).isTrue();
        assertThat(pin.timesAsked()).isEqualTo(2);
    }

    @Test
    void finding_a_key_again_takes_no_further_session() {
        List<Pkcs11SigningKey> found = new ArrayList<>(List.of(token.key(KeySelector.label("key")).get()));
        long oneForTheKey = Pkcs11Actor.sessions(hsm.slot());
        for (int times = 0; times < 10; times++) {
            found.add(token.key(KeySelector.label("key")).get());
        }

        assertThat(Pkcs11Actor.sessions(hsm.slot())).as("and one to search in").isEqualTo(oneForTheKey + 1);
        assertThat(found).allSatisfy(one -> assertThat(verifies(one.sign(MESSAGE).get())).isTrue());
        assertThat(Pkcs11Actor.sessions(hsm.slot())).isEqualTo(oneForTheKey + 1);
    }

    @Test
    void a_wrong_pin_is_tried_once_and_never_again() throws Exception {
        pin.change("1357-wrong");
        Pkcs11Actor.closeAllSessions(hsm.slot());

        for (Either<SigningFailure, byte[]> answer : atOnce(16, number -> key)) {
            assertThat(answer.getLeft()).returns(SigningFailure.Kind.WRONG_PIN, SigningFailure::kind)
                    .extracting(SigningFailure::message).asString().doesNotContain("1357");
        }
        assertThat(pin.timesAsked()).isEqualTo(2);

        pin.change(SoftHsm.PIN);
        assertThat(key.sign(MESSAGE).getLeft()).returns(SigningFailure.Kind.WRONG_PIN, SigningFailure::kind);
        assertThat(token.key(KeySelector.label("key")).getLeft())
                .isEqualTo(TokenRefusal.of(Kind.WRONG_PIN));
        assertThat(pin.timesAsked()).isEqualTo(2);

        try (Pkcs11Token anew = hsm.open(pin)) {
            assertThat(anew.key(KeySelector.label("key")).get().sign(MESSAGE).isRight()).isTrue();
        }
    }

    @Test
    void without_a_pin_the_login_is_still_due_and_made_when_there_is_one() {
        pin.change("");
        Pkcs11Actor.closeAllSessions(hsm.slot());

        assertThat(key.sign(MESSAGE).getLeft()).returns(SigningFailure.Kind.NOT_CONFIRMED, SigningFailure::kind);
        assertThat(key.sign(MESSAGE).getLeft()).returns(SigningFailure.Kind.NOT_CONFIRMED, SigningFailure::kind);
        assertThat(Pkcs11Actor.countsWrongPins(hsm.slot())).isFalse();

        pin.change(SoftHsm.PIN);
        assertThat(key.sign(MESSAGE).isRight()).isTrue();
    }

    @Test
    void a_removed_token_is_told_as_such_and_asks_for_no_pin() {
        hsm.remove();

        for (int times = 0; times < 2; times++) {
            SigningFailure failure = key.sign(MESSAGE).getLeft();
            assertThat(failure).returns(SigningFailure.Kind.DEVICE_REMOVED, SigningFailure::kind);
            assertThat(failure.isRetryable()).isTrue();
        }
        assertThat(token.key(KeySelector.label("key")).getLeft().kind())
                .isIn(TokenRefusal.Kind.TOKEN_ABSENT, TokenRefusal.Kind.TOKEN_UNUSABLE);
        assertThat(pin.timesAsked()).isOne();
    }

    @Test
    void a_token_that_was_initialised_anew_has_the_key_no_more() {
        SoftHsm.initialise(hsm.slot(), hsm.label());

        assertThat(key.sign(MESSAGE).getLeft()).returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind)
                .extracting(SigningFailure::message).asString().contains("no private key with label \"key\"");
    }

    @Test
    void a_deleted_key_is_told_as_such() {
        Pkcs11Actor.destroy(hsm.slot(), Pkcs11Actor.PRIVATE_KEY, id("key"));

        assertThat(key.sign(MESSAGE).getLeft()).returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind)
                .extracting(SigningFailure::message).asString().contains("no private key with label \"key\"");
    }

    @Test
    void keys_that_are_lost_while_the_login_lives_leave_no_session_behind() {
        token.close();
        List<String> labels = List.of("a", "b", "c", "d");
        labels.forEach(label -> hsm.generate(label, "EC secp256r1"));
        try (Pkcs11Token opened = hsm.open(pin)) {
            for (String label : labels) {
                Pkcs11SigningKey lost = opened.key(KeySelector.label(label)).get();
                assertThat(lost.sign(MESSAGE).isRight()).isTrue();
                Pkcs11Actor.destroy(hsm.slot(), Pkcs11Actor.PRIVATE_KEY, id(label));

                assertThat(lost.sign(MESSAGE).getLeft())
                        .returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind);
                assertThat(Pkcs11Actor.isLoggedIn(hsm.slot())).isTrue();
                assertThat(Pkcs11Actor.sessions(hsm.slot())).isLessThan(5);
            }
        }
        assertThat(Pkcs11Actor.isLoggedIn(hsm.slot())).isFalse();
        assertThat(Pkcs11Actor.sessions(hsm.slot())).isZero();
    }

    @Test
    void another_key_in_the_place_of_the_old_does_not_sign_in_its_name() {
        Pkcs11Actor.destroy(hsm.slot(), Pkcs11Actor.PRIVATE_KEY, id("key"));
        Pkcs11Actor.destroy(hsm.slot(), Pkcs11Actor.CERTIFICATE, id("key"));
        hsm.generate("key", "EC secp256r1");

        assertThat(key.sign(MESSAGE).getLeft()).returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind)
                .extracting(SigningFailure::message).asString().contains("another key");
        assertThat(token.key(KeySelector.label("key")).get().sign(MESSAGE).isRight()).isTrue();
    }

    @Test
    void a_closed_token_is_logged_out_and_its_keys_sign_no_more() {
        token.close();
        token.close();

        assertThat(Pkcs11Actor.isLoggedIn(hsm.slot())).isFalse();
        assertThat(key.sign(MESSAGE).getLeft()).returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind)
                .extracting(SigningFailure::message).asString().contains("was closed");
        assertThat(token.key(KeySelector.label("key")).getLeft())
                .isEqualTo(TokenRefusal.of(Kind.TOKEN_CLOSED));
        assertThat(pin.timesAsked()).isOne();
    }

    private interface Choice {

        Pkcs11SigningKey of(int number);
    }

    private static List<Either<SigningFailure, byte[]>> atOnce(int threads, Choice key) throws Exception {
        CountDownLatch start = new CountDownLatch(threads);
        var executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Either<SigningFailure, byte[]>>> answers = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                Pkcs11SigningKey own = key.of(thread);
                answers.add(executor.submit((Callable<Either<SigningFailure, byte[]>>) () -> {
                    start.countDown();
                    start.await();
                    return own.sign(MESSAGE);
                }));
            }
            List<Either<SigningFailure, byte[]>> given = new ArrayList<>();
            for (Future<Either<SigningFailure, byte[]>> answer : answers) {
                given.add(answer.get());
            }
            return given;
        } finally {
            executor.shutdownNow();
        }
    }

    private boolean verifies(byte[] signature) throws Exception {
        Signature verification = Signature.getInstance("SHA256withECDSA", DefaultProvider.instance());
        verification.initVerify(publicKey);
        verification.update(MESSAGE);
        return verification.verify(signature);
    }
}
