package io.countersign.ports.inbound;

import static io.countersign.ports.fixture.Challenges.forOneOf;
import static io.countersign.ports.fixture.Challenges.forTwoOf;
import static io.countersign.ports.fixture.Challenges.id;
import static io.countersign.ports.fixture.Challenges.key;
import static io.countersign.ports.fixture.Outside.TOKEN;
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
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.fixture.Challenges;
import io.countersign.ports.fixture.FakeKey;
import io.countersign.ports.fixture.FakeSigner;
import io.countersign.ports.fixture.Outside;
import io.countersign.ports.outbound.CredentialSigner;
import io.vavr.collection.List;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

class AuthorizingTest {

    private static final UserAction ACTION = UserAction.of("POST", "/wallets?a=b", "{ }").get();

    private final Outside outside = new Outside();
    private final FakeKey k = FakeKey.of("k", outside);
    private final FakeKey other = FakeKey.of("other", outside);

    @Test
    void an_action_is_described_then_signed_then_redeemed_and_each_only_once() {
        assertThat(using(k.signer()).authorize(ACTION)).isRight();

        assertThat(outside.asked).containsExactly("challenge", "sign k", "redeem");
    }

    @Test
    void the_challenge_is_asked_for_with_exactly_that_action() {
        using(k.signer()).authorize(ACTION);

        assertThat(outside.described).containsExactly(ACTION);
    }

    @Test
    void what_is_signed_is_the_client_data_of_the_challenge_in_utf_8() {
        using(k.signer()).authorize(ACTION);

        assertThat(k.signed).containsExactly(ClientData.keyGet(Challenges.TEXT).json().toByteArray());
    }

    @Test
    void what_is_redeemed_is_the_session_with_the_client_data_that_was_signed_and_the_signature() {
        using(k.signer()).authorize(ACTION);

        assertThat(outside.redeemed).singleElement().satisfies(signed -> {
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

        assertThat(outside.asked).containsExactly("challenge", "sign k", "redeem", "challenge", "sign k", "redeem");
    }

    @Test
    void of_several_signers_the_first_that_is_allowed_signs_and_no_other_is_asked() {
        outside.challenging(forOneOf("k", "another"));

        var another = FakeKey.of("another", outside);

        assertThat(using(other.signer(), k.signer(), another.signer()).authorize(ACTION)).isRight();

        assertThat(outside.asked).containsExactly("challenge", "sign k", "redeem");
    }

    @Test
    void a_signer_that_is_not_allowed_is_refused_before_anything_is_signed_naming_those_that_are() {
        var failure = using(other.signer()).authorize(ACTION).getLeft();

        assertThat(failure).isEqualTo(new UserActionFailure.NotAllowed(
                new SigningRefusal.NoFirstFactor(List.of(key("other")), List.of(key("k")))));
        assertThat(failure.message()).contains("signing the challenge", "Key other", "allowed: Key k", "Configure");
        assertThat(outside.asked).containsExactly("challenge");
        assertThat(other.signed).isEmpty();
    }

    @Test
    void without_a_signer_nothing_is_signed() {
        var failure = using().authorize(ACTION).getLeft();

        assertThat(failure).isEqualTo(new UserActionFailure.NotAllowed(
                new SigningRefusal.NoFirstFactor(List.empty(), List.of(key("k")))));
        assertThat(outside.asked).containsExactly("challenge");
    }

    @Test
    void where_two_factors_are_due_two_signers_sign_in_their_order() {
        outside.challenging(forTwoOf("other", "k"));

        assertThat(using(k.signer(), other.signer()).authorize(ACTION)).isRight();

        assertThat(outside.asked).containsExactly("challenge", "sign k", "sign other", "redeem");
        assertThat(other.signed).containsExactly(ClientData.keyGet(Challenges.TEXT).json().toByteArray());
        assertThat(outside.redeemed).singleElement().satisfies(signed -> {
            assertThat(signed.firstFactor()).isEqualTo(assertion("k", Challenges.TEXT));
            assertThat(signed.secondFactor()).contains(assertion("other", Challenges.TEXT));
        });
    }

    @Test
    void where_a_second_factor_is_due_and_missing_not_even_the_first_signs() {
        outside.challenging(forTwoOf("other", "k"));

        var failure = using(k.signer(), k.signer()).authorize(ACTION).getLeft();

        assertThat(failure).isEqualTo(new UserActionFailure.NotAllowed(
                new SigningRefusal.NoSecondFactor(key("k"), List.of(key("other")))));
        assertThat(failure.message()).contains("second factor beside Key k", "allowed: Key other");
        assertThat(outside.asked).containsExactly("challenge");
    }

    @Test
    void a_challenge_that_is_not_given_ends_it() {
        var why = ApiFailure.unreachable(Exchange.CHALLENGE, "connection refused");
        outside.challenging(() -> Either.left(why));

        assertThat(using(k.signer()).authorize(ACTION)).containsOnLeft(new UserActionFailure.ApiFailed(why));
        assertThat(outside.asked).containsExactly("challenge");
    }

    @Test
    void a_key_that_does_not_sign_ends_it() {
        var why = SigningFailure.keyUnreachable("the token was removed; insert it");
        var signer = k.answering(() -> Either.left(why)).signer();

        assertThat(using(signer).authorize(ACTION)).containsOnLeft(new UserActionFailure.NotSigned(key("k"), why));
        assertThat(outside.asked).containsExactly("challenge", "sign k");
    }

    @Test
    void a_second_key_that_does_not_sign_ends_it() {
        outside.challenging(forTwoOf("other", "k"));
        var why = SigningFailure.keyUnusable("destroyed; load it again");
        var second = other.answering(() -> Either.left(why)).signer();

        assertThat(using(k.signer(), second).authorize(ACTION))
                .containsOnLeft(new UserActionFailure.NotSigned(key("other"), why));
        assertThat(outside.asked).containsExactly("challenge", "sign k", "sign other");
    }

    @Test
    void a_first_key_that_does_not_sign_keeps_the_second_from_being_asked() {
        outside.challenging(forTwoOf("other", "k"));
        var first = k.answering(() -> Either.left(SigningFailure.keyUnusable("destroyed"))).signer();

        assertThat(using(first, other.signer()).authorize(ACTION)).isLeft();
        assertThat(outside.asked).containsExactly("challenge", "sign k");
    }

    @Test
    void an_assertion_for_another_challenge_is_not_sent() {
        var signer = new FakeSigner(() -> key("k"), outside, () -> Either.right(assertion("k", "another")));

        var failure = using(signer).authorize(ACTION).getLeft();

        assertThat(failure).isInstanceOfSatisfying(UserActionFailure.NotCompleted.class, notCompleted ->
                assertThat(notCompleted.violations().map(Violation::field)).containsExactly("firstFactor"));
        assertThat(outside.asked).containsExactly("challenge", "sign");
    }

    @Test
    void an_assertion_of_a_credential_that_is_not_allowed_is_not_sent() {
        var signer = new FakeSigner(() -> key("k"), outside, () -> Either.right(assertion("x", Challenges.TEXT)));

        assertThat(using(signer).authorize(ACTION).getLeft()).isInstanceOf(UserActionFailure.NotCompleted.class);
        assertThat(outside.redeemed).isEmpty();
    }

    @Test
    void a_redemption_that_is_refused_ends_it() {
        var why = new ApiFailure.TimedOut(Exchange.REDEMPTION, ApiFailure.TimedOut.Phase.AWAITING_ANSWER);
        outside.redeeming(() -> Either.left(why));

        assertThat(using(k.signer()).authorize(ACTION)).containsOnLeft(new UserActionFailure.ApiFailed(why));
        assertThat(outside.asked).containsExactly("challenge", "sign k", "redeem");
    }

    @Test
    void signers_that_are_exchanged_afterwards_change_nothing() {
        CredentialSigner[] signers = {k.signer()};
        var actions = UserActions.using(outside, signers);

        signers[0] = other.signer();

        assertThat(actions.authorize(ACTION)).isRight();
    }

    @Test
    void nulls_are_refused_at_once() {
        assertThatNullPointerException().isThrownBy(() -> UserActions.using(null, k.signer())).withMessage("transport");
        assertThatNullPointerException().isThrownBy(() -> UserActions.using(outside, (CredentialSigner) null))
                .withMessage("signer");
        assertThatNullPointerException().isThrownBy(() -> UserActions.using(outside, (CredentialSigner[]) null))
                .withMessage("signers");
        assertThatNullPointerException().isThrownBy(() -> using(k.signer()).authorize(null)).withMessage("action");
        assertThat(outside.asked).isEmpty();
    }

    private UserActions using(CredentialSigner... signers) {
        return UserActions.using(outside, signers);
    }

    private static KeyAssertion assertion(String name, String challenge) {
        return new KeyAssertion(id(name), ClientData.keyGet(challenge),
                Octets.of(FakeKey.signatureOf(name)), Option.none());
    }
}
