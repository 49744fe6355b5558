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
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.failure.Reason;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.fixture.FakeAuthenticator;
import io.countersign.ports.fixture.FakeKey;
import io.countersign.ports.fixture.FakeSigner;
import io.countersign.ports.fixture.FakeUnlocker;
import io.countersign.ports.fixture.Fault;
import io.countersign.ports.fixture.FakeApi;
import io.countersign.ports.outbound.CredentialSigner;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.function.Supplier;

/** Adapters are others' code: whatever they do instead of keeping their contract, the caller gets a failure. */
class BrokenAdaptersTest {

    private static final UserAction ACTION = UserAction.of("POST", "/wallets", "{}").get();

    private final FakeApi fakeApi = new FakeApi();
    private final FakeKey k = FakeKey.of("k", fakeApi);

    @ParameterizedTest
    @EnumSource
    void a_transport_that_breaks_when_asked_for_a_challenge_ends_it(Fault fault) {
        fakeApi.challenging(fault.answer());

        assertBroke(perform(k.signer()), Step.CHALLENGE, FakeApi.class, fault);
        assertThat(fakeApi.asked).containsExactly("challenge");
    }

    @ParameterizedTest
    @EnumSource
    void a_signer_that_breaks_ends_it(Fault fault) {
        var signer = new FakeSigner(() -> key("k"), fakeApi, fault.answer());

        assertBroke(perform(signer), Step.SIGNATURE, FakeSigner.class, fault);
        assertThat(fakeApi.asked).containsExactly("challenge", "sign");
    }

    @ParameterizedTest
    @EnumSource
    void a_second_signer_that_breaks_ends_it(Fault fault) {
        fakeApi.challenging(forTwoOf("k", "second"));
        var second = new FakeSigner(() -> key("second"), fakeApi, fault.answer());

        assertBroke(perform(k.signer(), second), Step.SIGNATURE, FakeSigner.class, fault);
        assertThat(fakeApi.asked).containsExactly("challenge", "sign k", "sign");
    }

    @ParameterizedTest
    @EnumSource
    void a_transport_that_breaks_when_it_redeems_ends_it(Fault fault) {
        fakeApi.redeeming(fault.answer());

        assertBroke(perform(k.signer()), Step.REDEMPTION, FakeApi.class, fault);
        assertThat(fakeApi.asked).containsExactly("challenge", "sign k", "redeem");
    }

    @ParameterizedTest
    @EnumSource
    void after_an_executor_broke_its_contract_the_call_may_have_been_made(Fault fault) {
        fakeApi.executing(fault.answer());

        var failure = perform(k.signer());

        assertBroke(failure, Step.EXECUTION, FakeApi.class, fault);
        assertThat(failure.getLeft().message()).contains("may have been carried out");
        assertThat(fakeApi.asked).containsExactly("challenge", "sign k", "redeem", "execute");
    }

    /** What it says of that exchange, such as that nothing was sent, says nothing of this one. */
    @ParameterizedTest
    @EnumSource
    void a_failure_of_another_exchange_ends_it(Exchange other) {
        Supplier<ApiFailure> failure = () -> ApiFailure.unreachable(other, "nobody there");
        if (other != Exchange.CHALLENGE) {
            assertNamesAnother(new FakeApi().challenging(() -> Either.left(failure.get())), Step.CHALLENGE, other);
        }
        if (other != Exchange.REDEMPTION) {
            assertNamesAnother(new FakeApi().redeeming(() -> Either.left(failure.get())), Step.REDEMPTION, other);
        }
        if (other != Exchange.EXECUTION) {
            assertNamesAnother(new FakeApi().executing(() -> Either.left(failure.get())), Step.EXECUTION, other);
        }
    }

    private static void assertNamesAnother(FakeApi api, Step step, Exchange other) {
        var failure = UserActions.using(api, FakeKey.of("k", api).signer()).executedBy(api).perform(ACTION).getLeft();

        assertThat(failure.reason()).isInstanceOfSatisfying(Reason.AdapterBroke.class, broke -> {
            assertThat(broke.step()).isEqualTo(step);
            assertThat(broke.fault()).contains(FakeApi.class.getName(), "another exchange (" + other + ")");
        });
        assertThat(failure.isRetryable()).isFalse();
        assertThat(failure.mayStartOver(ACTION)).isFalse();
        assertThat(failure.mayHaveTakenEffect()).isEqualTo(step == Step.EXECUTION);
    }

    @ParameterizedTest
    @EnumSource
    void a_key_that_breaks_ends_it(Fault fault) {
        var signer = k.answering(fault.answer()).signer();

        UserActionFailure failure = perform(signer).getLeft();
        assertThat(failure.kind()).isEqualTo(UserActionFailure.Kind.ADAPTER_BROKE);
        assertThat(failure.step()).isEqualTo(Step.SIGNATURE);
        assertThat(failure.toString()).doesNotContain(Fault.SECRET);
        assertThat(fakeApi.asked).containsExactly("challenge", "sign k");
    }

    @ParameterizedTest
    @EnumSource
    void an_unlocker_that_breaks_ends_it(Fault fault) {
        var unlocker = FakeUnlocker.of("p", fakeApi).unlocking(fault.answer());

        assertSignatureBroke(performUnlocking(unlocker), fault);
        assertThat(fakeApi.asked).containsExactly("challenge", "unlock p");
    }

    @ParameterizedTest
    @EnumSource
    void an_unlocked_key_that_breaks_is_closed_and_ends_it(Fault fault) {
        var unlocker = FakeUnlocker.of("p", fakeApi).signing(fault.answer());

        assertSignatureBroke(performUnlocking(unlocker), fault);
        assertThat(fakeApi.asked).containsExactly("challenge", "unlock p", "sign p", "close p");
    }

    /** Nobody else would ever hear of key bytes that may still be there; and nothing is lost but a signature. */
    @Test
    void a_key_that_cannot_be_wiped_ends_the_action_even_if_it_has_signed() {
        var unlocker = FakeUnlocker.of("p", fakeApi).closing(Fault.THROWING.answer()::get);

        assertSignatureBroke(performUnlocking(unlocker), Fault.THROWING);
        assertThat(fakeApi.asked).containsExactly("challenge", "unlock p", "sign p", "close p");
    }

    @Test
    void a_key_that_cannot_be_wiped_ends_the_action_even_if_it_did_not_sign() {
        var unlocker = FakeUnlocker.of("p", fakeApi)
                .signing(() -> Either.left(SigningFailure.keyUnusable("m"))).closing(Fault.THROWING.answer()::get);

        assertSignatureBroke(performUnlocking(unlocker), Fault.THROWING);
    }

    @ParameterizedTest
    @EnumSource
    void an_authenticator_that_breaks_ends_it(Fault fault) {
        fakeApi.challenging(forAnyOf(passkey("f")));
        var signer = CredentialSigner.fido2(FakeAuthenticator.having(fakeApi, "f").answering(fault.answer()));

        assertSignatureBroke(perform(signer), fault);
        assertThat(fakeApi.asked).containsExactly("challenge", "touch");
    }

    @Test
    @SuppressWarnings("deprecation")
    void a_password_supplier_that_breaks_ends_the_action() {
        fakeApi.challenging(forBoth(THE_PASSWORD, THE_TOTP));

        assertSignatureBroke(perform(CredentialSigner.password(this::broken), CredentialSigner.totp(() -> "314159")),
                Fault.THROWING);
        assertSignatureBroke(perform(CredentialSigner.password(() -> "pass"), CredentialSigner.totp(this::broken)),
                Fault.THROWING);
        assertThat(fakeApi.redeemed).isEmpty();
    }

    @Test
    void a_signer_without_a_credential_is_refused_when_the_user_actions_are_created() {
        var signer = new FakeSigner(() -> null, fakeApi, () -> Either.right(null));

        assertThatNullPointerException().isThrownBy(() -> UserActions.using(fakeApi, signer)).withMessage("credential");
    }

    @Test
    void a_signer_is_asked_for_its_credential_only_once() {
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
        var signer = new FakeSigner(who, fakeApi, () -> honest.sign(forOneOf("k")));

        assertThat(perform(signer)).isRight();
    }

    private String broken() {
        return Fault.THROWING.<String, String>answer().get().get();
    }

    private Either<UserActionFailure, ?> performUnlocking(FakeUnlocker unlocker) {
        fakeApi.challenging(forAnyOf(passwordProtectedKey("p")));
        return perform(CredentialSigner.passwordProtectedKey(id("p"), unlocker));
    }

    private static void assertSignatureBroke(Either<UserActionFailure, ?> outcome, Fault fault) {
        UserActionFailure failure = outcome.getLeft();
        assertThat(failure + failure.message()).doesNotContain(Fault.SECRET);
        assertThat(failure.reason()).isInstanceOfSatisfying(Reason.AdapterBroke.class, broke -> {
            assertThat(broke.step()).isEqualTo(Step.SIGNATURE);
            if (fault.isThrown()) {
                assertThat(broke.fault()).contains(fault.told());
            }
        });
    }

    private Either<UserActionFailure, ?> perform(CredentialSigner... signers) {
        return UserActions.using(fakeApi, signers).executedBy(fakeApi).perform(ACTION);
    }

    private static void assertBroke(Either<UserActionFailure, ?> outcome, Step step, Class<?> adapter, Fault fault) {
        UserActionFailure failure = outcome.getLeft();
        assertThat(failure.reason()).isInstanceOfSatisfying(Reason.AdapterBroke.class, broke -> {
            assertThat(broke.step()).isEqualTo(step);
            assertThat(broke.fault()).contains(adapter.getName(), fault.told());
            assertThat(failure.message()).contains(broke.fault(), "contract", "corrected");
        });
        assertThat(failure + failure.message()).doesNotContain(Fault.SECRET);
        assertThat(failure.isRetryable()).isFalse();
        assertThat(failure.mayHaveTakenEffect()).isEqualTo(step == Step.EXECUTION);
    }
}
