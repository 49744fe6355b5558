package io.countersign.adapters.crypto.passkey;

import static io.countersign.adapters.crypto.passkey.Passkeys.CHALLENGE;
import static io.countersign.adapters.crypto.passkey.Passkeys.assertion;
import static io.countersign.adapters.crypto.passkey.Passkeys.challenge;
import static io.countersign.adapters.crypto.passkey.Passkeys.challengeFor;
import static io.countersign.adapters.crypto.passkey.Passkeys.builder;
import static io.countersign.adapters.crypto.passkey.Passkeys.passkey;
import static io.countersign.adapters.crypto.passkey.Passkeys.valid;
import static io.countersign.adapters.crypto.passkey.YubicoRelyingParty.ORIGIN;
import static io.countersign.adapters.crypto.passkey.YubicoRelyingParty.RP_ID;
import static io.countersign.adapters.crypto.passkey.YubicoRelyingParty.USER_HANDLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.yubico.webauthn.data.UserVerificationRequirement;
import com.yubico.webauthn.exception.AssertionFailedException;
import com.yubico.webauthn.exception.InvalidSignatureCountException;
import io.countersign.adapters.crypto.ProviderPolicy;
import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.challenge.UserVerification;
import io.countersign.domain.credential.ClientData;
import io.countersign.domain.credential.Fido2Assertion;
import io.countersign.domain.credential.Octets;
import io.vavr.control.Option;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.function.UnaryOperator;

/** Assertions of the software authenticator, checked by an independent relying party; altered ones are refused. */
@Tag("fips")
@Timeout(120)
class SoftwareAuthenticatorBeforeYubicoTest {

    @ParameterizedTest
    @EnumSource(value = SignatureScheme.class, names = {"ES256", "EDDSA", "RS256"})
    void assertions_of_a_key_from_pem_are_accepted(SignatureScheme scheme) throws Exception {
        assertAcceptedThreeTimes(passkey(scheme));
    }

    @ParameterizedTest
    @EnumSource(value = SignatureScheme.class, names = {"ES256", "EDDSA", "RS256"})
    void assertions_of_a_new_key_are_accepted(SignatureScheme scheme) throws Exception {
        assertAcceptedThreeTimes(valid(builder().key(Keys.generated(scheme)).build()));
    }

    @ParameterizedTest
    @EnumSource(value = SignatureScheme.class, names = {"ES256", "EDDSA"})
    void assertions_by_a_provider_that_only_signs_are_accepted(SignatureScheme scheme) throws Exception {
        var policy = ProviderPolicy.signingWith(Keys.jdk("SunEC"));

        assertAcceptedThreeTimes(valid(builder().key(Keys.signingKey(Passkeys.pemFor(scheme), policy)).build()));
        assertAcceptedThreeTimes(valid(builder().key(Keys.generated(scheme, policy)).build()));
    }

    private static void assertAcceptedThreeTimes(SoftwarePasskey passkey) throws Exception {
        var relyingParty = YubicoRelyingParty.knowing(passkey);
        var authenticator = SoftwareAuthenticator.holding(passkey);
        for (long count = 1; count <= 3; count++) {
            var result = relyingParty.verify(CHALLENGE, assertion(authenticator, challengeFor(passkey.id())));

            assertThat(result.isSuccess()).isTrue();
            assertThat(result.isUserVerified()).isTrue();
            assertThat(result.isSignatureCounterValid()).isTrue();
            assertThat(result.getSignatureCount()).isEqualTo(count);
            assertThat(result.getUsername()).isEqualTo(YubicoRelyingParty.USER);
        }
    }

    @ParameterizedTest
    @EnumSource(UserVerification.class)
    void the_user_is_verified_unless_that_is_discouraged(UserVerification wanted) throws Exception {
        var passkey = passkey(SignatureScheme.ES256);
        var answer = assertion(SoftwareAuthenticator.holding(passkey), challengeWanting(wanted, passkey));

        var result = YubicoRelyingParty.knowing(passkey)
                .verify(CHALLENGE, answer, UserVerificationRequirement.valueOf(wanted.name()));

        assertThat(result.isUserVerified()).isEqualTo(wanted != UserVerification.DISCOURAGED);
        assertThat(Passkeys.flags(answer)).isEqualTo((byte) (wanted == UserVerification.DISCOURAGED ? 0x01 : 0x05));
    }

    @ParameterizedTest
    @EnumSource(value = UserVerification.class, names = {"PREFERRED", "DISCOURAGED"})
    void an_authenticator_that_cannot_verify_users_says_so(UserVerification wanted) throws Exception {
        var passkey = passkey(SignatureScheme.ES256);
        var authenticator = SoftwareAuthenticator.holding(passkey).withoutUserVerification();
        var answer = assertion(authenticator, challengeWanting(wanted, passkey));
        var relyingParty = YubicoRelyingParty.knowing(passkey);

        assertThat(relyingParty.verify(CHALLENGE, answer).isUserVerified()).isFalse();
        assertThat(Passkeys.flags(answer)).isEqualTo((byte) 0x01);
        var another = assertion(authenticator, challengeWanting(wanted, passkey));
        assertThatThrownBy(() -> relyingParty.verify(CHALLENGE, another, UserVerificationRequirement.REQUIRED))
                .isInstanceOf(AssertionFailedException.class).hasMessageContaining("User Verification");
    }

    @Test
    void a_passkey_works_on_localhost_and_on_a_port_of_its_own() throws Exception {
        var passkey = valid(SoftwarePasskey.builder("localhost", "http://localhost:8080")
                .key(Keys.generated(SignatureScheme.EDDSA)).build());
        var answer = assertion(SoftwareAuthenticator.holding(passkey),
                challenge(CHALLENGE, Option.some("localhost"), UserVerification.REQUIRED, passkey.id()));

        assertThat(YubicoRelyingParty.of("localhost", "http://localhost:8080", true)
                .enrolled(passkey.webAuthnId(), passkey.publicKeyCose()).verify(CHALLENGE, answer).isSuccess())
                .isTrue();
    }

    @Test
    void a_replayed_assertion_is_refused_for_its_count() throws Exception {
        var passkey = passkey(SignatureScheme.ES256);
        var relyingParty = YubicoRelyingParty.knowing(passkey);
        var answer = assertion(passkey);
        relyingParty.verify(CHALLENGE, answer);

        assertThatThrownBy(() -> relyingParty.verify(CHALLENGE, answer))
                .isInstanceOf(InvalidSignatureCountException.class);
    }

    @Test
    void a_passkey_whose_counter_starts_again_is_refused_and_one_whose_counter_goes_on_is_not() throws Exception {
        var passkey = passkey(SignatureScheme.ES256);
        var relyingParty = YubicoRelyingParty.knowing(passkey);
        relyingParty.verify(CHALLENGE, assertion(passkey));
        relyingParty.verify(CHALLENGE, assertion(passkey));
        SoftwarePasskey.Builder restarted = builder().userHandle(USER_HANDLE).id(passkey.id());

        var again = valid(restarted.key(Keys.signingKey(Keys.P256)).build());
        var goingOn = valid(restarted.signatureCounter(SignatureCounter.inMemoryFrom(3).get())
                .key(Keys.signingKey(Keys.P256)).build());

        assertThatThrownBy(() -> relyingParty.verify(CHALLENGE, assertion(again)))
                .isInstanceOf(InvalidSignatureCountException.class);
        assertThat(relyingParty.verify(CHALLENGE, assertion(goingOn)).getSignatureCount()).isEqualTo(3);
    }

    @Test
    void a_passkey_that_does_not_count_is_accepted_time_and_again() throws Exception {
        var passkey = valid(builder().signatureCounter(SignatureCounter.none())
                .key(Keys.generated(SignatureScheme.EDDSA)).build());
        var relyingParty = YubicoRelyingParty.knowing(passkey);

        assertThat(relyingParty.verify(CHALLENGE, assertion(passkey)).getSignatureCount()).isZero();
        assertThat(relyingParty.verify(CHALLENGE, assertion(passkey)).getSignatureCount()).isZero();
    }

    @Test
    void another_challenge_is_refused() {
        var passkey = passkey(SignatureScheme.ES256);

        assertThatThrownBy(() -> YubicoRelyingParty.knowing(passkey).verify("another", assertion(passkey)))
                .isInstanceOf(AssertionFailedException.class).hasMessageContaining("challenge");
    }

    @Test
    void another_relying_party_is_refused() {
        var passkey = valid(SoftwarePasskey.builder("app.example.com", ORIGIN)
                .key(Keys.generated(SignatureScheme.ES256)).build());
        var answer = assertion(SoftwareAuthenticator.holding(passkey),
                challenge(CHALLENGE, Option.none(), UserVerification.PREFERRED, passkey.id()));

        assertThatThrownBy(() -> YubicoRelyingParty.knowing(passkey).verify(CHALLENGE, answer))
                .isInstanceOf(AssertionFailedException.class).hasMessageContaining("RP ID");
    }

    @Test
    void another_origin_is_refused() {
        var passkey = valid(SoftwarePasskey.builder(RP_ID, "https://evil.example.com")
                .key(Keys.generated(SignatureScheme.ES256)).build());

        assertThatThrownBy(() -> YubicoRelyingParty.knowing(passkey).verify(CHALLENGE, assertion(passkey)))
                .isInstanceOf(AssertionFailedException.class).hasMessageContaining("origin");
    }

    @ParameterizedTest
    @EnumSource(value = SignatureScheme.class, names = {"ES256", "EDDSA", "RS256"})
    void another_key_is_refused(SignatureScheme scheme) {
        var known = valid(builder().key(Keys.generated(scheme)).build());
        var other = valid(builder().webAuthnId(known.webAuthnId()).key(Keys.generated(scheme)).build());

        assertThat(other.id()).isEqualTo(known.id());
        assertThatThrownBy(() -> YubicoRelyingParty.knowing(known).verify(CHALLENGE, assertion(other)))
                .isInstanceOf(AssertionFailedException.class).hasMessageContaining("signature");
    }

    @ParameterizedTest
    @EnumSource(value = SignatureScheme.class, names = {"ES256", "EDDSA", "RS256"})
    void altered_client_data_is_refused(SignatureScheme scheme) {
        assertRefusedOnceAltered(scheme, answer -> {
            var clientData = answer.clientData();
            String json = new String(clientData.json().toByteArray(), UTF_8).replace("{", "{ ");
            return new Fido2Assertion(answer.credId(),
                    new ClientData(Octets.of(json.getBytes(UTF_8)), clientData.type(), clientData.challenge(),
                            clientData.origin(), clientData.crossOrigin()),
                    answer.authenticatorData(), answer.signature(), answer.userHandle());
        });
    }

    @ParameterizedTest
    @EnumSource(value = SignatureScheme.class, names = {"ES256", "EDDSA", "RS256"})
    void altered_authenticator_data_is_refused(SignatureScheme scheme) {
        assertRefusedOnceAltered(scheme, answer -> {
            byte[] altered = answer.authenticatorData().toByteArray();
            altered[36]++;
            return new Fido2Assertion(answer.credId(), answer.clientData(), Octets.of(altered), answer.signature(),
                    answer.userHandle());
        });
    }

    private static void assertRefusedOnceAltered(SignatureScheme scheme, UnaryOperator<Fido2Assertion> altering) {
        var passkey = passkey(scheme);
        var altered = altering.apply(assertion(passkey));

        assertThatThrownBy(() -> YubicoRelyingParty.knowing(passkey).verify(CHALLENGE, altered))
                .isInstanceOf(AssertionFailedException.class).hasMessageContaining("signature");
    }

    private static UserActionChallenge challengeWanting(
            UserVerification wanted, SoftwarePasskey passkey) {
        return challenge(CHALLENGE, Option.some(RP_ID), wanted, passkey.id());
    }
}
