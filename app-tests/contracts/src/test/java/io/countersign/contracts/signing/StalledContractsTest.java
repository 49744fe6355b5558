package io.countersign.contracts.signing;

import io.countersign.contracts.fixture.ContractProof;
import io.countersign.contracts.fixture.TestKey;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import static org.assertj.core.api.Assertions.assertThat;

/** Every test of the contracts for adapters that wait finds a flaw and passes with a correct adapter. */
@Order(1)
class StalledContractsTest {

    private static final ContractProof KEY = ContractProof.of(StalledKeyContract.class, StalledKey.class);
    private static final ContractProof AUTHENTICATOR =
            ContractProof.of(StalledAuthenticatorContract.class, StalledAuthenticator.class);
    private static final ContractProof UNLOCKER =
            ContractProof.of(StalledUnlockerContract.class, StalledUnlocker.class);

    /** Has a limit just long enough to see that a flawed adapter still waits. */
    private interface Subject extends TimeLimits {

        @Override
        default Duration callTimeLimit() {
            FlawedWait flaw = ContractProof.flawOf(FlawedWait.class);
            return flaw == null || flaw.endsInTime() ? TimeLimits.super.callTimeLimit() : Duration.ofSeconds(2);
        }
    }

    static class StalledKey implements StalledKeyContract, Subject {

        @Override
        public KeyUnderTest keyThatNeverAnswers(CountDownLatch asked, Duration timeout) {
            FlawedWait.Waiting waiting = FlawedWait.waiting(asked, timeout);
            return KeyUnderTest.of(message -> waiting.answer(), TestKey.PUBLIC_KEY_PEM).hidingNothing();
        }
    }

    static class StalledAuthenticator implements StalledAuthenticatorContract, Subject {

        @Override
        public AuthenticatorUnderTest authenticatorThatNeverAnswers(CountDownLatch asked, Duration timeout) {
            FlawedWait.Waiting waiting = FlawedWait.waiting(asked, timeout);
            return AuthenticatorUnderTest.of(request -> waiting.answer(), TestPasskey.KNOWN).hidingNothing();
        }
    }

    static class StalledUnlocker implements StalledUnlockerContract, Subject {

        @Override
        public UnlockerUnderTest unlockerThatNeverAnswers(CountDownLatch asked, Duration timeout) {
            FlawedWait.Waiting waiting = FlawedWait.waiting(asked, timeout);
            return UnlockerUnderTest.of(password -> locked -> waiting.answer(),
                    KeyUnlockerContractTest.Subject.LOCKED_KEY, KeyUnlockerContractTest.Subject.PASSWORD,
                    TestKey.PUBLIC_KEY_PEM).hidingNothing();
        }
    }

    @Test
    void an_adapter_that_gives_up_passes_every_test() {
        KEY.assertKeptByASoundSubject();
        AUTHENTICATOR.assertKeptByASoundSubject();
        UNLOCKER.assertKeptByASoundSubject();
    }

    @ParameterizedTest
    @EnumSource
    void a_flawed_key_is_caught(FlawedWait flaw) {
        KEY.assertCaught(flaw);
    }

    @ParameterizedTest
    @EnumSource
    void a_flawed_authenticator_is_caught(FlawedWait flaw) {
        AUTHENTICATOR.assertCaught(flaw);
    }

    @ParameterizedTest
    @EnumSource
    void a_flawed_unlocker_is_caught(FlawedWait flaw) {
        UNLOCKER.assertCaught(flaw);
    }

    @Test
    void every_test_has_a_flaw_to_find() {
        KEY.assertEveryTestHasAFlaw(FlawedWait.values());
        AUTHENTICATOR.assertEveryTestHasAFlaw(FlawedWait.values());
        UNLOCKER.assertEveryTestHasAFlaw(FlawedWait.values());
    }
}
