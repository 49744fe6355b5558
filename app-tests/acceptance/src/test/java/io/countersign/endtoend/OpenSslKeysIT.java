package io.countersign.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** The built jar signs with a key that openssl generated and whose public half is registered. */
class OpenSslKeysIT {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "ecparam -name prime256v1 -genkey                                | BEGIN EC PARAMETERS",
        "ecparam -name prime256v1 -genkey -noout                         | BEGIN EC PRIVATE KEY",
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256          | BEGIN PRIVATE KEY",
        "ecparam -name secp256k1 -genkey                                 | BEGIN EC PARAMETERS",
        "ecparam -name secp256k1 -genkey -noout                          | BEGIN EC PRIVATE KEY",
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1      | BEGIN PRIVATE KEY",
        "genpkey -algorithm ED25519                                      | BEGIN PRIVATE KEY",
        "genrsa -traditional 2048                                        | BEGIN RSA PRIVATE KEY",
        "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048            | BEGIN PRIVATE KEY"})
    void call_creates_a_wallet_with_a_key_that_openssl_made(String openssl, String form) throws Exception {
        Path key = directory.resolve("key.pem");
        Path publicKey = directory.resolve("public.pem");
        openssl(openssl.replaceFirst(" ", " -out " + key + " "));
        openssl("pkey -in " + key + " -pubout -out " + publicKey);
        assertThat(key).content().startsWith("-----" + form);

        try (var sandbox = RunningSandbox.in(directory, "--register", publicKey.toString())) {
            var call = Command.run(callWith(sandbox, key, "{\"network\":\"EthereumSepolia\"}"), Map.of());

            assertThat(call.exitCode()).as(call.err()).isZero();
            assertThat(call.out()).contains("\"id\":\"wa-", "\"network\":\"EthereumSepolia\"", "\"status\"", "\"dateCreated\"");
        }
    }

    @Test
    void a_body_that_the_locale_cannot_carry_is_neither_proven_nor_sent() throws Exception {
        Path key = directory.resolve("key.pem");
        Path publicKey = directory.resolve("public.pem");
        openssl("genpkey -algorithm ED25519 -out " + key);
        openssl("pkey -in " + key + " -pubout -out " + publicKey);

        try (var sandbox = RunningSandbox.in(directory, "--register", publicKey.toString())) {
            // A shell passes the bytes on as they are, whatever the locale of this JVM.
            Path script = Files.writeString(directory.resolve("call.sh"), "exec \"$@\" --body '{\"name\":\"Zoë\"}'\n");
            var command = new ArrayList<>(List.of("bash", script.toString()));
            command.addAll(callWith(sandbox, key, null));

            var inPosixLocale = Command.run(command, Map.of("LC_ALL", "C"));
            assertThat(inPosixLocale.exitCode()).isEqualTo(2);
            assertThat(inPosixLocale.err()).hasLineCount(1).contains("LC_ALL=C.UTF-8");

            var inUtf8 = Command.run(command, Map.of("LC_ALL", "C.UTF-8"));
            assertThat(inUtf8.err()).contains("400").doesNotContain("LC_ALL");
        }
    }

    private static List<String> callWith(RunningSandbox sandbox, Path key, String body) throws IOException {
        JsonNode described = sandbox.described();
        JsonNode registered = null;
        for (JsonNode credential : described.path("credentials")) {
            registered = credential.has("registeredFrom") ? credential : registered;
        }
        Path token = Files.writeString(key.resolveSibling("token"), described.path("authToken").textValue());
        var command = new ArrayList<>(Command.jar("call", "--base-url", described.path("baseUrl").textValue(),
                "--token-file", token.toString(), "--credential-id", registered.path("credId").textValue(),
                "--key-file", key.toString(), "POST", "/wallets"));
        if (body != null) {
            command.addAll(List.of("--body", body));
        }
        return command;
    }

    private static void openssl(String arguments) throws IOException {
        var command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ")));
        assertThat(Command.run(command, Map.of()).exitCode()).as(arguments).isZero();
    }
}
