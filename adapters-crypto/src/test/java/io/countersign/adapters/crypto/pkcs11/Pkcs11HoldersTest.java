package io.countersign.adapters.crypto.pkcs11;

import static io.countersign.adapters.crypto.pkcs11.ScriptedToken.MESSAGE;
import static io.countersign.adapters.crypto.pkcs11.ScriptedToken.SIGNATURE;
import static io.countersign.adapters.crypto.pkcs11.ScriptedToken.loginFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.pkcs11.TokenRefusal.Kind;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Several who hold one token: a PIN that is refused is one holder's affair, and is tried once. */
@Timeout(60)
class Pkcs11HoldersTest {

    private static final String RIGHT = "2468";
    private static final String WRONG = "1357-wrong";

    private final ScriptedToken hsm = new ScriptedToken();
    private final SharedToken shared = new SharedToken();

    private Either<TokenRefusal, Pkcs11Token> opened(Supplier<char[]> pin) {
        return Pkcs11Token.open(TokenSelector.slot(7), shared, hsm, pin);
    }

    private Pkcs11SigningKey keyOf(Supplier<char[]> pin) {
        return opened(pin).get().key(KeySelector.label("key")).get();
    }

    /** Refuses every PIN but the right one. */
    private void judgePins(String code) {
        hsm.onPin = pin -> {
            if (!pin.equals(RIGHT)) {
                throw loginFailure(code);
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"CKR_PIN_INCORRECT, WRONG_PIN", "CKR_PIN_LOCKED, PIN_LOCKED", "CKR_FUNCTION_FAILED, KEY_UNUSABLE"})
    void a_refused_pin_ends_the_holder_that_gave_it_and_no_other(String code, SigningFailure.Kind failure) {
        PinSource right = new PinSource(RIGHT);
        PinSource wrong = new PinSource(WRONG);
        Pkcs11SigningKey mine = keyOf(right);
        Pkcs11SigningKey theirs = keyOf(wrong);
        judgePins(code);
        hsm.loggedIn.set(false);
        hsm.onSigning = hsm::signatureIfLoggedIn;

        for (int times = 0; times < 3; times++) {
            assertThat(theirs.sign(MESSAGE).getLeft().kind()).isEqualTo(failure);
        }
        assertThat(mine.sign(MESSAGE).get()).isEqualTo(SIGNATURE);
        assertThat(theirs.sign(MESSAGE).getLeft().kind())
                .as("who had no right PIN does not sign on another's").isEqualTo(failure);
        assertThat(mine.sign(MESSAGE).get()).isEqualTo(SIGNATURE);
        assertThat(wrong.timesAsked()).isOne();
        assertThat(right.timesAsked()).isEqualTo(2);
    }

    @Test
    void a_holder_without_a_pin_keeps_no_other_from_logging_in() {
        Pkcs11SigningKey mine = keyOf(new PinSource(RIGHT));
        Pkcs11SigningKey theirs = keyOf(new PinSource(""));
        hsm.loggedIn.set(false);
        hsm.onSigning = hsm::signatureIfLoggedIn;

        assertThat(theirs.sign(MESSAGE).getLeft()).returns(SigningFailure.Kind.NOT_CONFIRMED, SigningFailure::kind);
        assertThat(mine.sign(MESSAGE).get()).isEqualTo(SIGNATURE);
        assertThat(theirs.sign(MESSAGE).get()).as("nothing of theirs was refused").isEqualTo(SIGNATURE);
    }

    @Test
    void holders_with_one_supplier_share_what_the_token_says_to_its_pin() {
        PinSource supplier = new PinSource(RIGHT);
        Pkcs11SigningKey first = keyOf(supplier);
        Pkcs11SigningKey second = keyOf(supplier);
        supplier.change(WRONG);
        judgePins("CKR_PIN_INCORRECT");
        hsm.loggedIn.set(false);
        hsm.onSigning = hsm::signatureIfLoggedIn;

        assertThat(first.sign(MESSAGE).getLeft()).returns(SigningFailure.Kind.WRONG_PIN, SigningFailure::kind);
        assertThat(second.sign(MESSAGE).getLeft()).returns(SigningFailure.Kind.WRONG_PIN, SigningFailure::kind);
        assertThat(supplier.timesAsked()).isEqualTo(2);
        assertThat(hsm.logins).hasValue(2);

        supplier.change(RIGHT);
        assertThat(keyOf(supplier).sign(MESSAGE).get()).as("opening it anew is the caller's to decide")
                .isEqualTo(SIGNATURE);
        assertThat(first.sign(MESSAGE).isLeft()).isTrue();
    }

    @Test
    void eight_openings_at_once_with_one_supplier_hand_a_wrong_pin_over_once() throws Exception {
        PinSource wrong = new PinSource(WRONG);

        List<TokenRefusal> refusals = openedAtOnce(8, number -> wrong);

        assertThat(refusals).hasSize(8).containsOnly(TokenRefusal.of(Kind.WRONG_PIN));
        assertThat(wrong.timesAsked()).isOne();
        assertThat(hsm.logins).hasValue(1);
    }

    @Test
    void eight_openings_at_once_with_suppliers_of_their_own_hand_a_wrong_pin_over_once() throws Exception {
        List<PinSource> suppliers = new ArrayList<>();
        for (int number = 0; number < 8; number++) {
            suppliers.add(new PinSource(WRONG));
        }

        List<TokenRefusal> refusals = openedAtOnce(8, suppliers::get);

        assertThat(refusals).hasSize(8).containsOnly(TokenRefusal.of(Kind.WRONG_PIN));
        assertThat(hsm.logins).hasValue(1);
        assertThat(suppliers).allMatch(PinSource::allWiped);
    }

    @Test
    void openings_at_once_with_different_pins_are_tried_each_and_one_after_the_other() throws Exception {
        List<String> pins = List.of(WRONG, "another", WRONG, "a third", "another", WRONG);

        List<TokenRefusal> refusals = openedAtOnce(pins.size(), number -> new PinSource(pins.get(number)));

        assertThat(refusals).hasSize(pins.size()).containsOnly(TokenRefusal.of(Kind.WRONG_PIN));
        assertThat(hsm.logins).hasValue(3);
    }

    @Test
    void a_wrong_pin_among_openings_at_once_keeps_none_with_the_right_one_from_opening() throws Exception {
        List<TokenRefusal> refusals =
                openedAtOnce(8, number -> new PinSource(number % 2 == 0 ? WRONG : RIGHT));

        assertThat(refusals).as("whoever comes after the right PIN shares the login").hasSizeBetween(0, 4)
                .allMatch(TokenRefusal.of(Kind.WRONG_PIN)::equals);
        assertThat(hsm.logins.get()).isBetween(1, 2);
        assertThat(hsm.loggedIn).isTrue();
    }

    @Test
    void a_later_opening_with_a_pin_that_was_refused_before_hands_it_over() {
        judgePins("CKR_PIN_INCORRECT");
        PinSource wrong = new PinSource(WRONG);

        for (int times = 1; times <= 2; times++) {
            assertThat(opened(wrong).getLeft()).isEqualTo(TokenRefusal.of(Kind.WRONG_PIN));
            assertThat(hsm.logins).hasValue(times);
        }
        wrong.change(RIGHT);
        assertThat(opened(wrong).isRight()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void holders_that_find_the_login_lost_at_once_try_one_pin_after_the_other(boolean oneIsRight) throws Exception {
        List<Pkcs11SigningKey> keys = new ArrayList<>();
        List<PinSource> pins = new ArrayList<>();
        for (int number = 0; number < 6; number++) {
            pins.add(new PinSource(RIGHT));
            keys.add(keyOf(pins.get(number)));
        }
        pins.stream().skip(oneIsRight ? 1 : 0).forEach(pin -> pin.change(WRONG));
        judgePins("CKR_PIN_INCORRECT");
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger mostAtOnce = new AtomicInteger();
        hsm.onLogin = () -> mostAtOnce.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        hsm.onLoggedIn = underWay::decrementAndGet;
        hsm.loggedIn.set(false);
        hsm.onSigning = hsm::signatureIfLoggedIn;
        ConcurrentLinkedQueue<Integer> signed = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < keys.size(); number++) {
            int own = number;
            threads.add(new Thread(() -> {
                if (keys.get(own).sign(MESSAGE).isRight()) {
                    signed.add(own);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        if (oneIsRight) {
            assertThat(signed).contains(0);
        } else {
            assertThat(signed).isEmpty();
        }
        assertThat(mostAtOnce).hasValue(1);
        assertThat(pins).allMatch(pin -> pin.timesAsked() <= 2);
    }

    private interface PinOf {

        PinSource number(int number);
    }

    /** The refusals of so many openings that all wait while the first one is being refused. */
    private List<TokenRefusal> openedAtOnce(int openings, PinOf pins) throws InterruptedException {
        ConcurrentLinkedQueue<TokenRefusal> refusals = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        hsm.onLogin = () -> {
            while (threads.stream().anyMatch(thread -> thread != Thread.currentThread() && thread.isAlive()
                    && thread.getState() != Thread.State.WAITING)) {
                Thread.onSpinWait();
            }
        };
        judgePins("CKR_PIN_INCORRECT");
        for (int number = 0; number < openings; number++) {
            PinSource pin = pins.number(number);
            threads.add(new Thread(() -> opened(pin).peekLeft(refusals::add)));
        }
        hsm.beforeLogin = () -> {
            while (threads.stream().anyMatch(thread -> thread.getState() == Thread.State.NEW)) {
                Thread.onSpinWait();
            }
        };
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        return List.copyOf(refusals);
    }

    @Test
    void a_supplier_that_signs_with_the_token_that_wants_its_pin_is_refused_at_once() {
        AtomicInteger asked = new AtomicInteger();
        List<Either<SigningFailure, byte[]>> answers = new ArrayList<>();
        Pkcs11SigningKey[] own = new Pkcs11SigningKey[1];
        Pkcs11SigningKey others = keyOf(new PinSource(RIGHT));
        own[0] = keyOf(() -> {
            asked.incrementAndGet();
            answers.add(own[0].sign(MESSAGE));
            answers.add(others.sign(MESSAGE));
            return RIGHT.toCharArray();
        });
        hsm.loggedIn.set(false);
        hsm.onSigning = hsm::signatureIfLoggedIn;

        assertThat(own[0].sign(MESSAGE).get()).isEqualTo(SIGNATURE);
        assertThat(asked).hasValue(1);
        assertThat(answers).hasSize(2).allSatisfy(answer -> assertThat(answer.getLeft())
                .returns(SigningFailure.Kind.NOT_CONFIRMED, SigningFailure::kind)
                .extracting(SigningFailure::message).asString().contains("asks this very token"));
    }

    @Test
    void a_supplier_that_opens_the_token_or_looks_for_a_key_is_refused_at_once() {
        List<String> answers = new ArrayList<>();
        Pkcs11Token first = opened(new PinSource(RIGHT)).get();
        Supplier<char[]> nested = () -> {
            answers.add(opened(new PinSource(RIGHT)).getLeft().message());
            answers.add(first.key(KeySelector.label("key")).getLeft().message());
            return RIGHT.toCharArray();
        };
        hsm.loggedIn.set(false);

        Pkcs11Token second = opened(nested).get();

        assertThat(second.key(KeySelector.label("key")).isRight()).isTrue();
        assertThat(answers).hasSize(2).allMatch(message -> message.contains("asks this very token"));
    }

    @Test
    void a_supplier_may_use_another_token() {
        ScriptedToken vault = new ScriptedToken();
        Pkcs11SigningKey others = vault.open(new PinSource(RIGHT)).key(KeySelector.label("key")).get();
        List<Either<SigningFailure, byte[]>> answers = new ArrayList<>();

        Pkcs11SigningKey own = keyOf(() -> {
            answers.add(others.sign(MESSAGE));
            return RIGHT.toCharArray();
        });

        assertThat(own.sign(MESSAGE).isRight()).isTrue();
        assertThat(answers).hasSize(1).allMatch(Either::isRight);
    }

    @Test
    void suppliers_that_ask_each_others_tokens_in_a_circle_are_refused_at_once() {
        ScriptedToken second = new ScriptedToken();
        SharedToken sharedSecond = new SharedToken();
        Pkcs11SigningKey[] keys = new Pkcs11SigningKey[2];
        List<Either<SigningFailure, byte[]>> answers = new ArrayList<>();
        Supplier<char[]> asksSecond = () -> {
            if (keys[1] != null) {
                answers.add(keys[1].sign(MESSAGE));
            }
            return RIGHT.toCharArray();
        };
        Supplier<char[]> asksFirst = () -> {
            answers.add(keys[0].sign(MESSAGE));
            return RIGHT.toCharArray();
        };
        keys[0] = keyOf(asksSecond);
        keys[1] = Pkcs11Token.open(TokenSelector.slot(8), sharedSecond, second, asksFirst).get()
                .key(KeySelector.label("key")).get();
        answers.clear();
        for (ScriptedToken token : Arrays.asList(hsm, second)) {
            token.loggedIn.set(false);
            token.onSigning = token::signatureIfLoggedIn;
        }

        assertThat(keys[0].sign(MESSAGE).get()).isEqualTo(SIGNATURE);
        assertThat(answers).hasSize(2);
        assertThat(answers.get(0).getLeft()).returns(SigningFailure.Kind.NOT_CONFIRMED, SigningFailure::kind);
        assertThat(answers.get(1).isRight()).isTrue();
    }

    /** The other holder's signature waits for the PIN that this supplier is to give. */
    @Test
    void a_supplier_may_close_another_holder_whose_signature_waits_for_the_pin() throws Exception {
        Pkcs11Token others = opened(new PinSource(RIGHT)).get();
        Pkcs11SigningKey othersKey = others.key(KeySelector.label("key")).get();
        Thread waiting = new Thread(() -> othersKey.sign(MESSAGE));
        boolean[] opened = {false};
        Pkcs11Token mine = opened(() -> {
            if (opened[0]) {
                waiting.start();
                while (waiting.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
                others.close();
            }
            return RIGHT.toCharArray();
        }).get();
        Pkcs11SigningKey key = mine.key(KeySelector.label("key")).get();
        opened[0] = true;
        hsm.loggedIn.set(false);
        hsm.onSigning = hsm::signatureIfLoggedIn;

        assertThat(key.sign(MESSAGE).get()).isEqualTo(SIGNATURE);
        waiting.join();
        assertThat(othersKey.sign(MESSAGE).getLeft().message()).contains("was closed");
        mine.close();
        assertThat(hsm.loggedIn).isFalse();
        assertThat(hsm.inSession).isEmpty();
    }
}
