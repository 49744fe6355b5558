package io.countersign.adapters.crypto.passkey;

import static io.countersign.adapters.crypto.passkey.Passkeys.CHALLENGE;
import static io.countersign.adapters.crypto.passkey.Passkeys.assertion;
import static io.countersign.adapters.crypto.passkey.Passkeys.builder;
import static io.countersign.adapters.crypto.passkey.Passkeys.id;
import static io.countersign.adapters.crypto.passkey.Passkeys.passkey;
import static io.countersign.adapters.crypto.passkey.Passkeys.valid;
import static io.countersign.adapters.crypto.passkey.YubicoRelyingParty.ORIGIN;
import static io.countersign.adapters.crypto.passkey.YubicoRelyingParty.RP_ID;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.upokecenter.cbor.CBOREncodeOptions;
import com.upokecenter.cbor.CBORObject;
import com.yubico.webauthn.data.UserVerificationRequirement;
import com.yubico.webauthn.exception.RegistrationFailedException;
import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.fixture.OpenSsl;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.domain.challenge.Challenge;
import io.countersign.domain.challenge.UserVerification;
import io.countersign.domain.credential.Octets;
import io.countersign.ports.failure.SigningFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** Registrations of passkeys, checked by an independent relying party. */
@Timeout(120)
class SoftwarePasskeyRegistrationTest {

    private static final Challenge TEXT = Challenge.of(CHALLENGE).get();

    @ParameterizedTest
    @EnumSource(value = SignatureScheme.class, names = {"ES256", "EDDSA", "RS256"})
    void a_registered_passkey_then_authenticates(SignatureScheme scheme) throws Exception {
        var passkey = passkey(scheme);
        var relyingParty = YubicoRelyingParty.of(RP_ID, ORIGIN, true);
        var answer = attested(passkey, UserVerification.REQUIRED);

        var registered = relyingParty.register(CHALLENGE, answer, UserVerificationRequirement.REQUIRED);

        assertThat(registered.isUserVerified()).isTrue();
        assertThat(registered.getSignatureCount()).isZero();
        assertThat(registered.getPublicKeyCose().getBytes()).isEqualTo(passkey.publicKeyCose().toByteArray());
        assertThat(registered.getKeyId().getId().getBytes()).isEqualTo(passkey.webAuthnId().toByteArray());
        assertThat(registered.getAaguid().getBytes()).containsOnly(0).hasSize(16);
        assertThat(answer.id()).isEqualTo(passkey.id());
        assertThat(relyingParty.verify(CHALLENGE, assertion(passkey)).getSignatureCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 123, 124, 255, 256, 1023})
    void an_id_of_any_length_is_registered(int bytes) throws Exception {
        byte[] rawId = new byte[bytes];
        Arrays.fill(rawId, (byte) 0xA7);
        var passkey = valid(builder().webAuthnId(Octets.of(rawId)).key(Keys.generated(SignatureScheme.ES256)).build());
        var answer = attested(passkey, UserVerification.PREFERRED);

        var registered = YubicoRelyingParty.of(RP_ID, ORIGIN, true)
                .register(CHALLENGE, answer, UserVerificationRequirement.PREFERRED);

        assertThat(registered.getKeyId().getId().getBytes()).isEqualTo(rawId);
        assertCanonical(answer.attestationObject());
    }

    @Test
    void a_long_rsa_key_is_registered() throws Exception {
        var passkey = valid(builder()
                .key(Keys.signingKey(OpenSsl.run("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:4096"))).build());

        var registered = YubicoRelyingParty.of(RP_ID, ORIGIN, true).register(
                CHALLENGE, attested(passkey, UserVerification.PREFERRED), UserVerificationRequirement.PREFERRED);

        assertThat(((RSAPublicKey) registered.getParsedPublicKey()).getModulus().bitLength()).isEqualTo(4096);
    }

    @ParameterizedTest
    @CsvSource({"REQUIRED, true", "PREFERRED, true", "DISCOURAGED, false"})
    void the_user_is_verified_unless_that_is_discouraged(UserVerification wanted, boolean verified) throws Exception {
        var registered = YubicoRelyingParty.of(RP_ID, ORIGIN, true).register(CHALLENGE,
                attested(passkey(SignatureScheme.ES256), wanted), UserVerificationRequirement.valueOf(wanted.name()));

        assertThat(registered.isUserVerified()).isEqualTo(verified);
    }

    @Test
    void an_authenticator_that_cannot_verify_registers_without_and_refuses_where_it_must() {
        var passkey = passkey(SignatureScheme.ES256);
        var authenticator = SoftwareAuthenticator.holding(passkey).withoutUserVerification();
        var unverified = authenticator.attest(passkey.id(), TEXT, UserVerification.PREFERRED).get();

        assertThatThrownBy(() -> YubicoRelyingParty.of(RP_ID, ORIGIN, true)
                .register(CHALLENGE, unverified, UserVerificationRequirement.REQUIRED))
                .isInstanceOf(RegistrationFailedException.class).hasMessageContaining("User Verification");
        assertThat(authenticator.attest(passkey.id(), TEXT, UserVerification.REQUIRED).getLeft())
                .returns(SigningFailure.Kind.NOT_CONFIRMED, SigningFailure::kind);
    }

    @Test
    void a_passkey_that_is_not_held_and_a_challenge_that_utf_8_cannot_carry_are_refused() {
        var passkey = passkey(SignatureScheme.ES256);
        var authenticator = SoftwareAuthenticator.holding(passkey);

        var notHeld = authenticator.attest(id("other"), TEXT, UserVerification.PREFERRED).getLeft();
        var halfAPair = authenticator.attest(
                passkey.id(), Challenge.of("\uD83D").get(), UserVerification.PREFERRED).getLeft();

        assertThat(notHeld).returns(SigningFailure.Kind.NOT_CONFIRMED, SigningFailure::kind);
        assertThat(notHeld.message()).contains("no passkey other", passkey.id().value());
        assertThat(halfAPair).returns(SigningFailure.Kind.NOT_CONFIRMED, SigningFailure::kind);
        assertThat(halfAPair.message()).contains("half a surrogate pair");
    }

    @Test
    void a_registration_for_another_challenge_origin_or_relying_party_is_refused() {
        var answer = attested(passkey(SignatureScheme.ES256), UserVerification.PREFERRED);

        assertRefused(YubicoRelyingParty.of(RP_ID, ORIGIN, true), "another", answer, "challenge");
        assertRefused(YubicoRelyingParty.of(RP_ID, "https://example.com", true), CHALLENGE, answer, "origin");
        assertRefused(YubicoRelyingParty.of("app.example.com", ORIGIN, true), CHALLENGE, answer, "RP ID");
    }

    private static void assertRefused(
            YubicoRelyingParty relyingParty, String challenge, PasskeyAttestation answer, String because) {
        assertThatThrownBy(() -> relyingParty.register(challenge, answer, UserVerificationRequirement.PREFERRED))
                .isInstanceOf(RegistrationFailedException.class).hasMessageContaining(because);
    }

    @Test
    void the_client_data_is_what_a_browser_writes() {
        String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(CHALLENGE.getBytes(UTF_8));

        assertThat(new String(attested(passkey(SignatureScheme.ES256), UserVerification.PREFERRED).clientData()
                .toByteArray(), UTF_8)).isEqualTo("{\"type\":\"webauthn.create\",\"challenge\":\"" + encoded
                        + "\",\"origin\":\"" + ORIGIN + "\",\"crossOrigin\":false}");
    }

    @ParameterizedTest
    @EnumSource(value = SignatureScheme.class, names = {"ES256", "EDDSA", "RS256"})
    void registrations_and_public_keys_are_canonical_cbor(SignatureScheme scheme) {
        var passkey = passkey(scheme);

        assertCanonical(passkey.publicKeyCose());
        assertCanonical(attested(passkey, UserVerification.PREFERRED).attestationObject());
    }

    @Test
    void each_public_key_has_the_members_of_its_type() {
        assertThat(decoded(passkey(SignatureScheme.ES256).publicKeyCose()).toString())
                .matches("\\{1: 2, 3: -7, -1: 1, -2: h'[0-9A-F]{64}', -3: h'[0-9A-F]{64}'}");
        assertThat(decoded(passkey(SignatureScheme.EDDSA).publicKeyCose()).toString())
                .matches("\\{1: 1, 3: -8, -1: 6, -2: h'[0-9A-F]{64}'}");
        assertThat(decoded(passkey(SignatureScheme.RS256).publicKeyCose()).toString())
                .matches("\\{1: 3, 3: -257, -1: h'[0-9A-F]{512}', -2: h'010001'}");
    }

    /** The points of these scalars have a zero where others have their first byte: 379 in x, 43 in y. */
    @ParameterizedTest
    @ValueSource(ints = {379, 43})
    void the_coordinates_of_a_point_keep_their_leading_zeros(int scalar) throws Exception {
        String pem = sec1(BigInteger.valueOf(scalar));
        byte[] point = OpenSsl.bytes(pem, "pkey -pubout -outform DER");
        byte[] x = Arrays.copyOfRange(point, point.length - 64, point.length - 32);
        byte[] y = Arrays.copyOfRange(point, point.length - 32, point.length);
        var passkey = valid(builder().key(Keys.signingKey(pem)).build());
        CBORObject key = decoded(passkey.publicKeyCose());

        assertThat(scalar == 379 ? x[0] : y[0]).isZero();
        assertThat(key.get(CBORObject.FromObject(-2)).GetByteString()).isEqualTo(x);
        assertThat(key.get(CBORObject.FromObject(-3)).GetByteString()).isEqualTo(y);
        assertThat(YubicoRelyingParty.knowing(passkey).verify(CHALLENGE, assertion(passkey)).isSuccess()).isTrue();
    }

    private static String sec1(BigInteger scalar) {
        var der = new ByteArrayOutputStream();
        der.writeBytes(HexFormat.of().parseHex("30310201010420"));
        der.writeBytes(HexFormat.of().parseHex(String.format("%064x", scalar)));
        der.writeBytes(HexFormat.of().parseHex("a00a06082a8648ce3d030107"));
        return Keys.pem("EC PRIVATE KEY", der.toByteArray());
    }

    private static PasskeyAttestation attested(SoftwarePasskey passkey, UserVerification verification) {
        return SoftwareAuthenticator.holding(passkey).attest(passkey.id(), TEXT, verification)
                .getOrElseThrow(failure -> new AssertionError(failure.message()));
    }

    private static CBORObject decoded(Octets cbor) {
        return CBORObject.DecodeFromBytes(cbor.toByteArray(), new CBOREncodeOptions("keepkeyorder=true"));
    }

    private static void assertCanonical(Octets cbor) {
        assertThat(CBORObject.DecodeFromBytes(cbor.toByteArray())
                .EncodeToBytes(CBOREncodeOptions.DefaultCtap2Canonical)).isEqualTo(cbor.toByteArray());
    }
}
