package io.countersign.sandbox.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.fixture.OwnKey;
import io.countersign.sandbox.fixture.TestAuthenticator;
import io.countersign.sandbox.fixture.TestCaller;
import io.countersign.sandbox.model.KeyAlgorithm;
import io.countersign.sandbox.model.SandboxPasskey;
import io.countersign.sandbox.model.SandboxUser;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiFunction;

class PasskeyRegistrationTest {

    private static final byte[] ID = {1, 2, 3, (byte) 0xFF};
    private static final byte[] USER_HANDLE = {9};

    private final Sandbox sandbox = Sandbox.start();
    private final SandboxUser user = sandbox.serviceAccount();
    private final TestCaller caller = TestCaller.serviceAccountOf(sandbox);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"ES256", "EDDSA", "RS256"})
    void a_registered_passkey_signs_from_the_next_challenge_on(KeyAlgorithm algorithm) throws Exception {
        OwnKey own = OwnKey.of(algorithm);

        SandboxPasskey registered = sandbox.registerPasskey(user, ID, cose(algorithm, own.publicKey()), USER_HANDLE);

        assertThat(registered.algorithm()).isEqualTo(algorithm);
        assertThat(registered.credId()).isEqualTo("AQID_w");
        assertThat(registered.userHandle()).isEqualTo("CQ");
        assertThat(registered.hasPrivateKey()).isFalse();
        TestAuthenticator authenticator = TestAuthenticator.of(registered, algorithm, own.privateKey());
        for (BiFunction<String, String, String> form : List.<BiFunction<String, String, String>>of(
                TestAuthenticator::asBrowsersDo, TestAuthenticator::verbatim)) {
            JsonNode challenge = caller.challengeFor("POST", "/wallets", "{}");
            assertThat(challenge.at("/allowCredentials/webauthn").findValuesAsText("id")).contains("AQID_w");
            assertThat(caller.redeem(challenge, authenticator.writing(form).withCounter(0).answer(challenge)).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void its_counter_and_its_user_handle_are_its_own() throws Exception {
        OwnKey own = OwnKey.of(KeyAlgorithm.ES256);
        SandboxPasskey registered =
                sandbox.registerPasskey(user, ID, cose(KeyAlgorithm.ES256, own.publicKey()), USER_HANDLE);
        TestAuthenticator authenticator = TestAuthenticator.of(registered, KeyAlgorithm.ES256, own.privateKey());

        assertThat(redeem(TestAuthenticator.of(user.passkey()).withCounter(8)).status()).isEqualTo(200);
        assertThat(redeem(authenticator.claiming(user.passkey().userHandle())).status()).isEqualTo(401);
        assertThat(redeem(authenticator.withCounter(3)).status()).isEqualTo(200);
        assertThat(redeem(authenticator.withCounter(3)).status()).isEqualTo(401);
    }

    @Test
    void the_description_has_no_private_key_of_it() throws Exception {
        sandbox.registerPasskey(
                user, ID, cose(KeyAlgorithm.EDDSA, OwnKey.of(KeyAlgorithm.EDDSA).publicKey()), USER_HANDLE);

        assertThat(TestCaller.parsed(sandbox.describe()).at("/credentials/6")).isEqualTo(TestCaller.parsed("""
                {"kind":"Fido2","algorithm":"EdDSA","credId":"AQID_w",
                 "rpId":"localhost","origin":"http://localhost","userHandle":"CQ"}"""));
    }

    @ParameterizedTest
    @CsvSource({
        "''", "00", "ff", "a0", "a10326", "7f",
        "a5010203262001215820",
        // a symmetric key, an OKP on X25519, an EC2 on P-256 whose algorithm is RS256
        "a20104200140", "a40101032720042158200000000000000000000000000000000000000000000000000000000000000000",
    })
    void nonsense_is_refused(String hex) {
        assertNotRegistered(HexFormat.of().parseHex(hex));
    }

    @Test
    void a_point_off_its_curve_and_an_algorithm_that_does_not_fit_are_refused() throws Exception {
        byte[] good = cose(KeyAlgorithm.ES256, OwnKey.of(KeyAlgorithm.ES256).publicKey());
        byte[] offCurve = good.clone();
        offCurve[offCurve.length - 1] ^= 1;
        byte[] es384 = HexFormat.of().parseHex(HexFormat.of().formatHex(good).replaceFirst("0326", "033822"));

        assertNotRegistered(offCurve);
        assertNotRegistered(es384);
        assertNotRegistered(Arrays.copyOf(good, good.length - 1));
        assertThat(sandbox.registerPasskey(user, ID, good, USER_HANDLE)).isNotNull();
    }

    @Test
    void ids_and_user_handles_have_the_length_that_webauthn_gives_them() throws Exception {
        byte[] key = cose(KeyAlgorithm.ES256, OwnKey.of(KeyAlgorithm.ES256).publicKey());
        for (int length : new int[] {0, 1024}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> sandbox.registerPasskey(user, new byte[length], key, USER_HANDLE))
                    .withMessageContaining("credential id").withMessageContaining("1023");
        }
        for (int length : new int[] {0, 65}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> sandbox.registerPasskey(user, ID, key, new byte[length]))
                    .withMessageContaining("user handle").withMessageContaining("64");
        }
        assertThat(sandbox.registerPasskey(user, new byte[1023], key, new byte[64])).isNotNull();
    }

    @Test
    void an_id_is_registered_once_for_a_user() throws Exception {
        byte[] key = cose(KeyAlgorithm.ES256, OwnKey.of(KeyAlgorithm.ES256).publicKey());
        sandbox.registerPasskey(user, ID, key, USER_HANDLE);

        assertThatIllegalArgumentException().isThrownBy(() -> sandbox.registerPasskey(user, ID, key, USER_HANDLE))
                .withMessageContaining("already");
        assertThat(sandbox.registerPasskey(sandbox.delegatedUser(), ID, key, USER_HANDLE)).isNotNull();
    }

    private void assertNotRegistered(byte[] coseKey) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sandbox.registerPasskey(user, ID, coseKey, USER_HANDLE))
                .satisfies(refused -> assertThat(refused.getMessage()).hasLineCount(1).containsIgnoringCase("key"));
        assertThat(sandbox.credentialsOf(user)).isEqualTo(user.credentials());
    }

    private TestCaller.Reply redeem(TestAuthenticator answering) {
        JsonNode challenge = caller.challengeFor("POST", "/wallets", "{}");
        return caller.redeem(challenge, answering.answer(challenge));
    }

    /** Encodes a COSE_Key by hand (RFC 9053 §7, RFC 8230 §4): a CBOR map of kty, alg and the numbers of the key. */
    private static byte[] cose(KeyAlgorithm algorithm, byte[] spki) throws Exception {
        ByteArrayOutputStream cbor = new ByteArrayOutputStream();
        HexFormat hex = HexFormat.of();
        switch (algorithm) {
            case ES256 -> {
                cbor.write(hex.parseHex("a5010203262001215820"));
                cbor.write(spki, spki.length - 64, 32);
                cbor.write(hex.parseHex("225820"));
                cbor.write(spki, spki.length - 32, 32);
            }
            case EDDSA -> {
                cbor.write(hex.parseHex("a4010103272006215820"));
                cbor.write(spki, spki.length - 32, 32);
            }
            default -> {
                RSAKeyParameters rsa = (RSAKeyParameters) PublicKeyFactory.createKey(
                        SubjectPublicKeyInfo.getInstance(spki));
                byte[] modulus = rsa.getModulus().toByteArray();
                cbor.write(hex.parseHex("a401030339010020590100"));
                cbor.write(modulus, modulus.length - 256, 256);
                cbor.write(hex.parseHex("2143010001"));
            }
        }
        return cbor.toByteArray();
    }
}
