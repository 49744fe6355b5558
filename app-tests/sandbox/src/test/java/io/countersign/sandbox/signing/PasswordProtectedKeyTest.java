package io.countersign.sandbox.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.fixture.OwnKey;
import io.countersign.sandbox.fixture.TestCaller;
import io.countersign.sandbox.fixture.TestSigner;
import io.countersign.sandbox.model.KeyAlgorithm;
import io.countersign.sandbox.model.SandboxPasswordProtectedKey;
import io.countersign.sandbox.model.SandboxUser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

class PasswordProtectedKeyTest {

    private final Sandbox sandbox = Sandbox.start();
    private final TestCaller caller = TestCaller.serviceAccountOf(sandbox);
    private final SandboxPasswordProtectedKey key = sandbox.serviceAccount().passwordProtectedKey();
    private final JsonNode challenge = caller.challengeFor("POST", "/wallets", "{}");

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void the_key_that_the_challenge_carries_signs_it_once_the_password_has_opened_it() throws Exception {
        JsonNode carried = challenge.at("/allowCredentials/passwordProtectedKey");
        assertThat(carried).hasSize(1);
        assertThat(carried.get(0).get("type").textValue()).isEqualTo("public-key");
        assertThat(carried.get(0).get("id").textValue()).isEqualTo(key.credId());

        byte[] pkcs8 = opened(carried.get(0).get("encryptedPrivateKey").textValue(), key.password());

        assertThat(caller.redeem(challenge, factor(key.credId(), pkcs8)).status()).isEqualTo(200);
        assertThat(key.algorithm()).isEqualTo(KeyAlgorithm.ES256);
        assertThat(pkcs8).isEqualTo(TestSigner.pkcs8(key));
    }

    @Test
    void another_password_does_not_open_it() {
        assertThatThrownBy(() -> opened(key.encryptedPrivateKey(), key.password() + " "))
                .isInstanceOfAny(BadPaddingException.class, AssertionError.class);
    }

    @Test
    void every_challenge_carries_the_same_and_everybody_has_a_key_and_a_password_of_their_own() {
        JsonNode again = caller.challengeFor("POST", "/wallets", "{}");
        SandboxPasswordProtectedKey other = sandbox.delegatedUser().passwordProtectedKey();

        assertThat(again.get("allowCredentials")).isEqualTo(challenge.get("allowCredentials"));
        assertThat(other.password()).isNotEqualTo(key.password()).contains("-secret-");
        assertThat(other.encryptedPrivateKey()).isNotEqualTo(key.encryptedPrivateKey());
        assertThat(key.encryptedPrivateKey()).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n")
                .endsWith("\n-----END ENCRYPTED PRIVATE KEY-----\n");
    }

    @Test
    void a_signature_with_another_key_is_refused() {
        TestCaller.Reply reply =
                caller.redeem(challenge, factor(key.credId(), TestSigner.pkcs8(sandbox.serviceAccount().key("ES256"))));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.faultyFields()).isEqualTo("firstFactor.credentialAssertion.signature");
    }

    @Test
    void client_data_for_another_challenge_is_refused() {
        JsonNode other = caller.challengeFor("POST", "/wallets", "{}");

        TestCaller.Reply reply = caller.redeem(challenge, factor(key.credId(), TestSigner.pkcs8(key), other));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.faultyFields()).isEqualTo("firstFactor.credentialAssertion.clientData");
    }

    @Test
    void its_id_under_another_kind_is_refused() {
        TestCaller.Reply asKey =
                caller.redeem(challenge, factor(key.credId(), TestSigner.pkcs8(key)).put("kind", "Key"));

        assertThat(asKey.status()).isEqualTo(401);
        assertThat(asKey.errorMessage())
                .isEqualTo("User does not have a credential that can be used for the application.");
    }

    @Test
    void another_one_is_registered_in_one_line_and_its_encryption_is_nobodys_business() throws Exception {
        OwnKey own = OwnKey.of(KeyAlgorithm.EDDSA);

        SandboxPasswordProtectedKey registered = sandbox.registerPasswordProtectedKey(
                sandbox.serviceAccount(), own.publicKeyPem(), "any text: \u2713");

        JsonNode next = caller.challengeFor("POST", "/wallets", "{}");
        JsonNode carried = next.at("/allowCredentials/passwordProtectedKey/1");
        assertThat(carried.get("id").textValue()).isEqualTo(registered.credId());
        assertThat(carried.get("encryptedPrivateKey").textValue()).isEqualTo("any text: \u2713");
        byte[] clientData = TestCaller.clientData(next).toString().getBytes(UTF_8);
        assertThat(caller.redeem(next, TestCaller.factor(registered.credId(), clientData,
                        TestSigner.sign(KeyAlgorithm.EDDSA, own.privateKey(), clientData))
                .put("kind", "PasswordProtectedKey")).status()).isEqualTo(200);
        assertThatIllegalStateException().isThrownBy(registered::password).withMessageContaining(registered.credId());
        assertThat(TestCaller.parsed(sandbox.describe()).at("/credentials/6")).isEqualTo(TestCaller.parsed(
                "{\"kind\":\"PasswordProtectedKey\",\"algorithm\":\"EdDSA\",\"credId\":\"" + registered.credId()
                        + "\",\"encryptedPrivateKey\":\"any text: \u2713\"}"));
    }

    @Test
    void nonsense_is_not_registered() throws Exception {
        SandboxUser user = sandbox.serviceAccount();
        String pem = OwnKey.of(KeyAlgorithm.ES256).publicKeyPem();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> sandbox.registerPasswordProtectedKey(user, "no key", "encrypted"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sandbox.registerPasswordProtectedKey(user, pem, ""));
        assertThat(sandbox.credentialsOf(user)).isEqualTo(user.credentials());
    }

    private ObjectNode factor(String credId, byte[] pkcs8) {
        return factor(credId, pkcs8, challenge);
    }

    private static ObjectNode factor(String credId, byte[] pkcs8, JsonNode challenge) {
        byte[] clientData = TestCaller.clientData(challenge).toString().getBytes(UTF_8);
        return TestCaller.factor(credId, clientData, TestSigner.sign(KeyAlgorithm.ES256, pkcs8, clientData))
                .put("kind", "PasswordProtectedKey");
    }

    /** Decrypts PBES2 with the JDK. */
    private static byte[] opened(String pem, String password) throws Exception {
        var info = new EncryptedPrivateKeyInfo(Base64.getMimeDecoder().decode(
                pem.replaceAll("-----(BEGIN|END) ENCRYPTED PRIVATE KEY-----", "")));
        String algorithm = info.getAlgParameters().toString();
        assertThat(algorithm).isEqualTo("PBEWithHmacSHA256AndAES_256");
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(Cipher.DECRYPT_MODE, SecretKeyFactory.getInstance(algorithm)
                .generateSecret(new PBEKeySpec(password.toCharArray())), info.getAlgParameters());
        try {
            return info.getKeySpec(cipher).getEncoded();
        } catch (GeneralSecurityException notAKey) {
            throw new AssertionError("not a key", notAKey);
        }
    }
}
