package io.countersign.endtoend;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Stages a release with the documented command, and builds a project that takes Countersign from there. */
class ReleaseIT {

    private static final String VERSION = "0.0.1";
    private static final Path REPOSITORY = Path.of(System.getProperty("local.repository"));
    private static final Path ROOT = Path.of(System.getProperty("project.root"));

    @TempDir
    private static Path directory;

    private static Path staged;

    @BeforeAll
    static void stage() throws Exception {
        staged = directory.resolve("staged");

        var staging = run(ROOT, ROOT.resolve(".github/stage-release").toString(), VERSION, staged.toString(),
                "-Dmaven.repo.local=" + REPOSITORY);

        assertThat(staging.exitCode()).as(staging.output()).isZero();
        assertThat(staging.output()).contains("complete: 11 artifacts of version " + VERSION);
    }

    @Test
    void a_project_compiles_against_the_staged_release() throws Exception {
        Path settings = Files.writeString(directory.resolve("settings.xml"), """
                <settings><mirrors><mirror>
                  <id>what-the-main-build-has</id><mirrorOf>*,!staged</mirrorOf><url>%s</url>
                </mirror></mirrors></settings>
                """.formatted(REPOSITORY.toUri()));

        Path project = directory.resolve("released");
        copy(ROOT.resolve("app-tests/acceptance/src/it/released"), project);

        var build = run(project, "mvn", "-B", "-q",
                "--settings", settings.toString(), "--global-settings", settings.toString(),
                "-Dmaven.repo.local=" + directory.resolve("repository"),
                "-Dstaged.url=" + staged.toUri(), "-Dcountersign.version=" + VERSION,
                "-Dcompiler.plugin.version=" + System.getProperty("compiler.plugin.version"),
                "-Dresources.plugin.version=" + System.getProperty("resources.plugin.version"),
                "compile");

        assertThat(build.exitCode()).as(build.output()).isZero();
        assertThat(directory.resolve("repository/io/countersign/countersign-domain/" + VERSION)).isDirectory();
    }

    @Test
    void a_release_that_misses_a_file_is_told_as_incomplete() throws Exception {
        Path copy = directory.resolve("incomplete");
        copy(staged, copy);
        Path version = copy.resolve("io/countersign/countersign-ports/" + VERSION);
        Files.delete(version.resolve("countersign-ports-" + VERSION + "-sources.jar"));
        Files.writeString(version.resolve("countersign-ports-" + VERSION + ".pom.sha1"), "0".repeat(40));

        var check = run(ROOT, ROOT.resolve(".github/check-release").toString(), copy.toString(), VERSION);

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.output()).contains("-sources.jar is missing", "countersign-ports-0.0.1.pom.sha1 does not fit");
    }

    @Test
    void a_snapshot_is_not_released() throws Exception {
        var staging = run(ROOT, ROOT.resolve(".github/stage-release").toString(), "1.0.0-SNAPSHOT",
                directory.resolve("none").toString());

        assertThat(staging.exitCode()).isEqualTo(2);
        assertThat(staging.output()).contains("1.0.0-SNAPSHOT is no version of a release");
    }

    private record Run(int exitCode, String output) { }

    private static Run run(Path where, String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "output", ".txt");
        var process = new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile()).redirectInput(new File("/dev/null")).start();
        return new Run(process.waitFor(), Files.readString(output, StandardCharsets.UTF_8));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
