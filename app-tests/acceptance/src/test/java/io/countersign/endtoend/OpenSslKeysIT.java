package io.countersign.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The built jar signs with a key that openssl generated and whose public half is registered. */
@Execution(ExecutionMode.CONCURRENT)
class OpenSslKeysIT {

    /** What openssl is asked for, and how its answer begins. */
    private static final Map<String, String> FORMS = Map.of(
            "ecparam -name prime256v1 -genkey", "BEGIN EC PARAMETERS",
            "ecparam -name prime256v1 -genkey -noout", "BEGIN EC PRIVATE KEY",
            "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256", "BEGIN PRIVATE KEY",
            "ecparam -name secp256k1 -genkey", "BEGIN EC PARAMETERS",
            "ecparam -name secp256k1 -genkey -noout", "BEGIN EC PRIVATE KEY",
            "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1", "BEGIN PRIVATE KEY",
            "genpkey -algorithm ED25519", "BEGIN PRIVATE KEY",
            "genrsa -traditional 2048", "BEGIN RSA PRIVATE KEY",
            "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048", "BEGIN PRIVATE KEY");

    @TempDir
    private static Path directory;

    private static RunningSandbox sandbox;

    /** Starts one sandbox where all keys are registered, since a JVM for each would take as long as everything else. */
    @BeforeAll
    static void start() throws IOException {
        List<String> registering = new ArrayList<>();
        for (String openssl : FORMS.keySet()) {
            openssl(openssl.replaceFirst(" ", " -out " + key(openssl) + " "));
            openssl("pkey -in " + key(openssl) + " -pubout -out " + publicKey(openssl));
            registering.addAll(List.of("--register", publicKey(openssl).toString()));
        }
        sandbox = RunningSandbox.in(directory, registering.toArray(String[]::new));
        Files.writeString(token(), sandbox.described().path("authToken").textValue());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    static Stream<Arguments> forms() {
        return FORMS.entrySet().stream().map(form -> arguments(form.getKey(), form.getValue()));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void call_creates_a_wallet_with_a_key_that_openssl_made(String openssl, String form) throws Exception {
        assertThat(key(openssl)).content().startsWith("-----" + form);

        var command = callWith(openssl);
        command.addAll(List.of("--body", "{\"network\":\"EthereumSepolia\"}"));
        var call = Command.run(command);

        assertThat(call.exitCode()).as(call.err()).isZero();
        assertThat(call.out()).contains("\"id\":\"wa-", "\"network\":\"EthereumSepolia\"", "\"status\"",
                "\"dateCreated\"");
    }

    @Test
    void a_body_that_the_locale_cannot_carry_is_neither_proven_nor_sent() throws Exception {
        // A shell passes the bytes on as they are, whatever the locale of this JVM.
        Path script = Files.writeString(directory.resolve("call.sh"), "exec \"$@\" --body '{\"name\":\"Zoë\"}'\n");
        var command = new ArrayList<>(List.of("bash", script.toString()));
        command.addAll(callWith("genpkey -algorithm ED25519"));

        var inPosixLocale = Command.run(command, Map.of("LC_ALL", "C"));
        assertThat(inPosixLocale.exitCode()).isEqualTo(2);
        assertThat(inPosixLocale.err()).hasLineCount(1).contains("LC_ALL=C.UTF-8");

        var inUtf8 = Command.run(command, Map.of("LC_ALL", "C.UTF-8"));
        assertThat(inUtf8.err()).contains("400").doesNotContain("LC_ALL");
    }

    private static Path key(String openssl) {
        return directory.resolve(openssl.replaceAll("\\W+", "-") + ".pem");
    }

    private static Path publicKey(String openssl) {
        return directory.resolve(openssl.replaceAll("\\W+", "-") + ".pub");
    }

    private static Path token() {
        return directory.resolve("token");
    }

    /** Returns the command line of a call without a body. */
    private static List<String> callWith(String openssl) throws IOException {
        JsonNode described = sandbox.described();
        String credential = "";
        for (JsonNode candidate : described.path("credentials")) {
            credential = candidate.path("registeredFrom").asText().equals(publicKey(openssl).toString())
                    ? candidate.path("credId").textValue()
                    : credential;
        }
        return new ArrayList<>(Command.jar("call", "--base-url", described.path("baseUrl").textValue(),
                "--token-file", token().toString(), "--credential-id", credential,
                "--key-file", key(openssl).toString(), "POST", "/wallets"));
    }

    private static void openssl(String arguments) throws IOException {
        var command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ")));
        assertThat(Command.run(command, Map.of()).exitCode()).as(arguments).isZero();
    }
}
