package io.countersign.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/** The API's own TypeScript clients, as published, work with the sandbox: every call that they know. */
class OfficialClientsIT {

    private static final String AFTER_ANOTHER = "takes what an earlier answer gave";
    private static final String TEMPORARY_TOKEN = "takes the temporary token of a registration or recovery";

    /** Calls that do not succeed alone, with the reason. */
    private static final Map<String, String> EXPECTED = Map.ofEntries(
            Map.entry("auth.createUserActionSignature", AFTER_ANOTHER),
            Map.entry("auth.login", AFTER_ANOTHER),
            Map.entry("auth.recover", TEMPORARY_TOKEN),
            Map.entry("auth.createUserRecovery", TEMPORARY_TOKEN),
            Map.entry("auth.register", TEMPORARY_TOKEN),
            Map.entry("auth.createUserRegistration", TEMPORARY_TOKEN),
            Map.entry("auth.registerEndUser", TEMPORARY_TOKEN),
            Map.entry("wallets.getWallet", "the sandbox knows the wallets that were made, and not this one"));

    /** Known faults of a version. */
    private static final Map<String, Map<String, String>> FAULTS = Map.of(
            "0.6", Map.of("networks.readContract",
                    "sends POST /networks/read-contract without a user action, an endpoint "
                    + "that later clients no longer have"),
            "0.8", Map.of());

    @TempDir
    private static Path directory;

    @ParameterizedTest(name = "version {0}")
    @CsvSource({"0.8, 250", "0.6, 200"})
    void each_call_with_each_kind_of_key_directly_and_in_two_halves_is_accepted(String version, int atLeast)
            throws Exception {
        Path packages = OfficialPackages.installed(version, directory);
        try (var sandbox = RunningSandbox.in(directory)) {
            var client = OfficialPackages.run(packages, "node", OfficialPackages.resource("every-call.cjs").toString(),
                    sandbox.description().toString());

            assertThat(client.exitCode()).as(client.out() + client.err()).isZero();
            JsonNode done = new ObjectMapper().readTree(client.out());
            assertThat(done.path("keys")).extracting(JsonNode::textValue)
                    .containsExactly("ES256", "ES256K", "EdDSA", "RS256");
            assertThat(done.path("succeeded")).hasSizeGreaterThanOrEqualTo(atLeast);
            var failed = new TreeMap<String, String>();
            done.path("failed").properties().forEach(entry -> failed.put(entry.getKey(), entry.getValue().textValue()));
            var expected = new TreeMap<>(EXPECTED);
            expected.putAll(FAULTS.get(version));
            assertThat(failed).containsOnlyKeys(expected.keySet());
        }
    }
}
