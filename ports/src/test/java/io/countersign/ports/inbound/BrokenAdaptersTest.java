package io.countersign.ports.inbound;

import static io.countersign.ports.fixture.Challenges.THE_PASSWORD;
import static io.countersign.ports.fixture.Challenges.THE_TOTP;
import static io.countersign.ports.fixture.Challenges.forAnyOf;
import static io.countersign.ports.fixture.Challenges.forBoth;
import static io.countersign.ports.fixture.Challenges.forOneOf;
import static io.countersign.ports.fixture.Challenges.forTwoOf;
import static io.countersign.ports.fixture.Challenges.id;
import static io.countersign.ports.fixture.Challenges.key;
import static io.countersign.ports.fixture.Challenges.passkey;
import static io.countersign.ports.fixture.Challenges.passwordProtectedKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.credential.Credential;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.fixture.FakeAuthenticator;
import io.countersign.ports.fixture.FakeKey;
import io.countersign.ports.fixture.FakeSigner;
import io.countersign.ports.fixture.FakeUnlocker;
import io.countersign.ports.fixture.Fault;
import io.countersign.ports.fixture.Outside;
import io.countersign.ports.outbound.CredentialSigner;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.function.Supplier;

/** Adapters are others' code: whatever they do instead of keeping their contract, the caller gets a failure. */
class BrokenAdaptersTest {

    private static final UserAction ACTION = UserAction.of("POST", "/wallets", "{}").get();

    private final Outside outside = new Outside();
    private final FakeKey k = FakeKey.of("k", outside);

    @ParameterizedTest
    @EnumSource
    void a_transport_that_breaks_when_asked_for_a_challenge_ends_it(Fault fault) {
        outside.challenging(fault.answer());

        assertBroke(perform(k.signer()), Step.CHALLENGE, Outside.class, fault);
        assertThat(outside.asked).containsExactly("challenge");
    }

    @ParameterizedTest
    @EnumSource
    void a_signer_that_breaks_ends_it(Fault fault) {
        var signer = new FakeSigner(() -> key("k"), outside, fault.answer());

        assertBroke(perform(signer), Step.SIGNATURE, FakeSigner.class, fault);
        assertThat(outside.asked).containsExactly("challenge", "sign");
    }

    @ParameterizedTest
    @EnumSource
    void a_second_signer_that_breaks_ends_it(Fault fault) {
        outside.challenging(forTwoOf("k", "second"));
        var second = new FakeSigner(() -> key("second"), outside, fault.answer());

        assertBroke(perform(k.signer(), second), Step.SIGNATURE, FakeSigner.class, fault);
        assertThat(outside.asked).containsExactly("challenge", "sign k", "sign");
    }

    @ParameterizedTest
    @EnumSource
    void a_transport_that_breaks_when_it_redeems_ends_it(Fault fault) {
        outside.redeeming(fault.answer());

        assertBroke(perform(k.signer()), Step.REDEMPTION, Outside.class, fault);
        assertThat(outside.asked).containsExactly("challenge", "sign k", "redeem");
    }

    @ParameterizedTest
    @EnumSource
    void an_executor_that_breaks_leaves_it_open_whether_the_call_was_made(Fault fault) {
        outside.executing(fault.answer());

        var failure = perform(k.signer());

        assertBroke(failure, Step.EXECUTION, Outside.class, fault);
        assertThat(failure.getLeft().message()).contains("may have been carried out");
        assertThat(outside.asked).containsExactly("challenge", "sign k", "redeem", "execute");
    }

    @ParameterizedTest
    @EnumSource
    void a_key_that_breaks_ends_it(Fault fault) {
        var signer = k.answering(fault.answer()).signer();

        assertThat(perform(signer).getLeft()).isInstanceOfSatisfying(UserActionFailure.AdapterBroke.class, broke -> {
            assertThat(broke.step()).isEqualTo(Step.SIGNATURE);
            assertThat(broke.toString()).doesNotContain(Fault.SECRET);
        });
        assertThat(outside.asked).containsExactly("challenge", "sign k");
    }

    @ParameterizedTest
    @EnumSource
    void an_unlocker_that_breaks_ends_it(Fault fault) {
        var unlocker = FakeUnlocker.of("p", outside).unlocking(fault.answer());

        assertSignatureBroke(performUnlocking(unlocker), fault);
        assertThat(outside.asked).containsExactly("challenge", "unlock p");
    }

    @ParameterizedTest
    @EnumSource
    void an_unlocked_key_that_breaks_is_closed_and_ends_it(Fault fault) {
        var unlocker = FakeUnlocker.of("p", outside).signing(fault.answer());

        assertSignatureBroke(performUnlocking(unlocker), fault);
        assertThat(outside.asked).containsExactly("challenge", "unlock p", "sign p", "close p");
    }

    /** Nobody else would ever hear of key bytes that may still be there; and nothing is lost but a signature. */
    @Test
    void an_unlocked_key_that_is_not_wiped_ends_it_though_it_has_signed() {
        var unlocker = FakeUnlocker.of("p", outside).closing(Fault.THROWING.answer()::get);

        assertSignatureBroke(performUnlocking(unlocker), Fault.THROWING);
        assertThat(outside.asked).containsExactly("challenge", "unlock p", "sign p", "close p");
    }

    @Test
    void an_unlocked_key_that_is_not_wiped_ends_it_though_it_has_said_why_it_does_not_sign() {
        var unlocker = FakeUnlocker.of("p", outside)
                .signing(() -> Either.left(SigningFailure.keyUnusable("m"))).closing(Fault.THROWING.answer()::get);

        assertSignatureBroke(performUnlocking(unlocker), Fault.THROWING);
    }

    @ParameterizedTest
    @EnumSource
    void an_authenticator_that_breaks_ends_it(Fault fault) {
        outside.challenging(forAnyOf(passkey("f")));
        var signer = CredentialSigner.fido2(FakeAuthenticator.having(outside, "f").answering(fault.answer()));

        assertSignatureBroke(perform(signer), fault);
        assertThat(outside.asked).containsExactly("challenge", "touch");
    }

    @Test
    @SuppressWarnings("deprecation")
    void whoever_is_asked_for_a_password_and_breaks_ends_it() {
        outside.challenging(forBoth(THE_PASSWORD, THE_TOTP));

        assertSignatureBroke(perform(CredentialSigner.password(this::broken), CredentialSigner.totp(() -> "314159")),
                Fault.THROWING);
        assertSignatureBroke(perform(CredentialSigner.password(() -> "pass"), CredentialSigner.totp(this::broken)),
                Fault.THROWING);
        assertThat(outside.redeemed).isEmpty();
    }

    @Test
    void a_signer_that_does_not_say_whose_it_is_is_refused_when_it_is_wired() {
        var signer = new FakeSigner(() -> null, outside, () -> Either.right(null));

        assertThatNullPointerException().isThrownBy(() -> UserActions.using(outside, signer)).withMessage("credential");
    }

    @Test
    void a_signer_is_asked_only_once_whose_it_is_and_so_cannot_break_or_change_its_mind_later() {
        var who = new Supplier<Credential>() {
            private int times;

            @Override
            public Credential get() {
                if (times++ > 0) {
                    throw new IllegalStateException(Fault.SECRET);
                }
                return key("k");
            }
        };
        CredentialSigner honest = k.signer();
        var signer = new FakeSigner(who, outside, () -> honest.sign(forOneOf("k")));

        assertThat(perform(signer)).isRight();
    }

    private String broken() {
        return Fault.THROWING.<String, String>answer().get().get();
    }

    private Either<UserActionFailure, ?> performUnlocking(FakeUnlocker unlocker) {
        outside.challenging(forAnyOf(passwordProtectedKey("p")));
        return perform(CredentialSigner.passwordProtectedKey(id("p"), unlocker));
    }

    private static void assertSignatureBroke(Either<UserActionFailure, ?> outcome, Fault fault) {
        assertThat(outcome.getLeft()).isInstanceOfSatisfying(UserActionFailure.AdapterBroke.class, broke -> {
            assertThat(broke.step()).isEqualTo(Step.SIGNATURE);
            assertThat(broke.toString() + broke.message()).doesNotContain(Fault.SECRET);
            if (fault.isThrown()) {
                assertThat(broke.fault()).contains(fault.told());
            }
        });
    }

    private Either<UserActionFailure, ?> perform(CredentialSigner... signers) {
        return UserActions.using(outside, signers).executedBy(outside).perform(ACTION);
    }

    private static void assertBroke(Either<UserActionFailure, ?> outcome, Step step, Class<?> adapter, Fault fault) {
        assertThat(outcome.getLeft()).isInstanceOfSatisfying(UserActionFailure.AdapterBroke.class, broke -> {
            assertThat(broke.step()).isEqualTo(step);
            assertThat(broke.fault()).contains(adapter.getName(), fault.told());
            assertThat(broke.message()).contains(broke.fault(), "contract", "corrected").doesNotContain(Fault.SECRET);
            assertThat(broke.toString()).doesNotContain(Fault.SECRET);
            assertThat(broke.isRetryable()).isFalse();
            assertThat(broke.mayHaveTakenEffect()).isEqualTo(step == Step.EXECUTION);
        });
    }
}
