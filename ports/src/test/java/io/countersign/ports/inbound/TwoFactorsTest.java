package io.countersign.ports.inbound;

import static io.countersign.ports.fixture.Challenges.SOME_PASSKEY;
import static io.countersign.ports.fixture.Challenges.THE_PASSWORD;
import static io.countersign.ports.fixture.Challenges.THE_TOTP;
import static io.countersign.ports.fixture.Challenges.forAnyOf;
import static io.countersign.ports.fixture.Challenges.forBoth;
import static io.countersign.ports.fixture.Challenges.id;
import static io.countersign.ports.fixture.Challenges.key;
import static io.countersign.ports.fixture.Challenges.passkey;
import static io.countersign.ports.fixture.Challenges.passwordProtectedKey;
import static io.countersign.ports.fixture.FakeApi.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.countersign.domain.Violation;
import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.SigningRefusal;
import io.countersign.domain.credential.Credential;
import io.countersign.domain.credential.Fido2Assertion;
import io.countersign.ports.failure.Reason;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.fixture.FakeAuthenticator;
import io.countersign.ports.fixture.FakeApi;
import io.countersign.ports.fixture.Signed;
import io.countersign.ports.fixture.Signers;
import io.countersign.ports.outbound.CredentialSigner;
import io.vavr.collection.List;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

class TwoFactorsTest {

    private static final UserAction ACTION = UserAction.of("POST", "/wallets", "{}").get();
    private static final List<Credential> WHO_CAN_BE_FIRST =
            List.of(key("k"), passwordProtectedKey("p"), passkey("f"), THE_PASSWORD);
    private static final List<Credential> WHO_CAN_BE_SECOND =
            List.of(key("l"), passwordProtectedKey("q"), passkey("g"), THE_TOTP);

    private final FakeApi fakeApi = new FakeApi();

    static Stream<Credential> whoCanBeFirst() {
        return WHO_CAN_BE_FIRST.toJavaStream();
    }

    static Stream<Credential> thoseWithAName() {
        return WHO_CAN_BE_FIRST.filter(credential -> credential.id().isDefined()).toJavaStream();
    }

    static Stream<Arguments> everyPair() {
        return WHO_CAN_BE_FIRST.crossProduct(WHO_CAN_BE_SECOND).map(pair -> arguments(pair._1(), pair._2()))
                .toJavaStream();
    }

    @ParameterizedTest
    @MethodSource("whoCanBeFirst")
    void a_credential_of_any_kind_that_may_sign_alone_signs(Credential credential) {
        fakeApi.challenging(forAnyOf(credential));

        assertThat(authorize(signer(credential))).containsOnRight(ACTION.authorizedBy(TOKEN));

        assertAsked(Signers.questions(credential));
        assertRedeemed(credential);
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void any_two_kinds_that_can_serve_sign_together_each_once_and_in_order(Credential first, Credential second) {
        fakeApi.challenging(forBoth(first, second));

        assertThat(authorize(Signers.of(fakeApi, first, second))).containsOnRight(ACTION.authorizedBy(TOKEN));

        assertAsked(Signers.questions(first).appendAll(Signers.questions(second)));
        assertRedeemed(first, second);
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void the_order_of_the_signers_matters_only_among_those_who_can_serve_in_the_same_place(
            Credential first, Credential second) {
        fakeApi.challenging(forBoth(first, second));

        assertThat(authorize(Signers.of(fakeApi, second, first))).isRight();

        if (first.kind().equals(second.kind())) {
            assertRedeemed(second, first);
        } else {
            assertRedeemed(first, second);
        }
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void a_missing_second_factor_is_named_before_any_signer_is_asked(
            Credential first, Credential second) {
        fakeApi.challenging(forBoth(first, second));

        var failure = authorize(signer(first)).getLeft();

        assertThat(failure.reason()).isInstanceOfSatisfying(Reason.NotAllowed.class, notAllowed ->
                assertThat(notAllowed.refusal()).isEqualTo(
                        new SigningRefusal.NoSecondFactor(first, List.of(second))));
        assertThat(failure.message())
                .contains("second factor beside " + first, "allowed: " + second + ".", "Configure");
        assertThat(fakeApi.asked).containsExactly("challenge");
    }

    @ParameterizedTest
    @MethodSource("thoseWithAName")
    void one_credential_is_never_both_factors_whatever_signs_for_it(Credential credential) {
        fakeApi.challenging(forBoth(credential, credential));

        var failure = authorize(Signers.of(fakeApi, credential, credential)).getLeft();

        assertThat(failure).isEqualTo(UserActionFailure.notAllowed(
                new SigningRefusal.NoSecondFactor(credential, List.of(Credential.unnamed(credential.kind())))));
        assertThat(fakeApi.asked).containsExactly("challenge");
    }

    @ParameterizedTest
    @MethodSource("whoCanBeFirst")
    void a_second_factor_that_is_not_required_is_not_asked(Credential credential) {
        fakeApi.challenging(forAnyOf(credential, key("l"), passkey("g"), THE_TOTP));

        assertThat(authorize(Signers.of(fakeApi, credential, passkey("g"), THE_TOTP, key("l")))).isRight();

        assertRedeemed(credential);
        assertAsked(Signers.questions(credential));
    }

    @Test
    void of_several_who_can_be_second_the_first_is_asked_and_no_other() {
        fakeApi.challenging(forBoth(THE_PASSWORD, passkey("f"), passkey("g")));

        assertThat(authorize(Signers.of(fakeApi, passkey("x"), passkey("g"), THE_PASSWORD, passkey("f")))).isRight();

        assertRedeemed(THE_PASSWORD, passkey("g"));
        assertAsked(List.of("ask Password", "touch"));
    }

    @Test
    void two_authenticators_that_choose_for_themselves_cannot_be_told_apart_and_so_do_not_sign_together() {
        fakeApi.challenging(forBoth(passkey("f"), passkey("g")));

        var failure = authorize(
                CredentialSigner.fido2(FakeAuthenticator.having(fakeApi, "f")),
                CredentialSigner.fido2(FakeAuthenticator.having(fakeApi, "g"))).getLeft();

        assertThat(failure).isEqualTo(UserActionFailure.notAllowed(
                new SigningRefusal.NoSecondFactor(SOME_PASSKEY, List.of(passkey("f"), passkey("g")))));
        assertThat(fakeApi.asked).containsExactly("challenge");
    }

    @Test
    void an_authenticator_that_chooses_for_itself_signs_beside_a_passkey_that_is_named() {
        fakeApi.challenging(forBoth(passkey("f"), passkey("g")));
        var chooses = CredentialSigner.fido2(FakeAuthenticator.having(fakeApi, "g"));

        assertThat(authorize(signer(passkey("f")), chooses)).isRight();
        assertRedeemed(passkey("f"), passkey("g"));
    }

    @Test
    void an_authenticator_that_chooses_the_passkey_that_signed_already_completes_nothing() {
        fakeApi.challenging(forBoth(passkey("f"), passkey("g")));
        var chooses = CredentialSigner.fido2(FakeAuthenticator.having(fakeApi, "f", "g"));

        assertNotCompleted(authorize(signer(passkey("f")), chooses), "secondFactor");
    }

    @Test
    void an_authenticator_that_could_only_choose_the_first_passkey_is_not_called() {
        fakeApi.challenging(forBoth(passkey("f"), passkey("f")));
        var chooses = CredentialSigner.fido2(FakeAuthenticator.having(fakeApi, "f"));

        assertThat(authorize(signer(passkey("f")), chooses)).isLeft();
        assertThat(authorize(chooses, signer(passkey("f")))).isLeft();
        assertThat(fakeApi.asked).containsExactly("challenge", "challenge");
    }

    @Test
    void a_passkey_that_was_not_asked_does_not_sign_in_the_place_of_the_one_that_was() {
        fakeApi.challenging(forAnyOf(passkey("f"), passkey("g")));

        assertNotCompleted(authorize(theWrongPasskey()), "firstFactor");
    }

    @Test
    void a_credential_that_is_not_allowed_does_not_sign_as_the_second_factor() {
        fakeApi.challenging(forBoth(key("k"), passkey("f"), passkey("g")));

        assertNotCompleted(authorize(signer(key("k")), theWrongPasskey()), "secondFactor");
    }

    @Test
    void an_authenticator_may_sign_with_any_allowed_passkey() {
        for (String passkey : List.of("f", "g")) {
            fakeApi.challenging(forAnyOf(passkey("f"), passkey("g")));

            assertThat(authorize(CredentialSigner.fido2(FakeAuthenticator.having(fakeApi, passkey)))).isRight();
            assertThat(fakeApi.redeemed.get(fakeApi.redeemed.size() - 1).firstFactor().credential())
                    .isEqualTo(passkey(passkey));
        }
    }

    /** The signer of passkey f, whose authenticator answers with g. */
    private CredentialSigner theWrongPasskey() {
        return CredentialSigner.fido2(id("f"), FakeAuthenticator.having(fakeApi, "f", "g")
                .answering(() -> Either.right((Fido2Assertion) Signed.by(passkey("g")))));
    }

    private CredentialSigner signer(Credential credential) {
        return Signers.of(fakeApi, credential);
    }

    private Either<UserActionFailure, AuthorizedAction> authorize(CredentialSigner... signers) {
        return UserActions.using(fakeApi, signers).authorize(ACTION);
    }

    private void assertAsked(List<String> questions) {
        assertThat(fakeApi.asked).containsExactlyElementsOf(questions.prepend("challenge").append("redeem"));
    }

    private void assertRedeemed(Credential first, Credential... second) {
        assertThat(fakeApi.redeemed).singleElement().satisfies(signed -> {
            assertThat(signed.firstFactor()).isEqualTo(Signed.by(first));
            assertThat(signed.secondFactor()).isEqualTo(List.of(second).headOption().map(Signed::by));
        });
    }

    private void assertNotCompleted(Either<UserActionFailure, ?> outcome, String atFault) {
        assertThat(outcome.getLeft().reason()).isInstanceOfSatisfying(Reason.NotCompleted.class, failure ->
                assertThat(failure.violations().map(Violation::field)).containsOnly(atFault));
        assertThat(fakeApi.redeemed).isEmpty();
    }
}
