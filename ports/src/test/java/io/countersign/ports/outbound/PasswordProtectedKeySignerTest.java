package io.countersign.ports.outbound;

import static io.countersign.ports.fixture.Challenges.encrypted;
import static io.countersign.ports.fixture.Challenges.forAnyOf;
import static io.countersign.ports.fixture.Challenges.id;
import static io.countersign.ports.fixture.Challenges.key;
import static io.countersign.ports.fixture.Challenges.passwordProtectedKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.credential.ClientData;
import io.countersign.domain.credential.KeyAssertion;
import io.countersign.domain.credential.PasswordProtectedKeyAssertion;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.fixture.Challenges;
import io.countersign.ports.fixture.FakeUnlocker;
import io.countersign.ports.fixture.FakeApi;
import io.countersign.ports.fixture.Signed;
import io.countersign.ports.fixture.SigningFailures;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.stream.Stream;

class PasswordProtectedKeySignerTest {

    private static final UserActionChallenge CHALLENGE =
            forAnyOf(passwordProtectedKey("o"), passwordProtectedKey("p"), key("k"));

    private final FakeApi fakeApi = new FakeApi();
    private final FakeUnlocker unlocker = FakeUnlocker.of("p", fakeApi);
    private final CredentialSigner signer = CredentialSigner.passwordProtectedKey(id("p"), unlocker);

    static Stream<SigningFailure> whyAKeyStaysLocked() {
        return SigningFailures.all().toJavaStream();
    }

    @Test
    void it_signs_as_the_password_protected_key_of_its_id() {
        assertThat(signer.credential()).isEqualTo(passwordProtectedKey("p"));
        assertThat(signer).hasToString("CredentialSigner[PasswordProtectedKey p]");
    }

    @Test
    void it_unlocks_the_key_that_the_challenge_carries_for_its_id_signs_with_it_and_closes_it() {
        assertThat(signer.sign(CHALLENGE)).containsOnRight(Signed.by(passwordProtectedKey("p")));

        assertThat(unlocker.opened).containsExactly(encrypted("p"));
        assertThat(unlocker.signed).containsExactly(ClientData.keyGet(Challenges.TEXT).json().toByteArray());
        assertThat(fakeApi.asked).containsExactly("unlock p", "sign p", "close p");
    }

    @Test
    void it_unlocks_the_key_anew_for_each_signature() {
        signer.sign(CHALLENGE);
        signer.sign(CHALLENGE);

        assertThat(fakeApi.asked)
                .containsExactly("unlock p", "sign p", "close p", "unlock p", "sign p", "close p");
    }

    @Test
    void its_assertion_is_one_of_its_kind_and_completes_the_challenge() {
        var assertion = signer.sign(CHALLENGE).get();

        assertThat(assertion).isInstanceOf(PasswordProtectedKeyAssertion.class).isNotInstanceOf(KeyAssertion.class);
        assertThat(CHALLENGE.signedBy(assertion)).isValid();
    }

    @Test
    void a_challenge_that_carries_no_key_for_its_id_is_not_signed_and_nothing_is_unlocked() {
        var failure = signer.sign(forAnyOf(passwordProtectedKey("o"), key("p"))).getLeft();

        assertThat(failure).returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind);
        assertThat(failure.message()).contains("PasswordProtectedKey p", "check");
        assertThat(fakeApi.asked).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("whyAKeyStaysLocked")
    void why_a_key_stays_locked_is_told_as_the_unlocker_tells_it(SigningFailure why) {
        unlocker.unlocking(() -> Either.left(why));

        assertThat(signer.sign(CHALLENGE)).containsOnLeft(why);
        assertThat(fakeApi.asked).containsExactly("unlock p");
    }

    @Test
    void a_key_that_does_not_sign_says_why_and_is_closed_all_the_same() {
        var why = SigningFailure.keyUnusable("its curve is not one of ours");
        unlocker.signing(() -> Either.left(why));

        assertThat(signer.sign(CHALLENGE)).containsOnLeft(why);
        assertThat(fakeApi.asked).containsExactly("unlock p", "sign p", "close p");
    }

    @Test
    void a_key_that_throws_is_closed_all_the_same() {
        unlocker.signing(() -> {
            throw new IllegalStateException("broken");
        });

        assertThatThrownBy(() -> signer.sign(CHALLENGE)).hasMessage("broken");
        assertThat(fakeApi.asked).containsExactly("unlock p", "sign p", "close p");
    }

    @Test
    void a_key_that_wipes_its_signature_on_closing_does_not_change_the_assertion() {
        byte[] buffer = {1, 2, 3};
        unlocker.signing(() -> Either.right(buffer)).closing(() -> Arrays.fill(buffer, (byte) 0));

        var assertion = (PasswordProtectedKeyAssertion) signer.sign(CHALLENGE).get();

        assertThat(assertion.signature().toByteArray()).containsExactly(1, 2, 3);
    }

    @Test
    void nulls_are_refused_at_once() {
        assertThatNullPointerException().isThrownBy(() -> CredentialSigner.passwordProtectedKey(null, unlocker))
                .withMessage("id");
        assertThatNullPointerException().isThrownBy(() -> CredentialSigner.passwordProtectedKey(id("p"), null))
                .withMessage("unlocker");
    }
}
