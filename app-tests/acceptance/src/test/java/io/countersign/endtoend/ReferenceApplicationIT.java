package io.countersign.endtoend;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the built artifacts: the jar on the class path, the modules on the module path. */
@Execution(ExecutionMode.CONCURRENT)
class ReferenceApplicationIT {

    @TempDir
    private Path directory;

    @Test
    void the_jar_walks_the_demo_without_a_word_on_standard_error() throws Exception {
        var demo = Command.run(Command.jar("demo"));

        assertThat(demo.exitCode()).as(demo.err()).isZero();
        assertThat(demo.out()).contains("All went as it should");
        assertThat(demo.err()).isEmpty();
    }

    @Test
    void the_modules_walk_the_demo_on_the_module_path() throws Exception {
        String modules = Files.readString(Path.of(System.getProperty("module.path.file"))).strip()
                + File.pathSeparator + System.getProperty("app.module");

        var demo = Command.run(Command.JAVA.toString(), "--module-path", modules,
                "--module", "io.countersign.app/io.countersign.app.Countersign", "demo");

        assertThat(demo.exitCode()).as(demo.out() + demo.err()).isZero();
        assertThat(demo.out()).contains("All went as it should");
    }

    @Test
    void the_jar_holds_nothing_that_tests() throws Exception {
        try (var jar = new JarFile(System.getProperty("countersign.jar"))) {
            assertThat(jar.stream().map(JarEntry::getName)).isNotEmpty().noneMatch(name -> name.startsWith("org/junit/")
                    || name.startsWith("org/assertj/") || name.contains("/archunit/") || name.contains("/contract/"));
        }
    }

    @Test
    void wrong_usage_is_one_line_and_exit_code_2() throws Exception {
        var wrong = Command.run(Command.jar("call", "POST"));

        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).hasLineCount(1).doesNotContain("\tat ");
    }

    @Test
    void the_token_may_come_from_the_environment() throws Exception {
        try (var sandbox = RunningSandbox.in(directory)) {
            var builder = new ProcessBuilder(Command.jar(
                    "call", "--base-url", sandbox.described().path("baseUrl").textValue(), "GET", "/wallets"));
            builder.environment().put("COUNTERSIGN_TOKEN", sandbox.described().path("authToken").textValue());

            var process = builder.start();

            assertThat(process.onExit().join().exitValue()).isZero();
        }
    }
}
