package io.countersign.ports.outbound;

import static io.countersign.ports.fixture.Challenges.SOME_PASSKEY;
import static io.countersign.ports.fixture.Challenges.forAnyOf;
import static io.countersign.ports.fixture.Challenges.id;
import static io.countersign.ports.fixture.Challenges.key;
import static io.countersign.ports.fixture.Challenges.passkey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.fixture.FakeAuthenticator;
import io.countersign.ports.fixture.FakeApi;
import io.countersign.ports.fixture.Signed;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;

class Fido2SignerTest {

    private static final UserActionChallenge CHALLENGE = forAnyOf(key("k"), passkey("f"), passkey("g"));

    private final FakeApi fakeApi = new FakeApi();
    private final FakeAuthenticator authenticator = FakeAuthenticator.having(fakeApi, "g", "f");
    private final CredentialSigner choosing = CredentialSigner.fido2(authenticator);
    private final CredentialSigner named = CredentialSigner.fido2(id("f"), authenticator);

    @Test
    void it_signs_as_the_passkey_that_is_named_or_as_some_passkey() {
        assertThat(named.credential()).isEqualTo(passkey("f"));
        assertThat(named).hasToString("CredentialSigner[Fido2 f]");
        assertThat(choosing.credential()).isEqualTo(SOME_PASSKEY);
        assertThat(choosing).hasToString("CredentialSigner[Fido2]");
    }

    @Test
    void an_authenticator_that_chooses_is_asked_for_any_passkey_that_is_allowed() {
        assertThat(choosing.sign(CHALLENGE)).containsOnRight(Signed.by(passkey("g")));
        assertThat(authenticator.requests).containsExactly(CHALLENGE.assertionRequest());
    }

    @Test
    void an_authenticator_is_asked_for_the_passkey_that_is_named_alone() {
        assertThat(named.sign(CHALLENGE)).containsOnRight(Signed.by(passkey("f")));
        assertThat(authenticator.requests).containsExactly(CHALLENGE.assertionRequest().only(id("f")));
    }

    @Test
    void what_it_signs_completes_the_challenge() {
        assertThat(CHALLENGE.signedBy(choosing.sign(CHALLENGE).get())).isValid();
        assertThat(CHALLENGE.signedBy(named.sign(CHALLENGE).get())).isValid();
    }

    @Test
    void if_its_passkey_is_not_allowed_the_authenticator_is_not_called() {
        for (var challenge : new UserActionChallenge[] {forAnyOf(key("f")), forAnyOf(passkey("g"))}) {
            var failure = named.sign(challenge).getLeft();

            assertThat(failure).returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind);
            assertThat(failure.message()).contains("does not allow Fido2 f", "check");
        }
        assertThat(choosing.sign(forAnyOf(key("f"))).getLeft().message()).contains("does not allow Fido2;");
        assertThat(fakeApi.asked).isEmpty();
    }

    @Test
    void an_authenticator_that_does_not_sign_says_why() {
        var why = SigningFailure.notConfirmed("the user said no; ask again");

        assertThat(CredentialSigner.fido2(authenticator.answering(() -> Either.left(why))).sign(CHALLENGE))
                .containsOnLeft(why);
    }

    @Test
    void an_authenticator_without_a_passkey_that_is_allowed_says_so() {
        assertThat(CredentialSigner.fido2(FakeAuthenticator.having(fakeApi, "x")).sign(CHALLENGE).getLeft())
                .returns(SigningFailure.Kind.NOT_CONFIRMED, SigningFailure::kind);
    }

    @Test
    void nulls_are_refused_at_once() {
        assertThatNullPointerException().isThrownBy(() -> CredentialSigner.fido2(null)).withMessage("authenticator");
        assertThatNullPointerException().isThrownBy(() -> CredentialSigner.fido2(null, authenticator))
                .withMessage("id");
        assertThatNullPointerException().isThrownBy(() -> CredentialSigner.fido2(id("f"), null))
                .withMessage("authenticator");
    }
}
