package io.countersign.endtoend;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static io.countersign.endtoend.NestedBuild.REPOSITORY;
import static io.countersign.endtoend.NestedBuild.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

/** Stages a release with the documented command, and builds a project that takes Countersign from there. */
@Order(1)
class ReleaseIT {

    private static final String VERSION = "0.0.1";
    private static final String STAGE = ROOT.resolve(".github/stage-release").toString();

    @TempDir
    private static Path directory;

    private static Path staged;

    @BeforeAll
    static void stage() throws Exception {
        staged = directory.resolve("staged");

        // With another umask than usual, which must not show in the jars.
        var staging = NestedBuild.run(ROOT, List.of("bash", "-c", "umask 077; exec \"$@\"", "bash",
                STAGE, VERSION, staged.toString(), "-Dmaven.repo.local=" + REPOSITORY));

        assertThat(staging.exitCode()).as(staging.output()).isZero();
        assertThat(staging.output()).contains("complete: 11 artifacts of version " + VERSION);
    }

    @Test
    void a_project_compiles_against_the_staged_release() throws Exception {
        var build = consumer("released", "compile");

        assertThat(build.exitCode()).as(build.output()).isZero();
        assertThat(directory.resolve("repository/io/countersign/countersign-domain/" + VERSION)).isDirectory();
    }

    @Test
    void an_action_succeeds_with_the_lowest_versions_that_the_readme_names() throws Exception {
        var build = consumer("versions", "-Pmanaged", "-Dokhttp.artifact=okhttp-jvm", "-Dokhttp.version=5.3.0",
                "-Dokio.version=3.16.2", "-Dkotlin.version=2.1.21", "-Djackson.version=2.18.0",
                "-Dhibernate.validator.version=8.0.0.Final", "-Djakarta.validation.version=3.0.2",
                "-Dresilience4j.version=2.0.0", "-Dmicrometer.version=1.12.0", "-Dexpected=", "test");

        assertThat(build.exitCode()).as(build.output()).isZero();
    }

    @Test
    void an_action_succeeds_with_the_newest_versions() throws Exception {
        var build = consumer("versions", "-Pmanaged", "-Dokhttp.artifact=okhttp-jvm", "-Dokhttp.version=5.5.1",
                "-Dokio.version=3.18.1", "-Dkotlin.version=2.4.21", "-Djackson.version=2.23.0",
                "-Dhibernate.validator.version=9.1.6.Final", "-Djakarta.validation.version=3.1.1",
                "-Dresilience4j.version=2.4.0", "-Dmicrometer.version=1.17.2", "-Dexpected=", "test");

        assertThat(build.exitCode()).as(build.output()).isZero();
    }

    @Test
    void okhttp_4_first_on_the_class_path_is_refused_with_what_to_change_in_the_build() throws Exception {
        var build = consumer("versions", "-Dokhttp.artifact=okhttp", "-Dokhttp.version=4.12.0",
                "-Dresilience4j.version=2.4.0", "-Dmicrometer.version=1.17.2",
                "-Dexpected=okhttp: version 4.12.0 comes first on the class path, but at least 5.3 is needed: exclude"
                        + " com.squareup.okhttp3:okhttp where it is older, and depend on "
                        + "com.squareup.okhttp3:okhttp-jvm",
                "test");

        assertThat(build.exitCode()).as(build.output()).isZero();
    }

    @Test
    void okhttp_4_anywhere_on_the_class_path_is_refused_with_what_to_change_in_the_build() throws Exception {
        var build = consumer("versions", "-Pokhttp-4-as-well", "-Dokhttp.artifact=okhttp-jvm", "-Dokhttp.version=5.5.1",
                "-Dresilience4j.version=2.4.0", "-Dmicrometer.version=1.17.2",
                "-Dexpected=okhttp: version 5.5.1 comes first on the class path, but another version is there as well"
                        + " (okhttp-4.12.0.jar), and a mix of both may fail in any call: exclude"
                        + " com.squareup.okhttp3:okhttp where it is older", "test");

        assertThat(build.exitCode()).as(build.output()).isZero();
    }

    @Test
    void an_old_jackson_is_refused_with_what_to_change_in_the_build() throws Exception {
        var build = consumer("versions", "-Pmanaged", "-Dokhttp.artifact=okhttp-jvm", "-Dokhttp.version=5.5.1",
                "-Dokio.version=3.18.1", "-Dkotlin.version=2.1.21", "-Djackson.version=2.17.2",
                "-Dhibernate.validator.version=8.0.3.Final", "-Djakarta.validation.version=3.0.2",
                "-Dresilience4j.version=2.4.0", "-Dmicrometer.version=1.17.2",
                "-Dexpected=jackson: version 2.17.2 is on the class path, but at least 2.18 is needed: import"
                        + " com.fasterxml.jackson:jackson-bom in a later version", "test");

        assertThat(build.exitCode()).as(build.output()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-Pspring-boot -Dspring.boot.version=4.0.9",
            "-Pspring-boot,kotlin -Dkotlin.version=2.1.21 -Dspring.boot.version=3.5.16"})
    void the_dependencies_agree_about_versions_alone_and_under_spring_boot(String settings) throws Exception {
        var arguments = new ArrayList<>(List.of(settings.split(" ")));
        arguments.removeIf(String::isEmpty);
        arguments.add("validate");

        var build = consumer("convergence", arguments.toArray(String[]::new));

        assertThat(build.exitCode()).as(build.output()).isZero();
    }

    @Test
    void a_release_that_misses_a_file_is_told_as_incomplete() throws Exception {
        Path copy = directory.resolve("incomplete");
        NestedBuild.copy(staged, copy);
        Path version = copy.resolve("io/countersign/countersign-ports/" + VERSION);
        Files.delete(version.resolve("countersign-ports-" + VERSION + "-sources.jar"));
        Files.writeString(version.resolve("countersign-ports-" + VERSION + ".pom.sha1"), "0".repeat(40));

        var check = NestedBuild.run(ROOT,
                List.of(ROOT.resolve(".github/check-release").toString(), copy.toString(), VERSION));

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.output()).contains("-sources.jar is missing", "countersign-ports-0.0.1.pom.sha1 does not fit");
    }

    @Test
    void a_file_that_does_not_belong_into_a_release_is_named() throws Exception {
        Path copy = directory.resolve("too-much");
        NestedBuild.copy(staged, copy);
        String base = "io/countersign/countersign-sandbox/" + VERSION + "/countersign-sandbox-" + VERSION;
        Files.copy(copy.resolve(base + "-sources.jar"), copy.resolve(base + "-tests.jar"));

        var check = NestedBuild.run(ROOT, List.of(ROOT.resolve(".github/check-release").toString(),
                copy.toString(), VERSION));

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.output()).contains("countersign-sandbox-0.0.1-tests.jar is no part of a release");
    }

    @Test
    void a_release_of_which_a_part_is_signed_names_the_rest() throws Exception {
        Path copy = directory.resolve("half-signed");
        NestedBuild.copy(staged, copy);
        Files.writeString(copy.resolve(
                "io/countersign/countersign-ports/" + VERSION + "/countersign-ports-" + VERSION
                        + ".pom.asc"), "signature");

        var check = NestedBuild.run(ROOT, List.of(ROOT.resolve(".github/check-release").toString(),
                copy.toString(), VERSION));

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.output()).contains("countersign-ports-0.0.1.jar.asc is missing",
                "countersign-bom-0.0.1.pom.asc is missing")
                .doesNotContain("countersign-ports-0.0.1.pom.asc is missing");
    }

    @Test
    void a_public_method_that_is_taken_away_breaks_the_comparison_with_the_last_release() throws Exception {
        Path copy = Files.createDirectory(directory.resolve("changed"));
        Files.copy(ROOT.resolve("pom.xml"), copy.resolve("pom.xml"));
        for (String file : List.of("domain/pom.xml", "domain/src/main", "LICENSE", ".github/NOTICE")) {
            Files.createDirectories(copy.resolve(file).getParent());
            NestedBuild.copy(ROOT.resolve(file), copy.resolve(file));
        }
        Path changed = copy.resolve("domain/src/main/java/io/countersign/domain/action/UserAction.java");
        Files.writeString(changed, Files.readString(changed)
                .replace("public static UserAction post(", "static UserAction post("));

        // Staging has put the release into this repository as well.
        var build = NestedBuild.run(copy, List.of("mvn", "-B", "-q", "-Dmaven.repo.local=" + REPOSITORY,
                "-Dmaven.multiModuleProjectDirectory=" + copy, "-Dmaven.test.skip", "-Dlast.release=" + VERSION,
                "-f", "domain", "verify"));

        assertThat(build.exitCode()).isEqualTo(1);
        assertThat(build.output()).contains(
                "UserAction.post(java.lang.String,java.lang.String):METHOD_LESS_ACCESSIBLE");
    }

    @Test
    void a_snapshot_is_not_released() throws Exception {
        var staging = NestedBuild.run(ROOT, List.of(STAGE, "1.0.0-SNAPSHOT", directory.resolve("none").toString()));

        assertThat(staging.exitCode()).isEqualTo(2);
        assertThat(staging.output()).contains("1.0.0-SNAPSHOT is no version of a release");
    }

    /** Runs a project that takes Countersign from the staged release, and everything else where the main build did. */
    private static NestedBuild.Result consumer(String project, String... arguments) throws Exception {
        Path settings = Files.writeString(directory.resolve("settings.xml"), """
                <settings>
                  <profiles><profile>
                    <id>repositories</id>
                    <repositories>
                      <repository><id>staged</id><url>%1$s</url></repository>
                      <repository><id>main-build</id><url>%2$s</url></repository>
                    </repositories>
                    <pluginRepositories>
                      <pluginRepository><id>main-build</id><url>%2$s</url></pluginRepository>
                    </pluginRepositories>
                  </profile></profiles>
                  <activeProfiles><activeProfile>repositories</activeProfile></activeProfiles>
                </settings>
                """.formatted(staged.toUri(), REPOSITORY.toUri()));
        var all = new ArrayList<>(List.of("--settings", settings.toString(),
                "-Dmaven.repo.local=" + directory.resolve("repository"), "-Dcountersign.version=" + VERSION));
        all.addAll(List.of(arguments));
        return NestedBuild.maven(project, Files.createTempDirectory(directory, "project"), all);
    }
}
