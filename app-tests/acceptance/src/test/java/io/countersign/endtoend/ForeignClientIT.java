package io.countersign.endtoend;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client made of curl and openssl works with the sandbox, so the sandbox implements the API and not just our client.
 */
class ForeignClientIT {

    @TempDir
    private Path directory;

    @Test
    void a_client_that_shares_no_code_with_us_gets_through_the_sandbox_and_is_refused_when_it_cheats()
            throws Exception {
        var script = Path.of(ForeignClientIT.class.getResource("foreign-client.sh").toURI());
        try (var sandbox = RunningSandbox.in(directory)) {
            var client = Command.run("bash", script.toString(), sandbox.description().toString());

            assertThat(client.exitCode()).as(client.out() + client.err()).isZero();
            assertThat(client.out()).contains("all 4 credentials: ok");
        }
    }
}
