package io.countersign.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.crypto.passkey.SoftwareAuthenticator;
import io.countersign.adapters.crypto.passkey.SoftwarePasskey;
import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.Octets;
import io.countersign.ports.outbound.CredentialSigner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.BufferedReader;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.StreamSupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class SandboxCommandTest {

    @TempDir
    private Path directory;

    @Test
    void it_says_where_it_listens_describes_the_service_account_and_runs_until_stopped() throws Exception {
        Path description = directory.resolve("sandbox.json");
        var out = new PipedWriter();
        var lines = new BufferedReader(new PipedReader(out));
        var err = new StringWriter();
        var running = new Thread(() -> Countersign.commandLine()
                .setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true))
                .execute("sandbox", "--describe", description.toString()));
        running.start();
        try {
            String line = lines.readLine();
            assertThat(line).matches("listening on http://127\\.0\\.0\\.1:\\d+");

            JsonNode described = new ObjectMapper().readTree(description.toFile());
            assertThat(described.path("baseUrl").textValue()).isEqualTo(line.substring("listening on ".length()));
            var keys = StreamSupport.stream(described.path("credentials").spliterator(), false)
                    .filter(credential -> credential.path("kind").asText().equals("Key")).toList();
            assertThat(keys).extracting(credential -> credential.path("algorithm").textValue())
                    .containsExactlyInAnyOrder("ES256", "ES256K", "EdDSA", "RS256");
            assertThat(keys).allSatisfy(credential -> {
                assertThat(credential.path("credId").textValue()).isNotEmpty();
                assertThat(credential.path("privateKeyPem").textValue()).startsWith("-----BEGIN PRIVATE KEY-----");
            });
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(description)))
                    .isEqualTo("rw-------");

            var answer = HttpClient.newHttpClient().send(HttpRequest
                    .newBuilder(URI.create(described.path("baseUrl").textValue() + "/wallets"))
                    .header("Authorization", "Bearer " + described.path("authToken").textValue())
                    .build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
        } finally {
            running.interrupt();
            running.join(Duration.ofSeconds(20).toMillis());
        }
        assertThat(running.isAlive()).isFalse();
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "http", "1.5"})
    void a_port_that_is_none_ends_with_2(String port) {
        assertRefusedInOneLine(CommandRun.of("sandbox", "--port=" + port), "--port");
    }

    @Test
    void a_port_that_is_taken_ends_with_2() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertRefusedInOneLine(
                    CommandRun.of("sandbox", "--port", Integer.toString(taken.getLocalPort())),
                    "--port", "choose another");
        }
    }

    @Test
    void a_description_that_cannot_be_written_ends_with_2() {
        assertRefusedInOneLine(
                CommandRun.of("sandbox", "--describe", directory.resolve("none/sandbox.json").toString()),
                "--describe");
        assertRefusedInOneLine(CommandRun.of("sandbox", "--describe", "/dev/null"), "--describe", "no regular file");
        assertRefusedInOneLine(CommandRun.of("sandbox", "--describe", "/"), "--describe");
        assertRefusedInOneLine(CommandRun.of("sandbox", "--describe", ""), "--describe names no file");
        assertRefusedInOneLine(CommandRun.of("sandbox", "--describe", directory.toString()), "--describe");
    }

    @Test
    void registered_public_keys_are_in_the_description_without_a_private_key() throws Exception {
        Path elliptic = directory.resolve("elliptic.pem");
        Path edwards = directory.resolve("edwards.pem");
        Files.writeString(elliptic, publicKeyPem("EC", new ECGenParameterSpec("secp256r1")));
        Files.writeString(edwards, publicKeyPem("Ed25519", NamedParameterSpec.ED25519));
        Path description = directory.resolve("sandbox.json");
        var out = new PipedWriter();
        var lines = new BufferedReader(new PipedReader(out));
        var running = new Thread(() -> Countersign.commandLine().setOut(new PrintWriter(out, true)).execute("sandbox",
                "--register", elliptic.toString(), "--describe", description.toString(),
                "--register", edwards.toString()));
        running.start();
        try {
            assertThat(lines.readLine()).startsWith("listening on ");
            JsonNode credentials = new ObjectMapper().readTree(description.toFile()).path("credentials");
            var registered = StreamSupport.stream(credentials.spliterator(), false)
                    .filter(credential -> credential.has("registeredFrom")).toList();

            assertThat(registered).extracting(
                            credential -> credential.path("registeredFrom").textValue(),
                            credential -> credential.path("kind").textValue(),
                            credential -> credential.path("algorithm").textValue())
                    .containsExactly(
                            tuple(elliptic.toString(), "Key", "ES256"), tuple(edwards.toString(), "Key", "EdDSA"));
            assertThat(registered).noneMatch(credential -> credential.has("privateKeyPem"))
                    .extracting(credential -> credential.path("credId").textValue())
                    .doesNotHaveDuplicates().doesNotContain("");
        } finally {
            running.interrupt();
            running.join(Duration.ofSeconds(20).toMillis());
        }
    }

    @Test
    void a_file_that_holds_no_public_key_ends_with_2_and_shows_nothing_of_it() throws Exception {
        Path secret = directory.resolve("private.pem");
        Files.writeString(secret, "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n");
        Path good = directory.resolve("good.pem");
        Files.writeString(good, publicKeyPem("Ed25519", NamedParameterSpec.ED25519));

        CommandRun run = CommandRun.of("sandbox", "--register", good.toString(), "--register", secret.toString());

        assertRefusedInOneLine(run, "--register", secret.toString(), "PRIVATE KEY", "-pubout");
        assertThat(run.err()).doesNotContain("c2VjcmV0");
        assertRefusedInOneLine(CommandRun.of("sandbox", "--register", directory.toString()), "--register", "directory");
        assertRefusedInOneLine(CommandRun.of("sandbox", "--register", directory.resolve("none").toString()),
                "--register", "does not exist");
    }

    @Test
    void pages_of_the_given_origins_call_it_and_passkeys_belong_to_their_domain() throws Exception {
        Path description = directory.resolve("sandbox.json");
        var out = new PipedWriter();
        var lines = new BufferedReader(new PipedReader(out));
        var running = new Thread(() -> Countersign.commandLine().setOut(new PrintWriter(out, true)).execute("sandbox",
                "--origin", "https://app.example.com", "--origin", "http://localhost:3000",
                "--describe", description.toString()));
        running.start();
        try {
            assertThat(lines.readLine()).startsWith("listening on ");
            JsonNode described = new ObjectMapper().readTree(description.toFile());
            JsonNode passkey = described.path("credentials").path(5);

            assertThat(described.path("orgId").textValue()).startsWith("or-");
            assertThat(passkey.path("rpId").textValue()).isEqualTo("app.example.com");
            assertThat(passkey.path("origin").textValue()).isEqualTo("https://app.example.com");
            assertThat(statusFor(described, "http://localhost:3000")).isEqualTo(200);
            assertThat(statusFor(described, "http://localhost:3001")).isEqualTo(403);
        } finally {
            running.interrupt();
            running.join(Duration.ofSeconds(20).toMillis());
        }
    }

    private static int statusFor(JsonNode described, String origin) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest
                .newBuilder(URI.create(described.path("baseUrl").textValue() + "/wallets"))
                .header("Authorization", "Bearer " + described.path("authToken").textValue())
                .header("Origin", origin)
                .build(), BodyHandlers.ofString()).statusCode();
    }

    @Test
    void an_origin_or_a_relying_party_that_is_none_ends_with_2() {
        assertRefusedInOneLine(CommandRun.of("sandbox", "--origin", "localhost:3000"), "--origin", "scheme://host");
        assertRefusedInOneLine(CommandRun.of("sandbox", "--origin", "http://a", "--origin", "http://b/"), "--origin");
        assertRefusedInOneLine(CommandRun.of("sandbox", "--rp-id", "https://a"), "--rp-id", "domain");
    }

    @Test
    void a_client_without_a_browser_signs_with_each_of_the_described_passkeys() throws Exception {
        Path description = directory.resolve("sandbox.json");
        var out = new PipedWriter();
        var lines = new BufferedReader(new PipedReader(out));
        var running = new Thread(() -> Countersign.commandLine().setOut(new PrintWriter(out, true)).execute("sandbox",
                "--passkeys", "4", "--describe", description.toString()));
        running.start();
        try {
            assertThat(lines.readLine()).startsWith("listening on ");
            JsonNode described = new ObjectMapper().readTree(description.toFile());
            var passkeys = StreamSupport.stream(described.path("credentials").spliterator(), false)
                    .filter(credential -> credential.path("kind").textValue().equals("Fido2")).toList();

            assertThat(passkeys).extracting(passkey -> passkey.path("algorithm").textValue())
                    .containsExactly("ES256", "EdDSA", "RS256", "ES256");
            assertThat(passkeys).allSatisfy(passkey ->
                    assertThat(walletSignedWith(described, passkey)).contains("\"network\":\"EthereumSepolia\""));
        } finally {
            running.interrupt();
            running.join(Duration.ofSeconds(20).toMillis());
        }
    }

    private static String walletSignedWith(JsonNode described, JsonNode passkey) {
        CredentialId id = CredentialId.ofOrThrow(passkey.path("credId").textValue());
        var settings = ConnectionSettings.builder(described.path("baseUrl").textValue(),
                () -> described.path("authToken").textValue()).buildOrThrow();
        try (var connection = ApiConnection.open(settings);
                var authenticator = SoftwareAuthenticator.holding(SoftwarePasskey
                        .builder(passkey.path("rpId").textValue(), passkey.path("origin").textValue()).id(id)
                        .userHandle(Octets.ofBase64("userHandle", passkey.path("userHandle").textValue()).get())
                        .key(JcaSigningKey.fromPemOrThrow(passkey.path("privateKeyPem").textValue().toCharArray()))
                        .buildOrThrow())) {
            return connection.signedBy(CredentialSigner.fido2(id, authenticator))
                    .performOrThrow(UserAction.post("/wallets", "{\"network\":\"EthereumSepolia\"}")).body();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "101", "many"})
    void a_number_of_passkeys_that_is_out_of_range_ends_with_2(String number) {
        assertRefusedInOneLine(CommandRun.of("sandbox", "--passkeys=" + number), "--passkeys");
    }

    private static String publicKeyPem(String algorithm, AlgorithmParameterSpec parameters) throws Exception {
        var generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(parameters);
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(generator.generateKeyPair().getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static void assertRefusedInOneLine(CommandRun run, String... words) {
        assertThat(run.err().lines()).as(run.err()).hasSize(1);
        assertThat(run.err()).startsWith("countersign sandbox: ").contains(words).doesNotContain("\tat ");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }
}
