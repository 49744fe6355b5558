package io.countersign.ports.inbound;

import static io.countersign.ports.fixture.Challenges.forOneOf;
import static io.countersign.ports.fixture.Challenges.forTwoOf;
import static io.countersign.ports.fixture.Challenges.id;
import static io.countersign.ports.fixture.Challenges.key;
import static io.countersign.ports.fixture.FakeApi.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.domain.Violation;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.SigningRefusal;
import io.countersign.domain.credential.ClientData;
import io.countersign.domain.credential.KeyAssertion;
import io.countersign.domain.credential.Octets;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.failure.Reason;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.fixture.Challenges;
import io.countersign.ports.fixture.FakeKey;
import io.countersign.ports.fixture.FakeSigner;
import io.countersign.ports.fixture.FakeApi;
import io.countersign.ports.outbound.CredentialSigner;
import io.vavr.collection.List;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

class AuthorizingTest {

    private static final UserAction ACTION = UserAction.of("POST", "/wallets?a=b", "{ }").get();

    private final FakeApi fakeApi = new FakeApi();
    private final FakeKey k = FakeKey.of("k", fakeApi);
    private final FakeKey other = FakeKey.of("other", fakeApi);

    @Test
    void an_action_is_described_then_signed_then_redeemed_and_each_only_once() {
        assertThat(using(k.signer()).authorize(ACTION)).isRight();

        assertThat(fakeApi.asked).containsExactly("challenge", "sign k", "redeem");
    }

    @Test
    void the_challenge_is_asked_for_with_exactly_that_action() {
        using(k.signer()).authorize(ACTION);

        assertThat(fakeApi.described).containsExactly(ACTION);
    }

    @Test
    void what_is_signed_is_the_client_data_of_the_challenge_in_utf_8() {
        using(k.signer()).authorize(ACTION);

        assertThat(k.signed).containsExactly(ClientData.keyGet(Challenges.TEXT).json().toByteArray());
    }

    @Test
    void what_is_redeemed_is_the_session_with_the_client_data_that_was_signed_and_the_signature() {
        using(k.signer()).authorize(ACTION);

        assertThat(fakeApi.redeemed).singleElement().satisfies(signed -> {
            assertThat(signed.challengeIdentifier().value()).isEqualTo(Challenges.IDENTIFIER);
            assertThat(signed.firstFactor()).isEqualTo(assertion("k", Challenges.TEXT));
            assertThat(signed.secondFactor()).isEmpty();
        });
    }

    @Test
    void the_token_is_tied_to_the_action_it_was_issued_for() {
        assertThat(using(k.signer()).authorize(ACTION)).containsOnRight(ACTION.authorizedBy(TOKEN));
    }

    @Test
    void every_action_is_proven_with_a_challenge_of_its_own() {
        var actions = using(k.signer());

        actions.authorize(ACTION);
        actions.authorize(ACTION);

        assertThat(fakeApi.asked).containsExactly("challenge", "sign k", "redeem", "challenge", "sign k", "redeem");
    }

    @Test
    void of_several_signers_the_first_that_is_allowed_signs_and_no_other_is_asked() {
        fakeApi.challenging(forOneOf("k", "another"));

        var another = FakeKey.of("another", fakeApi);

        assertThat(using(other.signer(), k.signer(), another.signer()).authorize(ACTION)).isRight();

        assertThat(fakeApi.asked).containsExactly("challenge", "sign k", "redeem");
    }

    @Test
    void a_signer_that_is_not_allowed_is_refused_before_anything_is_signed_naming_those_that_are() {
        var failure = using(other.signer()).authorize(ACTION).getLeft();

        assertThat(failure).isEqualTo(UserActionFailure.notAllowed(
                new SigningRefusal.NoFirstFactor(List.of(key("other")), List.of(key("k")))));
        assertThat(failure.message()).contains("signing the challenge", "Key other", "allowed: Key k", "Configure");
        assertThat(fakeApi.asked).containsExactly("challenge");
        assertThat(other.signed).isEmpty();
    }

    @Test
    void without_a_signer_nothing_is_signed() {
        var failure = using().authorize(ACTION).getLeft();

        assertThat(failure).isEqualTo(UserActionFailure.notAllowed(
                new SigningRefusal.NoFirstFactor(List.empty(), List.of(key("k")))));
        assertThat(fakeApi.asked).containsExactly("challenge");
    }

    @Test
    void if_two_factors_are_required_two_signers_sign_in_their_order() {
        fakeApi.challenging(forTwoOf("other", "k"));

        assertThat(using(k.signer(), other.signer()).authorize(ACTION)).isRight();

        assertThat(fakeApi.asked).containsExactly("challenge", "sign k", "sign other", "redeem");
        assertThat(other.signed).containsExactly(ClientData.keyGet(Challenges.TEXT).json().toByteArray());
        assertThat(fakeApi.redeemed).singleElement().satisfies(signed -> {
            assertThat(signed.firstFactor()).isEqualTo(assertion("k", Challenges.TEXT));
            assertThat(signed.secondFactor()).contains(assertion("other", Challenges.TEXT));
        });
    }

    @Test
    void if_a_required_second_factor_is_missing_nobody_signs() {
        fakeApi.challenging(forTwoOf("other", "k"));

        var failure = using(k.signer(), k.signer()).authorize(ACTION).getLeft();

        assertThat(failure).isEqualTo(UserActionFailure.notAllowed(
                new SigningRefusal.NoSecondFactor(key("k"), List.of(key("other")))));
        assertThat(failure.message()).contains("second factor beside Key k", "allowed: Key other");
        assertThat(fakeApi.asked).containsExactly("challenge");
    }

    @Test
    void a_challenge_that_is_not_given_ends_it() {
        var why = ApiFailure.unreachable(Exchange.CHALLENGE, "connection refused");
        fakeApi.challenging(() -> Either.left(why));

        assertThat(using(k.signer()).authorize(ACTION)).containsOnLeft(UserActionFailure.apiFailed(why));
        assertThat(fakeApi.asked).containsExactly("challenge");
    }

    @Test
    void a_key_that_does_not_sign_ends_it() {
        var why = SigningFailure.keyUnreachable("the token was removed; insert it");
        var signer = k.answering(() -> Either.left(why)).signer();

        assertThat(using(signer).authorize(ACTION)).containsOnLeft(UserActionFailure.notSigned(key("k"), why));
        assertThat(fakeApi.asked).containsExactly("challenge", "sign k");
    }

    @Test
    void a_second_key_that_does_not_sign_ends_it() {
        fakeApi.challenging(forTwoOf("other", "k"));
        var why = SigningFailure.keyUnusable("destroyed; load it again");
        var second = other.answering(() -> Either.left(why)).signer();

        assertThat(using(k.signer(), second).authorize(ACTION))
                .containsOnLeft(UserActionFailure.notSigned(key("other"), why));
        assertThat(fakeApi.asked).containsExactly("challenge", "sign k", "sign other");
    }

    @Test
    void if_the_first_key_does_not_sign_the_second_is_not_asked() {
        fakeApi.challenging(forTwoOf("other", "k"));
        var first = k.answering(() -> Either.left(SigningFailure.keyUnusable("destroyed"))).signer();

        assertThat(using(first, other.signer()).authorize(ACTION)).isLeft();
        assertThat(fakeApi.asked).containsExactly("challenge", "sign k");
    }

    @Test
    void an_assertion_for_another_challenge_is_not_sent() {
        var signer = new FakeSigner(() -> key("k"), fakeApi, () -> Either.right(assertion("k", "another")));

        var failure = using(signer).authorize(ACTION).getLeft();

        assertThat(failure.reason()).isInstanceOfSatisfying(Reason.NotCompleted.class, notCompleted ->
                assertThat(notCompleted.violations().map(Violation::field)).containsExactly("firstFactor"));
        assertThat(fakeApi.asked).containsExactly("challenge", "sign");
    }

    @Test
    void an_assertion_of_a_credential_that_is_not_allowed_is_not_sent() {
        var signer = new FakeSigner(() -> key("k"), fakeApi, () -> Either.right(assertion("x", Challenges.TEXT)));

        assertThat(using(signer).authorize(ACTION).getLeft())
                .returns(UserActionFailure.Kind.NOT_COMPLETED, UserActionFailure::kind);
        assertThat(fakeApi.redeemed).isEmpty();
    }

    @Test
    void a_redemption_that_is_refused_ends_it() {
        var why = new ApiFailure.TimedOut(Exchange.REDEMPTION, ApiFailure.TimedOut.Phase.AWAITING_ANSWER);
        fakeApi.redeeming(() -> Either.left(why));

        assertThat(using(k.signer()).authorize(ACTION)).containsOnLeft(UserActionFailure.apiFailed(why));
        assertThat(fakeApi.asked).containsExactly("challenge", "sign k", "redeem");
    }

    @Test
    void signers_that_are_exchanged_afterwards_change_nothing() {
        CredentialSigner[] signers = {k.signer()};
        var actions = UserActions.using(fakeApi, signers);

        signers[0] = other.signer();

        assertThat(actions.authorize(ACTION)).isRight();
    }

    @Test
    void nulls_are_refused_at_once() {
        assertThatNullPointerException().isThrownBy(() -> UserActions.using(null, k.signer())).withMessage("transport");
        assertThatNullPointerException().isThrownBy(() -> UserActions.using(fakeApi, (CredentialSigner) null))
                .withMessage("signer");
        assertThatNullPointerException().isThrownBy(() -> UserActions.using(fakeApi, (CredentialSigner[]) null))
                .withMessage("signers");
        assertThatNullPointerException().isThrownBy(() -> using(k.signer()).authorize(null)).withMessage("action");
        assertThat(fakeApi.asked).isEmpty();
    }

    private UserActions using(CredentialSigner... signers) {
        return UserActions.using(fakeApi, signers);
    }

    private static KeyAssertion assertion(String name, String challenge) {
        return new KeyAssertion(id(name), ClientData.keyGet(challenge),
                Octets.of(FakeKey.signatureOf(name)), Option.none());
    }
}
