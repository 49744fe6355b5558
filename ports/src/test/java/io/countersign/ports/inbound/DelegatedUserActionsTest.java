package io.countersign.ports.inbound;

import static io.countersign.ports.fixture.Challenges.THE_PASSWORD;
import static io.countersign.ports.fixture.Challenges.THE_TOTP;
import static io.countersign.ports.fixture.Challenges.forBoth;
import static io.countersign.ports.fixture.Challenges.id;
import static io.countersign.ports.fixture.Challenges.key;
import static io.countersign.ports.fixture.Challenges.passkey;
import static io.countersign.ports.fixture.Challenges.passwordProtectedKey;
import static io.countersign.ports.fixture.FakeApi.TOKEN;
import static io.countersign.ports.fixture.Signed.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.vavr.api.VavrAssertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.countersign.domain.Violation;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.domain.challenge.SupportedCredential;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.credential.ClientData;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.domain.credential.CredentialFactor;
import io.countersign.domain.credential.CredentialKind;
import io.countersign.domain.credential.KeyAssertion;
import io.countersign.domain.credential.Octets;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.failure.Reason;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.fixture.ApiFailures;
import io.countersign.ports.fixture.Challenges;
import io.countersign.ports.fixture.Fault;
import io.countersign.ports.fixture.FakeApi;
import io.countersign.ports.fixture.Signed;
import io.vavr.collection.List;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

class DelegatedUserActionsTest {

    private static final UserAction ACTION = UserAction.of("POST", "/wallets?a=b", "{ }").get();
    /** Keys need a second factor here, passkeys and password-protected keys may be it or sign alone. */
    private static final UserActionChallenge CHALLENGE = Challenges.challenge(
            List.of(new SupportedCredential(CredentialKind.KEY, CredentialFactor.FIRST, true),
                    new SupportedCredential(CredentialKind.FIDO2, CredentialFactor.EITHER, false),
                    new SupportedCredential(CredentialKind.PASSWORD_PROTECTED_KEY, CredentialFactor.EITHER, false)),
            key("k"), passkey("f"), passwordProtectedKey("p"));
    private static final PendingUserAction PENDING = new PendingUserAction(ACTION, CHALLENGE);

    private final FakeApi fakeApi = new FakeApi();
    private final DelegatedUserActions actions = DelegatedUserActions.using(fakeApi, ORIGIN, "https://b.test");

    @Test
    void an_action_is_begun_by_asking_for_its_challenge_and_nothing_else() {
        fakeApi.challenging(CHALLENGE);

        assertThat(actions.begin(ACTION)).containsOnRight(PENDING);
        assertThat(fakeApi.asked).containsExactly("challenge");
        assertThat(fakeApi.described).containsExactly(ACTION);
    }

    @Test
    void what_was_begun_is_completed_by_another_instance_from_the_value_alone() {
        fakeApi.challenging(CHALLENGE);
        var pending = actions.begin(ACTION).get();
        var elsewhere = new FakeApi();

        assertThat(DelegatedUserActions.using(elsewhere).complete(pending, Signed.by(passkey("f"))))
                .containsOnRight(ACTION.authorizedBy(TOKEN));

        assertThat(elsewhere.asked).containsExactly("redeem");
        assertThat(elsewhere.redeemed).containsExactly(CHALLENGE.signedBy(Signed.by(passkey("f"))).get());
        assertThat(fakeApi.asked).containsExactly("challenge");
    }

    @Test
    void two_assertions_are_redeemed_in_their_places() {
        assertThat(actions.complete(PENDING, Signed.by(key("k")), Signed.by(passkey("f"))))
                .containsOnRight(ACTION.authorizedBy(TOKEN));

        assertThat(fakeApi.redeemed).singleElement().satisfies(signed -> {
            assertThat(signed.firstFactor()).isEqualTo(Signed.by(key("k")));
            assertThat(signed.secondFactor()).contains(Signed.by(passkey("f")));
            assertThat(signed.challengeIdentifier().value()).isEqualTo(Challenges.IDENTIFIER);
        });
    }

    @Test
    void passwords_complete_what_they_may() {
        var pending = new PendingUserAction(ACTION, forBoth(THE_PASSWORD, THE_TOTP));

        assertThat(actions.complete(pending, Signed.by(THE_PASSWORD), Signed.by(THE_TOTP))).isRight();
    }

    static Stream<Arguments> whatCompletesNothing() {
        return Stream.of(
                refused("a passkey's answer to another challenge", Signed.by(passkey("f"), "another"), null,
                        "firstFactor: the assertion of Fido2 f was made for another challenge"),
                refused("a key's answer to another challenge", Signed.by(passwordProtectedKey("p"), "another"), null,
                        "firstFactor: the assertion of PasswordProtectedKey p was made for another challenge"),
                refused("a second answer to another challenge", Signed.by(key("k")), Signed.by(passkey("f"), "another"),
                        "secondFactor: the assertion of Fido2 f was made for another challenge"),
                refused("a kind that is not supported", Signed.by(THE_PASSWORD), null,
                        "firstFactor: Password is not allowed here"),
                refused("a kind that is not supported as a second", Signed.by(passkey("f")), Signed.by(THE_TOTP),
                        "secondFactor: Totp is not allowed here"),
                refused("a first factor as the second", Signed.by(passkey("f")), Signed.by(key("k")),
                        "secondFactor: Key k is not allowed here"),
                refused("a credential that is not named", Signed.by(passkey("x")), null,
                        "firstFactor: Fido2 x is not allowed here"),
                refused("a first factor without the second that is due", Signed.by(key("k")), null,
                        "secondFactor: second factor required; allowed: Fido2 f, PasswordProtectedKey p"),
                refused("a second factor that is the first", Signed.by(passkey("f")), Signed.by(passkey("f")),
                        "secondFactor: Fido2 f is not allowed here"),
                refused("a passkey used elsewhere", passkeyAt("https://evil.test"), null,
                        "firstFactor: was signed at an origin that is not among those allowed"),
                refused("a passkey that does not say where", passkeyAt(null), null,
                        "firstFactor: was signed at an origin that is not among those allowed"),
                refused("a second passkey used elsewhere", Signed.by(key("k")), passkeyAt("https://evil.test"),
                        "secondFactor: was signed at an origin that is not among those allowed"),
                refused("a passkey's registration", ofType("webauthn.create"), null,
                        "firstFactor: the assertion of Fido2 f was made for another challenge or purpose"),
                refused("a passkey's client data of a key", ofType("key.get"), null,
                        "firstFactor: the assertion of Fido2 f was made for another challenge or purpose"),
                refused("a key's registration", new KeyAssertion(id("k"),
                                ClientData.create("key.create", Challenges.TEXT, Option.none(), Option.none()),
                                Octets.of(new byte[] {1}), Option.none()), Signed.by(passkey("f")),
                        "firstFactor: the assertion of Key k was made for another challenge or purpose"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whatCompletesNothing")
    void what_does_not_complete_the_challenge_is_refused_before_anything_is_sent(
            String what, CredentialAssertion first, CredentialAssertion second, String objection) {
        var failure = (second == null
                ? actions.complete(PENDING, first)
                : actions.complete(PENDING, first, second)).getLeft();

        assertThat(failure.reason()).isInstanceOfSatisfying(Reason.NotCompleted.class, notCompleted ->
                assertThat(notCompleted.violations().map(Violation::toString)).singleElement().asString()
                        .startsWith(objection));
        assertThat(failure.message()).contains("Nothing was sent");
        assertThat(fakeApi.asked).isEmpty();
    }

    @Test
    void all_reasons_against_assertions_are_named_at_once() {
        var failure = actions.complete(PENDING,
                Signed.passkey(passkey("x"), "webauthn.get", "another", "https://evil.test")).getLeft();

        assertThat(failure.reason()).isInstanceOfSatisfying(Reason.NotCompleted.class, notCompleted ->
                assertThat(notCompleted.violations()).hasSize(3));
        assertThat(fakeApi.asked).isEmpty();
    }

    @Test
    void a_refusal_ends_nothing_and_the_right_assertion_completes_it_afterwards() {
        assertThat(actions.complete(PENDING, Signed.by(key("k")))).isLeft();

        assertThat(actions.complete(PENDING, Signed.by(key("k")), Signed.by(passwordProtectedKey("p")))).isRight();
    }

    @Test
    void any_of_the_allowed_origins_will_do_and_any_at_all_where_none_is_named() {
        assertThat(actions.complete(PENDING, passkeyAt("https://b.test"))).isRight();
        assertThat(DelegatedUserActions.using(fakeApi).complete(PENDING, passkeyAt("https://evil.test"))).isRight();
        assertThat(DelegatedUserActions.using(fakeApi).complete(PENDING, passkeyAt(null))).isRight();
    }

    @Test
    void origins_that_are_exchanged_afterwards_change_nothing() {
        String[] origins = {ORIGIN};
        var fixed = DelegatedUserActions.using(fakeApi, origins);

        origins[0] = "https://evil.test";

        assertThat(fixed.complete(PENDING, Signed.by(passkey("f")))).isRight();
        assertThat(fixed.complete(PENDING, passkeyAt("https://evil.test"))).isLeft();
    }

    static Stream<ApiFailure> challengesThatAreNotGiven() {
        return ApiFailures.all(Exchange.CHALLENGE).toJavaStream();
    }

    @ParameterizedTest
    @MethodSource("challengesThatAreNotGiven")
    void a_challenge_that_is_not_given_ends_it(ApiFailure why) {
        fakeApi.challenging(() -> Either.left(why));

        assertThat(actions.begin(ACTION)).containsOnLeft(UserActionFailure.apiFailed(why));
    }

    static Stream<ApiFailure> redemptionsThatFail() {
        return ApiFailures.all(Exchange.REDEMPTION).toJavaStream();
    }

    @ParameterizedTest
    @MethodSource("redemptionsThatFail")
    void a_redemption_that_fails_ends_it_and_is_not_repeated(ApiFailure why) {
        fakeApi.redeeming(() -> Either.left(why));

        assertThat(actions.complete(PENDING, Signed.by(passkey("f"))))
                .containsOnLeft(UserActionFailure.apiFailed(why));
        assertThat(fakeApi.asked).containsExactly("redeem");
    }

    @ParameterizedTest
    @EnumSource
    void a_transport_that_breaks_ends_it(Fault fault) {
        fakeApi.challenging(fault.answer()).redeeming(fault.answer());

        assertBroke(actions.begin(ACTION), Step.CHALLENGE, fault);
        assertBroke(actions.complete(PENDING, Signed.by(passkey("f"))), Step.REDEMPTION, fault);
    }

    @Test
    void nulls_are_refused_at_once() {
        var passkey = Signed.by(passkey("f"));

        assertThatNullPointerException().isThrownBy(() -> DelegatedUserActions.using(null)).withMessage("transport");
        assertThatNullPointerException().isThrownBy(() -> DelegatedUserActions.using(fakeApi, (String[]) null))
                .withMessage("allowedOrigins");
        assertThatNullPointerException().isThrownBy(() -> DelegatedUserActions.using(fakeApi, ORIGIN, null))
                .withMessage("allowedOrigins");
        assertThatNullPointerException().isThrownBy(() -> actions.begin(null)).withMessage("action");
        assertThatNullPointerException().isThrownBy(() -> actions.complete(null, passkey)).withMessage("pending");
        assertThatNullPointerException().isThrownBy(() -> actions.complete(PENDING, null)).withMessage("first");
        assertThatNullPointerException().isThrownBy(() -> actions.complete(PENDING, null, passkey))
                .withMessage("first");
        assertThatNullPointerException().isThrownBy(() -> actions.complete(PENDING, passkey, null))
                .withMessage("second");
        assertThat(fakeApi.asked).isEmpty();
    }

    private static Arguments refused(
            String what, CredentialAssertion first, CredentialAssertion second, String objection) {
        return arguments(what, first, second, objection);
    }

    private static CredentialAssertion passkeyAt(String origin) {
        return Signed.passkey(passkey("f"), "webauthn.get", Challenges.TEXT, origin);
    }

    private static CredentialAssertion ofType(String type) {
        return Signed.passkey(passkey("f"), type, Challenges.TEXT, ORIGIN);
    }

    private static void assertBroke(Either<UserActionFailure, ?> outcome, Step step, Fault fault) {
        assertThat(outcome.getLeft().reason()).isInstanceOfSatisfying(Reason.AdapterBroke.class, broke -> {
            assertThat(broke.step()).isEqualTo(step);
            assertThat(broke.fault()).contains(FakeApi.class.getName(), fault.told());
        });
        assertThat(outcome.getLeft().message() + outcome.getLeft()).doesNotContain(Fault.SECRET);
    }
}
