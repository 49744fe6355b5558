package io.countersign.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.adapters.crypto.remote.RemoteSigningKey;
import io.countersign.adapters.crypto.remote.SignatureEncoding;
import io.countersign.adapters.crypto.remote.SigningInput;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.vault.TransitKey.Type;
import io.vavr.control.Either;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

/** Tests which keys of Vault can sign for the API, and the failures for the others. */
@Timeout(120)
class VaultKeyTest {

    private static final byte[] MESSAGE = {1, 2, 3};

    private VaultStandIn vault;

    @BeforeEach
    void start() throws IOException {
        vault = VaultStandIn.start();
    }

    @AfterEach
    void stop() {
        vault.close();
    }

    private SigningFailure refusalOf(String name, int version) {
        SigningFailure failure = VaultKey.of(Vaults.to(vault), name, version).getLeft();
        assertThat(failure).returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind);
        return failure;
    }

    @ParameterizedTest
    @CsvSource({"ECDSA_P256, ES256", "ED25519, EdDSA", "RSA_2048, RS256"})
    void the_scheme_follows_from_the_type(Type type, String scheme) {
        vault.transit().put("k", TransitKey.create(type));
        VaultKey key = VaultKey.of(Vaults.to(vault), "k", 1).get();

        assertThat(key).hasToString("VaultKey[k, version 1, " + scheme + "]");
        assertThat(key.publicKeyPem()).startsWith("-----BEGIN PUBLIC KEY-----\n");
        assertThat(key.sign(MESSAGE)).isRight();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ECDSA_P384", "AES256_GCM96"})
    void types_that_do_not_sign_for_the_api_are_refused(Type type) {
        vault.transit().put("k", TransitKey.create(type));

        assertThat(refusalOf("k", 1).message()).contains("does not sign for the API", "ecdsa-p256");
    }

    @Test
    void a_derived_key_is_refused() {
        vault.transit().put("k", TransitKey.create(Type.ED25519).derivedOnes());

        assertThat(refusalOf("k", 1).message()).contains("derived");
    }

    @Test
    void a_version_that_is_not_there_yet_or_may_not_sign_any_more_is_refused() {
        vault.transit().put("k", TransitKey.create(Type.ED25519).rotated().signingFrom(2));

        assertThat(refusalOf("k", 1).message()).contains("no version 1", "min_encryption_version");
        assertThat(refusalOf("k", 3).message()).contains("no version 3");
        assertThat(VaultKey.of(Vaults.to(vault), "k", 2).get().sign(MESSAGE)).isRight();
    }

    @Test
    void a_version_that_may_not_sign_any_more_since_then_is_vaults_to_refuse() {
        vault.transit().put("k", TransitKey.create(Type.ED25519).rotated());
        VaultKey key = VaultKey.of(Vaults.to(vault), "k", 1).get();
        vault.transit().put("k", vault.transit().key("k").orElseThrow().signingFrom(2));

        assertThat(key.sign(MESSAGE)).isLeft();
    }

    @Test
    void names_that_would_lead_elsewhere_are_not_asked_for() {
        for (String name : new String[] {"", "../sys", "a/b", "a?b", "a b", "é", ".", "a."}) {
            assertThat(refusalOf(name, 1).message()).contains("a name of letters, digits");
        }
        assertThat(refusalOf("k", 0).message()).contains("a version from 1");
        assertThat(vault.received()).isEmpty();
    }

    @Test
    void a_key_that_is_not_there_is_refused() {
        assertThat(refusalOf("nobody", 1).message()).contains("404");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "not base64", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJw=="})
    void a_public_key_that_is_none_is_refused(String publicKey) {
        describes("ed25519", publicKey);

        assertThat(refusalOf("k", 1).message()).contains("no Ed25519 public key");
    }

    @Test
    void a_public_key_of_another_type_than_the_keys_is_refused() {
        describes("ecdsa-p256", "none");

        assertThat(refusalOf("k", 1).message()).contains("publicKey: must be a PEM");
    }

    private void describes(String type, String publicKey) {
        vault.insteadAnswer(200, "application/json", ("{\"data\":{\"type\":\"" + type
                + "\",\"keys\":{\"1\":{\"public_key\":\"" + publicKey + "\"}}}}").getBytes(StandardCharsets.UTF_8));
    }

    /** Vault can also encode signatures for JWS: r || s in base64url. The key returns DER all the same. */
    @Test
    void what_vault_marshals_for_jws_becomes_der() {
        vault.transit().put("k", TransitKey.create(Type.ECDSA_P256));
        String publicKey = VaultKey.of(Vaults.to(vault), "k", 1).get().publicKeyPem();
        var key = RemoteSigningKey.builder(SignatureScheme.ES256, this::signedForJws).input(SigningInput.MESSAGE)
                .encoding(SignatureEncoding.RAW).publicKey(publicKey).buildOrThrow();

        assertThat(key.sign(MESSAGE).get()[0]).isEqualTo((byte) 0x30);
    }

    private Either<SigningFailure, byte[]> signedForJws(byte[] input) {
        return Vaults.to(vault).post("sign/k/sha2-256", VaultConnection.body()
                        .put("input", Base64.getEncoder().encodeToString(input)).put("marshaling_algorithm", "jws"))
                .map(data -> Base64.getUrlDecoder().decode(withoutPrefix(data)));
    }

    private Either<SigningFailure, byte[]> signedWithDefaults(byte[] input) {
        return Vaults.to(vault)
                .post("sign/k", VaultConnection.body().put("input", Base64.getEncoder().encodeToString(input)))
                .map(data -> Base64.getDecoder().decode(withoutPrefix(data)));
    }

    private static String withoutPrefix(JsonNode data) {
        return data.path("signature").asText().substring("vault:v1:".length());
    }

    /** Vault's default for RSA is PSS, which the API does not support. */
    @Test
    void pss_is_found_out_before_the_api_hears_of_it() {
        vault.transit().put("k", TransitKey.create(Type.RSA_2048));
        String publicKey = VaultKey.of(Vaults.to(vault), "k", 1).get().publicKeyPem();
        var key = RemoteSigningKey.builder(SignatureScheme.RS256, this::signedWithDefaults).publicKey(publicKey)
                .buildOrThrow();

        assertThat(key.sign(MESSAGE).getLeft().message()).contains("for that algorithm");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"inputs\":\"AQID\"}", "{\"input\":7}", "{\"input\":\"_-\"}", "{}",
        "{\"input\":\"AQID\",\"prehashed\":true}", "{\"input\":\"AQID\",\"prehashed\":\"true\"}",
        "{\"input\":\"AQID\",\"hash_algorithm\":\"sha1\"}", "{\"input\":\"AQID\",\"marshaling_algorithm\":\"der\"}",
        "{\"input\":\"AQID\",\"signature_algorithm\":\"pkcs1v15\"}", "{\"input\":\"AQID\",\"key_version\":\"1\"}"})
    void the_stand_in_is_strict_about_what_it_is_asked(String body) throws Exception {
        vault.transit().put("k", TransitKey.create(Type.ECDSA_P256));
        var asked = (ObjectNode)
                new ObjectMapper().readTree(body);

        assertThat(Vaults.to(vault).post("sign/k", asked).getLeft().message()).contains("(400)");
    }
}
