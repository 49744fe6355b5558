package io.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.domain.credential.CredentialFactor;
import io.countersign.domain.credential.CredentialKind;
import io.countersign.sandbox.fixture.TestCaller;
import io.countersign.sandbox.fixture.TestClock;
import io.countersign.sandbox.http.LoopbackServer;
import io.countersign.sandbox.model.KeyAlgorithm;
import io.countersign.sandbox.model.SandboxCredential;
import io.countersign.sandbox.model.SandboxKey;
import io.countersign.sandbox.model.SandboxPasskey;
import io.countersign.sandbox.model.SandboxPasswordProtectedKey;
import io.countersign.sandbox.model.SandboxUser;
import io.countersign.sandbox.signing.CredentialPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

@Isolated("looks for the threads of its sandbox, and expects that a port which it closed stays free")
class SandboxTest {

    @Test
    void it_listens_on_loopback_alone() throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            assertThat(sandbox.baseUrl().toString()).matches("http://127\\.0\\.0\\.1:[1-9]\\d*");
            List<InetAddress> others = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.getHostAddress().equals("127.0.0.1"))
                    .toList();
            for (InetAddress address : others) {
                assertThatThrownBy(() -> new Socket(address, sandbox.baseUrl().getPort()).close())
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void any_number_of_sandboxes_run_side_by_side_without_sharing_users() {
        try (Sandbox one = Sandbox.start(); Sandbox other = Sandbox.start()) {
            assertThat(one.baseUrl()).isNotEqualTo(other.baseUrl());
            assertThat(everyone(one)).doesNotContainAnyElementsOf(everyone(other).toList());
            assertThat(one.serviceAccount().key("ES256")).isNotEqualTo(other.serviceAccount().key("ES256"));
        }
    }

    @Test
    void it_listens_on_the_port_that_it_is_told() {
        Sandbox first = Sandbox.start();
        int port = first.baseUrl().getPort();
        assertThatIllegalStateException()
                .isThrownBy(() -> Sandbox.configure().port(port).start())
                .withMessageContaining("127.0.0.1:" + port).withMessageContaining("choose a free port");
        first.close();

        try (Sandbox second = Sandbox.configure().port(port).start()) {
            assertThat(second.baseUrl()).isEqualTo(first.baseUrl());
        }
    }

    @Test
    void closing_it_stops_the_server_and_its_threads() {
        Set<Thread> before = threads();
        Sandbox sandbox = Sandbox.start();
        TestCaller.serviceAccountOf(sandbox).call("GET", "/wallets", "");
        Set<Thread> started = threads();
        started.removeAll(before);
        assertThat(started).isNotEmpty().allMatch(Thread::isDaemon);

        sandbox.close();
        sandbox.close();

        started.forEach(SandboxTest::join);
        assertThat(started).noneMatch(Thread::isAlive);
        assertThatThrownBy(() -> new Socket("127.0.0.1", sandbox.baseUrl().getPort()).close())
                .isInstanceOf(IOException.class);
    }

    @Test
    void everyone_has_a_key_for_every_algorithm_a_password_protected_key_and_a_passkey() {
        try (Sandbox sandbox = Sandbox.start()) {
            assertThat(everyone(sandbox)).extracting(SandboxUser::userKind)
                    .containsExactly("CustomerEmployee", "EndUser", "ServiceAccount");
            everyone(sandbox).forEach(user -> {
                assertThat(user.credentials()).filteredOn(SandboxKey.class::isInstance)
                        .extracting(SandboxCredential::algorithm).containsExactlyInAnyOrder(KeyAlgorithm.values());
                assertThat(user.credentials()).extracting(SandboxCredential::kind).containsExactly(
                        CredentialKind.KEY, CredentialKind.KEY, CredentialKind.KEY, CredentialKind.KEY,
                        CredentialKind.PASSWORD_PROTECTED_KEY, CredentialKind.FIDO2);
                assertThat(user.credentials()).allMatch(SandboxCredential::hasPrivateKey);
                assertThat(user.key("EdDSA")).isSameAs(user.key(KeyAlgorithm.EDDSA));
            });
            assertThat(everyone(sandbox).flatMap(user -> user.credentials().stream()))
                    .extracting(SandboxCredential::credId).doesNotHaveDuplicates();
            assertThat(everyone(sandbox).flatMap(user -> user.credentials().stream()))
                    .extracting(SandboxCredential::privateKeyPem).doesNotHaveDuplicates()
                    .allMatch(pem -> pem.startsWith("-----BEGIN PRIVATE KEY-----\n")
                            && pem.endsWith("\n-----END PRIVATE KEY-----\n"));
        }
    }

    @Test
    void an_unknown_algorithm_is_refused_with_those_that_there_are() {
        try (Sandbox sandbox = Sandbox.start()) {
            assertThatIllegalArgumentException().isThrownBy(() -> sandbox.serviceAccount().key("HS256"))
                    .withMessageContaining("HS256").withMessageContaining("ES256, ES256K, EdDSA or RS256");
        }
    }

    @Test
    void no_secret_shows_in_any_text_form() {
        try (Sandbox sandbox = Sandbox.start()) {
            TestCaller.serviceAccountOf(sandbox).call("GET", "/wallets", "");
            String texts = sandbox.toString() + sandbox.executedCalls() + everyone(sandbox).toList()
                    + Sandbox.configure() + sandbox.serviceAccount().credentials();

            assertThat(texts).doesNotContain("-secret-").doesNotContain("PRIVATE KEY");
            assertThat(everyone(sandbox)).allMatch(user -> user.authToken().contains("-secret-")
                    && user.password().contains("-secret-")
                    && user.passwordProtectedKey().password().contains("-secret-")
                    && !texts.contains(user.otpCode()));
        }
    }

    @Test
    void the_description_is_all_that_another_program_needs() {
        try (Sandbox sandbox = Sandbox.start()) {
            JsonNode description = TestCaller.parsed(sandbox.describe());

            assertThat(description.get("baseUrl").textValue()).isEqualTo(sandbox.baseUrl().toString());
            assertThat(description.get("authToken").textValue()).isEqualTo(sandbox.serviceAccount().authToken());
            assertThat(description.get("credentials")).hasSize(6);
            for (int index = 0; index < 4; index++) {
                JsonNode credential = description.get("credentials").get(index);
                SandboxKey key = sandbox.serviceAccount().key(credential.get("algorithm").textValue());
                assertThat(credential).isEqualTo(described(key).put("privateKeyPem", key.privateKeyPem()));
            }
            SandboxPasswordProtectedKey key = sandbox.serviceAccount().passwordProtectedKey();
            assertThat(description.at("/credentials/4")).isEqualTo(described(key)
                    .put("password", key.password()).put("encryptedPrivateKey", key.encryptedPrivateKey()));
            SandboxPasskey passkey = sandbox.serviceAccount().passkey();
            assertThat(description.at("/credentials/5")).isEqualTo(described(passkey)
                    .put("privateKeyPem", passkey.privateKeyPem()).put("rpId", "localhost")
                    .put("origin", "http://localhost").put("userHandle", passkey.userHandle()));
        }
    }

    @Test
    void a_configuration_never_changes() {
        SandboxConfiguration configuration = Sandbox.configure();
        configuration.requiringSecondFactor(CredentialKind.KEY);
        configuration.clock(new TestClock());
        configuration.acceptingDeprecatedKinds();

        assertThat(configuration.policy()).isEqualTo(CredentialPolicy.DEFAULT);
        assertThat(configuration.clock()).isNotInstanceOf(TestClock.class);
        assertThat(configuration.port(1).tokenLifetime(Duration.ofSeconds(1)).challengeLifetime(Duration.ofSeconds(2))
                .requiringSecondFactor(CredentialKind.KEY)).satisfies(changed -> {
                    assertThat(changed.port()).isEqualTo(1);
                    assertThat(changed.tokenLifetime()).isEqualTo(Duration.ofSeconds(1));
                    assertThat(changed.challengeLifetime()).isEqualTo(Duration.ofSeconds(2));
                    assertThat(changed.policy().rules().get(CredentialKind.KEY))
                            .containsExactly(new CredentialPolicy.Rule(CredentialFactor.EITHER, true));
                });
    }

    @Test
    void a_configuration_that_makes_no_sense_is_refused_at_once() {
        SandboxConfiguration configuration = Sandbox.configure();
        for (int port : new int[] {-1, 65536}) {
            assertThatIllegalArgumentException().isThrownBy(() -> configuration.port(port))
                    .withMessageContaining(Integer.toString(port));
        }
        for (Duration lifetime : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
            assertThatIllegalArgumentException().isThrownBy(() -> configuration.challengeLifetime(lifetime));
            assertThatIllegalArgumentException().isThrownBy(() -> configuration.tokenLifetime(lifetime));
        }
    }

    private static ObjectNode described(SandboxCredential credential) {
        return JsonNodeFactory.instance.objectNode().put("kind", credential.kind().name())
                .put("algorithm", credential.algorithm().joseName()).put("credId", credential.credId());
    }

    private static Stream<SandboxUser> everyone(Sandbox sandbox) {
        return Stream.of(sandbox.organisationUser(), sandbox.delegatedUser(), sandbox.serviceAccount());
    }

    private static Set<Thread> threads() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> !thread.getName().startsWith(LoopbackServer.THREADS));
        return threads;
    }

    private static void join(Thread thread) {
        try {
            thread.join(10_000);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
