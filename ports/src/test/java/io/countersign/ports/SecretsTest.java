package io.countersign.ports;

import static io.countersign.ports.fixture.Challenges.THE_PASSWORD;
import static io.countersign.ports.fixture.Challenges.THE_TOTP;
import static io.countersign.ports.fixture.Challenges.encrypted;
import static io.countersign.ports.fixture.Challenges.forBoth;
import static io.countersign.ports.fixture.Challenges.id;
import static io.countersign.ports.fixture.Challenges.passkey;
import static io.countersign.ports.fixture.Challenges.passwordProtectedKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.fixture.FakeAuthenticator;
import io.countersign.ports.fixture.FakeFormat;
import io.countersign.ports.fixture.FakeSeal;
import io.countersign.ports.fixture.FakeUnlocker;
import io.countersign.ports.fixture.Fault;
import io.countersign.ports.fixture.FakeApi;
import io.countersign.ports.fixture.Signed;
import io.countersign.ports.fixture.Signers;
import io.countersign.ports.inbound.DelegatedUserActions;
import io.countersign.ports.inbound.SealedUserActions;
import io.countersign.ports.inbound.UserActionException;
import io.countersign.ports.inbound.UserActions;
import io.countersign.ports.outbound.CredentialSigner;
import io.vavr.collection.List;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever goes in, nothing that comes out shows a secret. The secrets of the fixture, the body and the messages of
 * exceptions among them, all hold the same word; the token has one of its own.
 */
class SecretsTest {

    private static final UserAction ACTION =
            UserAction.of("POST", "/wallets", "{\"" + Fault.SECRET + "\":1}").get();
    private static final UserActionChallenge CHALLENGE =
            forBoth(THE_PASSWORD, THE_TOTP, passwordProtectedKey("p"), passkey("f"));
    private static final PendingUserAction PENDING = new PendingUserAction(ACTION, CHALLENGE);

    private static final String SEALED = "countersign.pending-user-action for ann: ";

    private final FakeApi fakeApi = new FakeApi().challenging(CHALLENGE);

    @Test
    void the_fixture_does_hold_secrets() {
        assertThat(encrypted("p").value()).contains(Fault.SECRET);
        assertThat(Signed.PASSWORD).contains(Fault.SECRET);
        assertThat(CHALLENGE.externalAuthenticationUrl().value()).contains(Fault.SECRET);
        assertThat(ACTION.payload().text()).contains(Fault.SECRET);
    }

    @Test
    void no_pending_or_authorised_action_shows_one() {
        var delegated = DelegatedUserActions.using(fakeApi);

        assertShowsNone(delegated.begin(ACTION), FakeApi.TOKEN.value());
        assertShowsNone(delegated.complete(PENDING, Signed.by(THE_PASSWORD), Signed.by(THE_TOTP)),
                FakeApi.TOKEN.value());
        assertShowsNone(UserActions.using(fakeApi, Signers.of(fakeApi, THE_PASSWORD, THE_TOTP)).authorize(ACTION),
                FakeApi.TOKEN.value());
    }

    @Test
    void no_refusal_shows_one() {
        var delegated = DelegatedUserActions.using(fakeApi, Signed.ORIGIN);

        for (CredentialAssertion assertion : new CredentialAssertion[] {
            Signed.by(THE_PASSWORD), Signed.by(THE_TOTP), Signed.by(passwordProtectedKey("p"), Fault.SECRET),
            Signed.passkey(passkey("f"), Fault.SECRET, Fault.SECRET, "https://" + Fault.SECRET + ".test")}) {
            assertRefusedShowingNone(delegated.complete(PENDING, assertion));
            assertRefusedShowingNone(delegated.complete(PENDING, assertion, assertion));
        }
        assertRefusedShowingNone(UserActions.using(fakeApi, Signers.of(fakeApi, THE_PASSWORD)).authorize(ACTION));
    }

    @ParameterizedTest
    @EnumSource
    void no_failure_of_an_adapter_shows_one(Fault fault) {
        var locked = FakeUnlocker.of("p", fakeApi).unlocking(fault.answer());
        var mute = FakeUnlocker.of("p", fakeApi).signing(fault.answer());
        var authenticator = FakeAuthenticator.having(fakeApi, "f").answering(fault.answer());

        fakeApi.challenging(forBoth(passwordProtectedKey("p"), passkey("f")));
        var passkey = CredentialSigner.fido2(id("f"), authenticator);
        for (var unlocker : new FakeUnlocker[] {locked, mute, FakeUnlocker.of("p", fakeApi)}) {
            var signer = CredentialSigner.passwordProtectedKey(id("p"), unlocker);
            assertRefusedShowingNone(UserActions.using(fakeApi, signer, passkey).authorize(ACTION));
        }
        assertRefusedShowingNone(DelegatedUserActions.using(fakeApi.redeeming(fault.answer()))
                .complete(PENDING, Signed.by(THE_PASSWORD), Signed.by(THE_TOTP)));
    }

    @ParameterizedTest
    @EnumSource
    void no_failure_to_seal_or_open_shows_one(Fault fault) {
        var format = new FakeFormat(fakeApi.asked).reading(fault.answer());
        var seal = new FakeSeal(fakeApi.asked).sealing(fault.answer()).opening(fault.answer());
        var unsealable = SealedUserActions.using(format, seal);
        var unreadable = SealedUserActions.using(format, new FakeSeal(fakeApi.asked));

        for (UserActionFailure failure : List.of(
                unsealable.seal(PENDING, "ann").getLeft(), unsealable.open(SEALED + Fault.SECRET, "ann").getLeft(),
                unreadable.open(SEALED + Fault.SECRET, "ann").getLeft())) {
            assertThat(failure + failure.message()).doesNotContain(Fault.SECRET);
        }
    }

    @Test
    void no_signer_shows_one() {
        for (var signer : Signers.of(fakeApi, THE_PASSWORD, THE_TOTP, passwordProtectedKey("p"), passkey("f"))) {
            assertThat(signer.toString()).startsWith("CredentialSigner[").doesNotContain(Fault.SECRET);
        }
    }

    private static void assertShowsNone(Either<UserActionFailure, ?> outcome, String token) {
        assertThat(outcome.isRight()).isTrue();
        assertThat(outcome.toString()).doesNotContain(Fault.SECRET, token);
    }

    private static void assertRefusedShowingNone(Either<UserActionFailure, ?> outcome) {
        var failure = outcome.getLeft();
        assertThat(failure + failure.message() + new UserActionException(failure)).doesNotContain(Fault.SECRET);
    }
}
