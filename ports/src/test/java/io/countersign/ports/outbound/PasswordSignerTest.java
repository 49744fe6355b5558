package io.countersign.ports.outbound;

import static io.countersign.ports.fixture.Challenges.THE_PASSWORD;
import static io.countersign.ports.fixture.Challenges.THE_TOTP;
import static io.countersign.ports.fixture.Challenges.forAnyOf;
import static io.countersign.ports.fixture.Challenges.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.domain.action.UserAction;
import io.countersign.domain.credential.PasswordAssertion;
import io.countersign.domain.credential.TotpAssertion;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.fixture.Challenges;
import io.countersign.ports.fixture.FakeKey;
import io.countersign.ports.fixture.FakeApi;
import io.countersign.ports.inbound.UserActions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

@SuppressWarnings("deprecation")
class PasswordSignerTest {

    private static final UserAction ACTION = UserAction.of("POST", "/wallets", "{}").get();

    private final FakeApi fakeApi = new FakeApi();

    @ParameterizedTest
    @ValueSource(strings = {"correct horse", " ", " padded ", "pä\uD83D\uDE00", "0"})
    void a_password_is_sent_as_it_was_given(String given) {
        assertThat(CredentialSigner.password(() -> given).sign(forAnyOf(THE_PASSWORD)))
                .containsOnRight(new PasswordAssertion(given));
        assertThat(CredentialSigner.totp(() -> given).sign(forAnyOf(THE_TOTP)))
                .containsOnRight(new TotpAssertion(given));
    }

    @ParameterizedTest
    @NullAndEmptySource
    void without_a_password_the_signature_fails_as_not_confirmed(String nothing) {
        var noPassword = CredentialSigner.password(() -> nothing).sign(forAnyOf(THE_PASSWORD)).getLeft();
        var noCode = CredentialSigner.totp(() -> nothing).sign(forAnyOf(THE_TOTP)).getLeft();

        assertThat(noPassword).returns(SigningFailure.Kind.NOT_CONFIRMED, SigningFailure::kind);
        assertThat(noPassword.message()).contains("Password", "ask for it again");
        assertThat(noCode).returns(SigningFailure.Kind.NOT_CONFIRMED, SigningFailure::kind);
        assertThat(noCode.message()).contains("Totp", "ask for it again");
        assertThat(noPassword.isRetryable()).isTrue();
    }

    @Test
    void it_is_asked_for_anew_each_time_it_is_needed() {
        var times = new int[1];
        var signer = CredentialSigner.totp(() -> String.valueOf(++times[0]));

        assertThat(signer.sign(forAnyOf(THE_TOTP))).containsOnRight(new TotpAssertion("1"));
        assertThat(signer.sign(forAnyOf(THE_TOTP))).containsOnRight(new TotpAssertion("2"));
    }

    @Test
    void it_is_not_asked_for_where_it_may_not_serve() {
        var asked = new AtomicInteger();
        Supplier<String> never = () -> "asked " + asked.incrementAndGet();
        var password = CredentialSigner.password(never);
        var totp = CredentialSigner.totp(never);
        var k = FakeKey.of("k", fakeApi).signer();

        fakeApi.challenging(forAnyOf(key("k")));
        assertThat(UserActions.using(fakeApi, password, k, totp).authorize(ACTION)).isRight();
        fakeApi.challenging(Challenges.forBoth(THE_PASSWORD, key("k")));
        assertThat(UserActions.using(fakeApi, password).authorize(ACTION)).isLeft();
        fakeApi.challenging(forAnyOf(THE_TOTP));
        assertThat(UserActions.using(fakeApi, totp).authorize(ACTION)).isLeft();
        assertThat(asked).hasValue(0);
    }

    @Test
    void it_signs_as_the_credential_without_a_name_and_shows_no_secret() {
        assertThat(CredentialSigner.password(() -> "s3cr3t").credential()).isEqualTo(THE_PASSWORD);
        assertThat(CredentialSigner.totp(() -> "s3cr3t").credential()).isEqualTo(THE_TOTP);
        assertThat(CredentialSigner.password(() -> "s3cr3t")).hasToString("CredentialSigner[Password]");
        assertThat(CredentialSigner.totp(() -> "s3cr3t")).hasToString("CredentialSigner[Totp]");
    }

    @Test
    void nulls_are_refused_at_once() {
        assertThatNullPointerException().isThrownBy(() -> CredentialSigner.password(null)).withMessage("password");
        assertThatNullPointerException().isThrownBy(() -> CredentialSigner.totp(null)).withMessage("otpCode");
        assertThatNullPointerException().isThrownBy(() -> CredentialSigner.password(() -> {
            throw new AssertionError("nobody is asked for a password without a challenge");
        }).sign(null)).withMessage("challenge");
    }
}
