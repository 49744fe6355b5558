package io.countersign.sandbox.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.fixture.OwnKey;
import io.countersign.sandbox.fixture.TestCaller;
import io.countersign.sandbox.fixture.TestSigner;
import io.countersign.sandbox.model.KeyAlgorithm;
import io.countersign.sandbox.model.SandboxCredential;
import io.countersign.sandbox.model.SandboxUser;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

class RegistrationTest {

    private final Sandbox sandbox = Sandbox.start();
    private final SandboxUser user = sandbox.serviceAccount();
    private final TestCaller caller = TestCaller.serviceAccountOf(sandbox);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @EnumSource(KeyAlgorithm.class)
    void a_registered_key_signs_from_the_next_challenge_on(KeyAlgorithm algorithm) throws Exception {
        OwnKey key = OwnKey.of(algorithm);

        SandboxCredential registered = sandbox.register(user, key.publicKeyPem());

        assertThat(registered.algorithm()).isEqualTo(algorithm);
        JsonNode challenge = caller.challengeFor("POST", "/wallets", "{}");
        assertThat(challenge.at("/allowCredentials/key").findValuesAsText("id")).hasSize(5).last()
                .isEqualTo(registered.credId());
        assertThat(redeem(registered, key, challenge).status()).isEqualTo(200);
    }

    @Test
    void another_key_under_the_registered_id_is_refused() throws Exception {
        SandboxCredential registered = sandbox.register(user, OwnKey.of(KeyAlgorithm.ES256).publicKeyPem());
        JsonNode challenge = caller.challengeFor("POST", "/wallets", "{}");

        assertThat(redeem(registered, OwnKey.of(KeyAlgorithm.ES256), challenge).status()).isEqualTo(401);
    }

    @Test
    void a_key_is_registered_for_one_user_alone() throws Exception {
        OwnKey key = OwnKey.of(KeyAlgorithm.EDDSA);
        SandboxCredential registered = sandbox.register(sandbox.delegatedUser(), key.publicKeyPem());
        JsonNode challenge = caller.challengeFor("POST", "/wallets", "{}");

        assertThat(challenge.at("/allowCredentials/key").findValuesAsText("id")).doesNotContain(registered.credId());
        assertThat(redeem(registered, key, challenge).status()).isEqualTo(401);
        assertThat(sandbox.credentialsOf(user)).isEqualTo(user.credentials());
        assertThat(sandbox.credentialsOf(sandbox.delegatedUser())).contains(registered);
    }

    @Test
    void a_challenge_that_is_under_way_can_be_signed_with_a_key_that_is_registered_meanwhile() throws Exception {
        JsonNode challenge = caller.challengeFor("POST", "/wallets", "{}");
        OwnKey key = OwnKey.of(KeyAlgorithm.ES256);

        assertThat(redeem(sandbox.register(user, key.publicKeyPem()), key, challenge).status()).isEqualTo(200);
    }

    @Test
    void a_registered_key_is_described_without_a_private_half() throws Exception {
        SandboxCredential plain = sandbox.register(user, OwnKey.of(KeyAlgorithm.ES256K).publicKeyPem());
        sandbox.register(user, OwnKey.of(KeyAlgorithm.EDDSA).publicKeyPem(), "mine.pem");

        JsonNode credentials = TestCaller.parsed(sandbox.describe()).get("credentials");
        assertThat(credentials.get(credentials.size() - 2)).isEqualTo(TestCaller.parsed(
                "{\"kind\":\"Key\",\"algorithm\":\"ES256K\",\"credId\":\"" + plain.credId() + "\"}"));
        assertThat(credentials.get(credentials.size() - 1).get("registeredFrom").textValue()).isEqualTo("mine.pem");
        assertThat(plain.hasPrivateKey()).isFalse();
        assertThatIllegalStateException().isThrownBy(plain::privateKeyPem).withMessageContaining(plain.credId());
    }

    @Test
    void what_openssl_prints_around_the_pem_does_not_matter() throws Exception {
        String pem = OwnKey.of(KeyAlgorithm.ES256).publicKeyPem();

        sandbox.register(user, "read EC key\nwriting EC key\r\n" + pem.replace("\n", "\r\n") + "\r\n\r\n");

        assertThat(sandbox.credentialsOf(user)).hasSize(user.credentials().size() + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "no key", "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY-----\n!!!!\n-----END PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA\n-----END PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA",
        "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----",
        "-----BEGIN CERTIFICATE-----\nc2VjcmV0\n-----END CERTIFICATE-----",
        "-----BEGIN RSA PUBLIC KEY-----\nc2VjcmV0\n-----END RSA PUBLIC KEY-----"
    })
    void nonsense_is_refused_in_one_line_that_repeats_nothing_of_it(String pem) {
        assertThatIllegalArgumentException().isThrownBy(() -> sandbox.register(user, pem))
                .satisfies(refused -> assertThat(refused.getMessage())
                        .hasLineCount(1).contains("public key").doesNotContain("c2VjcmV0"));
        assertThat(sandbox.credentialsOf(user)).isEqualTo(user.credentials());
    }

    @Test
    void keys_of_other_algorithms_curves_and_lengths_are_refused_with_those_that_would_do() throws Exception {
        List<OwnKey> others = List.of(OwnKey.onCurve(SECObjectIdentifiers.secp384r1), OwnKey.jdk("RSA", 1024),
                OwnKey.jdk("Ed448", 448), OwnKey.jdk("X25519", 255), OwnKey.jdk("RSASSA-PSS", 2048));
        for (OwnKey other : others) {
            assertThatIllegalArgumentException().isThrownBy(() -> sandbox.register(user, other.publicKeyPem()))
                    .withMessageContaining("P-256 or secp256k1, Ed25519, and RSA of 2048 to 8192 bits");
        }
    }

    @Test
    void a_point_off_its_curve_bytes_left_over_and_two_keys_at_once_are_refused() throws Exception {
        OwnKey key = OwnKey.of(KeyAlgorithm.ES256);
        byte[] offCurve = key.publicKey().clone();
        offCurve[offCurve.length - 1] ^= 1;
        byte[] longer = Arrays.copyOf(key.publicKey(), key.publicKey().length + 1);

        for (String pem : List.of(OwnKey.pem("PUBLIC KEY", offCurve), OwnKey.pem("PUBLIC KEY", longer),
                key.publicKeyPem() + key.publicKeyPem())) {
            assertThatIllegalArgumentException().isThrownBy(() -> sandbox.register(user, pem));
        }
    }

    @Test
    void nobody_is_registered_who_is_not_a_user_of_this_sandbox() throws Exception {
        String pem = OwnKey.of(KeyAlgorithm.ES256).publicKeyPem();
        try (Sandbox other = Sandbox.start()) {
            assertThatIllegalArgumentException().isThrownBy(() -> sandbox.register(other.serviceAccount(), pem))
                    .withMessageContaining("no user of this sandbox");
            assertThatIllegalArgumentException().isThrownBy(() -> sandbox.credentialsOf(other.serviceAccount()));
        }
    }

    @Test
    void keys_that_are_registered_at_the_same_time_are_all_there() throws Exception {
        String pem = OwnKey.of(KeyAlgorithm.EDDSA).publicKeyPem();
        ExecutorService executor = Executors.newFixedThreadPool(8);
        try {
            List<Callable<SandboxCredential>> registrations =
                    IntStream.range(0, 64).<Callable<SandboxCredential>>mapToObj(i -> () -> sandbox.register(user, pem))
                            .toList();
            for (Future<SandboxCredential> registered : executor.invokeAll(registrations)) {
                assertThat(sandbox.credentialsOf(user)).contains(registered.get());
            }
        } finally {
            executor.shutdownNow();
        }
        assertThat(sandbox.credentialsOf(user)).hasSize(user.credentials().size() + 64).doesNotHaveDuplicates();
    }

    private TestCaller.Reply redeem(SandboxCredential registered, OwnKey key, JsonNode challenge) {
        byte[] clientData = TestCaller.clientData(challenge).toString().getBytes(StandardCharsets.UTF_8);
        return caller.redeem(challenge, TestCaller.factor(registered.credId(), clientData,
                TestSigner.sign(registered.algorithm(), key.privateKey(), clientData)));
    }
}
