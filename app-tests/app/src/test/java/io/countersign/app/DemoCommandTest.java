package io.countersign.app;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DemoCommandTest {

    @Test
    void it_walks_the_flow_for_every_algorithm_and_shows_what_is_refused() {
        var run = CommandRun.of("demo");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains(
                "proven with a Key (ES256)", "proven with a Key (ES256K)", "proven with a Key (EdDSA)",
                "proven with a Key (RS256)", "proven with a PasswordProtectedKey", "proven with a passkey (Fido2)",
                "proven with two factors", ", and as a second factor that of Fido2 ",
                "another body", "sent twice with one token", "somebody else's key",
                "user action signature is missing or invalid", "All went as it should");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void it_takes_no_arguments() {
        var run = CommandRun.of("demo", "--fast");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
    }

    @Test
    void without_a_command_there_is_one_line_that_names_them() {
        var run = CommandRun.of();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("demo, sandbox, call or keys").hasLineCount(1);
    }

    @Test
    void a_command_that_is_none_ends_with_2() {
        var run = CommandRun.of("sign");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Unknown command; there are: demo, sandbox, call, keys");
        assertThat(run.err()).hasLineCount(1);
    }
}
