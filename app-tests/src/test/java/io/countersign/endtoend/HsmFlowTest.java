package io.countersign.endtoend;

import io.countersign.adapters.crypto.KeySelector;
import io.countersign.adapters.crypto.Pkcs11SigningKey;
import io.countersign.adapters.crypto.Pkcs11Token;
import io.countersign.adapters.crypto.TokenSelector;
import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.HttpActionExecutor;
import io.countersign.adapters.http.RetrofitTransport;
import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.credential.CredentialId;
import io.countersign.ports.inbound.UserActionFailure;
import io.countersign.ports.inbound.UserActions;
import io.countersign.ports.outbound.CredentialSigner;
import io.countersign.ports.outbound.SigningFailure;
import io.countersign.testkit.sandbox.Sandbox;
import io.vavr.control.Either;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The house put together with a key in an HSM: made there by keytool, registered, and never seen outside. */
class HsmFlowTest {

    private static final String PIN = "2468-correct";
    private static final Path LIBRARY = Stream.of("/usr/lib/softhsm", "/usr/lib64/pkcs11", "/usr/local/lib/softhsm")
            .map(directory -> Path.of(directory, "libsofthsm2.so"))
            .filter(Files::isRegularFile)
            .findFirst()
            .orElseThrow(() -> new AssertionError("SoftHSM 2 is not installed. On Debian: apt-get install softhsm2"));

    private static long slot;
    private static Pkcs11Token token;

    @BeforeAll
    static void makeToken() throws Exception {
        Path configuration = Path.of(System.getenv("SOFTHSM2_CONF"));
        Path tokens = Files.createDirectories(configuration.resolveSibling("tokens-" + System.nanoTime()));
        Files.writeString(configuration, "directories.tokendir = " + tokens + "\n");
        run("softhsm2-util", "--init-token", "--free", "--label", "flow", "--pin", PIN, "--so-pin", PIN);
        slot = Pattern.compile("^Slot ([0-9]+)", Pattern.MULTILINE).matcher(run("softhsm2-util", "--show-slots"))
                .results().map(MatchResult::group).map(line -> Long.parseLong(line.substring(5)))
                .findFirst().orElseThrow();
        generate("p-256", "-keyalg", "EC", "-groupname", "secp256r1");
        generate("secp256k1", "-keyalg", "EC", "-groupname", "secp256k1");
        generate("rsa", "-keyalg", "RSA", "-keysize", "2048");
        token = Pkcs11Token.open(LIBRARY, TokenSelector.slot(slot), PIN::toCharArray).get();
    }

    @AfterAll
    static void close() {
        token.close();
    }

    @ParameterizedTest
    @CsvSource({"p-256, ES256", "secp256k1, ES256K", "rsa, RS256"})
    void a_key_in_an_hsm_proves_and_makes_a_call(String label, String scheme) {
        Pkcs11SigningKey key = token.key(KeySelector.label(label)).get();

        assertThat(key.scheme().joseName()).isEqualTo(scheme);
        try (var sandbox = Sandbox.start()) {
            assertThat(answer(sandbox, key).get().status()).isEqualTo(200);
            assertThat(sandbox.executedCalls()).hasSize(1);
        }
    }

    @Test
    void what_the_token_refuses_ends_the_call_before_it_is_made() {
        Pkcs11SigningKey key;
        try (Pkcs11Token another = Pkcs11Token.open(LIBRARY, TokenSelector.slot(slot), PIN::toCharArray).get()) {
            key = another.key(KeySelector.label("p-256")).get();
        }
        try (var sandbox = Sandbox.start()) {
            assertThat(answer(sandbox, key).getLeft()).isInstanceOfSatisfying(UserActionFailure.NotSigned.class,
                    failure -> assertThat(failure.failure()).isInstanceOf(SigningFailure.KeyUnusable.class));
            assertThat(sandbox.executedCalls()).isEmpty();
        }
    }

    private static Either<UserActionFailure, ApiAnswer> answer(Sandbox sandbox, Pkcs11SigningKey key) {
        var user = sandbox.serviceAccount();
        var credential = sandbox.register(user, pem(key));
        var settings = ConnectionSettings.to(sandbox.baseUrl().toString(), user::authToken).validated().get();
        try (var connection = ApiConnection.open(settings)) {
            return UserActions.using(RetrofitTransport.over(connection),
                            CredentialSigner.key(CredentialId.of(credential.credId()).get(), key))
                    .executedBy(HttpActionExecutor.over(connection))
                    .perform(UserAction.of("POST", "/wallets", "{\"network\":\"EthereumSepolia\"}").get());
        }
    }

    private static String pem(Pkcs11SigningKey key) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.publicKey().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static void generate(String label, String... kind) throws Exception {
        Path configuration = Files.writeString(Files.createTempFile("pkcs11", ".cfg"),
                "name = keytool\nlibrary = " + LIBRARY + "\nslot = " + slot + "\n");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
                "-keystore", "NONE", "-storetype", "PKCS11", "-providerClass", "sun.security.pkcs11.SunPKCS11",
                "-providerArg", configuration.toString(), "-storepass", PIN, "-alias", label, "-dname", "CN=" + label));
        command.addAll(List.of(kind));
        run(command.toArray(new String[0]));
        Files.delete(configuration);
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
