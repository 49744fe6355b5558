package io.countersign.adapters.crypto.passkey;

import static io.countersign.adapters.crypto.ProviderPolicy.signingWith;
import static io.countersign.adapters.crypto.passkey.Passkeys.CHALLENGE;
import static io.countersign.adapters.crypto.passkey.Passkeys.assertion;
import static io.countersign.adapters.crypto.passkey.Passkeys.challenge;
import static io.countersign.adapters.crypto.passkey.Passkeys.challengeFor;
import static io.countersign.adapters.crypto.passkey.Passkeys.builder;
import static io.countersign.adapters.crypto.passkey.Passkeys.failure;
import static io.countersign.adapters.crypto.passkey.Passkeys.id;
import static io.countersign.adapters.crypto.passkey.Passkeys.passkey;
import static io.countersign.adapters.crypto.passkey.Passkeys.valid;
import static io.countersign.adapters.crypto.passkey.YubicoRelyingParty.ORIGIN;
import static io.countersign.adapters.crypto.passkey.YubicoRelyingParty.RP_ID;
import static io.countersign.adapters.crypto.passkey.YubicoRelyingParty.USER_HANDLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.crypto.ProviderPolicy;
import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.fixture.ScriptedProvider;
import io.countersign.adapters.crypto.provider.DefaultProvider;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.domain.Violation;
import io.countersign.domain.challenge.UserVerification;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.CredentialSigner;
import io.vavr.collection.HashSet;
import io.vavr.collection.List;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.security.Provider;
import java.security.ProviderException;
import java.util.Base64;

/** Which passkey signs, what it signs, and why none does. */
class SoftwareAuthenticatorTest {

    private final SoftwarePasskey first = named("first", RP_ID);
    private final SoftwarePasskey second = named("second", RP_ID);
    private final SoftwarePasskey elsewhere = named("elsewhere", "app.example.com");
    private final SoftwareAuthenticator authenticator =
            SoftwareAuthenticator.holding(List.of(first, second, elsewhere)).get();

    private static SoftwarePasskey named(String name, String rpId) {
        return valid(SoftwarePasskey.builder(rpId, ORIGIN).id(id(name))
                .key(Keys.generated(SignatureScheme.EDDSA)).build());
    }

    @Test
    void the_first_passkey_that_is_allowed_signs_whatever_the_order_of_the_challenge() {
        assertThat(assertion(authenticator, challengeFor(id("x"), id("second"), id("first"))).credId())
                .isEqualTo(id("first"));
        assertThat(assertion(authenticator, challengeFor(id("x"), id("second"))).credId()).isEqualTo(id("second"));
    }

    @Test
    void a_signer_with_a_name_signs_with_the_passkey_of_that_name() {
        var signer = CredentialSigner.fido2(id("second"), authenticator);

        assertThat(signer.sign(challengeFor(id("first"), id("second"))).get().credential().id())
                .contains(id("second"));
    }

    @Test
    void a_signer_comes_straight_out_of_a_builder() {
        var signer = builder().id(id("a")).key(Keys.signingKey(Keys.P256)).build()
                .map(SoftwareAuthenticator::holding)
                .map(CredentialSigner::fido2);

        assertThat(signer.get().sign(challengeFor(id("a"))).get().answers(CHALLENGE)).isTrue();
    }

    @Test
    void a_passkey_of_another_relying_party_is_passed_over() {
        var forTheOther = challenge(CHALLENGE, Option.some("app.example.com"), UserVerification.PREFERRED,
                id("first"), id("elsewhere"));

        assertThat(assertion(authenticator, forTheOther).credId()).isEqualTo(id("elsewhere"));
    }

    @Test
    void a_challenge_without_relying_party_is_signed_for_the_passkeys_own() throws Exception {
        var passkey = passkey(SignatureScheme.ES256);
        var challenge = challenge(CHALLENGE, Option.none(), UserVerification.PREFERRED, passkey.id());

        var answer = assertion(SoftwareAuthenticator.holding(passkey), challenge);

        assertThat(YubicoRelyingParty.knowing(passkey).verify(CHALLENGE, answer).isSuccess()).isTrue();
    }

    @Test
    void client_data_is_what_a_browser_writes_and_answers_the_request() {
        var passkey = passkey(SignatureScheme.ES256);
        var challenge = challengeFor(passkey.id());
        var answer = assertion(SoftwareAuthenticator.holding(passkey), challenge);
        String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(CHALLENGE.getBytes(UTF_8));

        assertThat(new String(answer.clientData().json().toByteArray(), UTF_8)).isEqualTo(
                "{\"type\":\"webauthn.get\",\"challenge\":\"" + encoded + "\",\"origin\":\"" + ORIGIN
                        + "\",\"crossOrigin\":false}");
        assertThat(answer.clientData().challenge()).isEqualTo(encoded);
        assertThat(answer.clientData().origin()).contains(ORIGIN);
        assertThat(answer.clientData().crossOrigin()).contains(false);
        assertThat(challenge.signedBy(answer).isValid()).isTrue();
        assertThat(answer.isFromOneOf(HashSet.of(ORIGIN))).isTrue();
        assertThat(answer.authenticatorData().length()).isEqualTo(37);
    }

    @Test
    void a_user_handle_is_repeated_if_there_is_one() {
        assertThat(assertion(passkey(SignatureScheme.ES256)).userHandle()).contains(USER_HANDLE);
        assertThat(assertion(first).userHandle()).isEmpty();
    }

    @Test
    void no_allowed_passkey_is_a_failure_that_names_what_is_allowed_and_what_is_here() {
        SigningFailure failure = failure(authenticator, challengeFor(id("a"), id("b")));

        assertThat(failure).returns(SigningFailure.Kind.NOT_CONFIRMED, SigningFailure::kind);
        assertThat(failure.message()).contains("allowed is a, b for example.com",
                "here is first for example.com, second for example.com, elsewhere for app.example.com", "Register");
    }

    @Test
    void a_challenge_that_allows_no_passkey_at_all_is_told_so() {
        var nobody = challenge(CHALLENGE, Option.none(), UserVerification.PREFERRED).assertionRequest();

        assertThat(authenticator.sign(nobody).getLeft().message()).contains("allowed is none,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.org", "Example.com", "sub.example.com", "com", ""})
    void an_allowed_passkey_of_another_relying_party_does_not_sign(String rpId) {
        var challenge = challenge(CHALLENGE, Option.some(rpId), UserVerification.PREFERRED, first.id());

        assertThat(failure(authenticator, challenge)).returns(SigningFailure.Kind.NOT_CONFIRMED, SigningFailure::kind);
        assertThat(failure(authenticator, challenge).message()).contains("first for " + rpId);
    }

    @Test
    void required_verification_is_refused_by_an_authenticator_that_cannot_verify() {
        SigningFailure failure = failure(authenticator.withoutUserVerification(),
                challenge(CHALLENGE, Option.none(), UserVerification.REQUIRED, first.id()));

        assertThat(failure).returns(SigningFailure.Kind.NOT_CONFIRMED, SigningFailure::kind);
        assertThat(failure.message()).contains("must be verified", "another credential");
    }

    @Test
    void a_refusal_does_not_move_the_counter() {
        failure(authenticator.withoutUserVerification(),
                challenge(CHALLENGE, Option.none(), UserVerification.REQUIRED, first.id()));
        failure(authenticator, challengeFor(id("x")));

        assertThat(Passkeys.count(assertion(authenticator, challengeFor(first.id())))).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "a\uDD0Fb", "\uDD0F\uD83D"})
    void a_challenge_that_utf_8_cannot_carry_is_refused(String text) {
        SigningFailure failure = failure(authenticator,
                challenge(text, Option.none(), UserVerification.PREFERRED, first.id()));

        assertThat(failure).returns(SigningFailure.Kind.NOT_CONFIRMED, SigningFailure::kind);
        assertThat(failure.message()).contains("half a surrogate pair", "another challenge");
    }

    @Test
    void a_closed_authenticator_signs_with_none_of_its_passkeys() {
        authenticator.close();
        authenticator.close();

        for (var passkey : List.of(first, second)) {
            assertThat(failure(authenticator, challengeFor(passkey.id())))
                    .returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind);
        }
    }

    @Test
    void one_closed_passkey_leaves_the_others_signing() {
        first.close();

        assertThat(failure(authenticator, challengeFor(first.id())).message()).contains("was closed");
        assertThat(assertion(authenticator, challengeFor(second.id())).credId()).isEqualTo(second.id());
    }

    @Test
    void a_key_that_cannot_be_reached_is_a_failure() {
        var key = JcaSigningKey.of(new ScriptedProvider.OpaqueKey("RSA"), signingWith(ScriptedProvider.signing(() -> {
            throw new ProviderException("a secret");
        }))).get();
        var passkey = valid(builder().publicKey(SoftwarePasskeyKeysTest.publicKey(SignatureScheme.RS256)).key(key)
                .build());

        assertThat(failure(passkey)).returns(SigningFailure.Kind.KEY_UNREACHABLE, SigningFailure::kind);
        assertThat(failure(passkey).message()).contains("Scripted").doesNotContain("a secret");
    }

    @Test
    void a_digest_that_fails_is_a_failure() {
        var passkey = valid(builder()
                .key(Keys.signingKey(Keys.ED25519, ProviderPolicy.signingWith(new WithoutDigests()))).build());

        assertThat(failure(passkey)).returns(SigningFailure.Kind.KEY_UNREACHABLE, SigningFailure::kind);
        assertThat(failure(passkey).message()).contains("WithoutDigests", "SHA-256", "try again")
                .doesNotContain("a secret");
    }

    @Test
    void an_authenticator_has_passkeys_each_with_an_id_of_its_own() {
        assertThat(SoftwareAuthenticator.holding(List.empty()).getError())
                .containsExactly(new Violation("passkeys", "must not be empty"));
        assertThat(SoftwareAuthenticator.holding(List.of(first, second, named("first", RP_ID))).getError())
                .containsExactly(new Violation("passkeys", "must have an id each"));
        assertThat(authenticator.passkeys()).containsExactly(first, second, elsewhere);
    }

    @Test
    void a_null_is_refused_by_name() {
        assertThatNullPointerException().isThrownBy(() -> authenticator.sign(null)).withMessage("request");
        assertThatNullPointerException().isThrownBy(() -> SoftwareAuthenticator.holding((SoftwarePasskey) null))
                .withMessage("passkey");
        assertThatNullPointerException().isThrownBy(() -> SoftwareAuthenticator.holding((List<SoftwarePasskey>) null))
                .withMessage("passkeys");
    }

    /** Signs as the default provider does, and then its device is gone. */
    private static final class WithoutDigests extends Provider {

        private static final long serialVersionUID = 1L;

        WithoutDigests() {
            super("WithoutDigests", "1", "for tests");
        }

        @Override
        public Service getService(String type, String algorithm) {
            return type.equals("MessageDigest")
                    ? new Service(this, type, algorithm, "none", null, null) {
                        @Override
                        public Object newInstance(Object parameter) {
                            throw new ProviderException("a secret");
                        }
                    }
                    : DefaultProvider.instance().getService(type, algorithm);
        }
    }
}
