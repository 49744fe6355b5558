package io.countersign.documents;

import io.countersign.documents.Document.Block;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Builds and tests the application of the guide for Spring Boot, with the versions that the guide names. */
class SpringBootIT {

    /** The guide, whose snippets nothing else needs to check. */
    static final Document GUIDE = Document.at("adapters-http/docs/spring-boot.md");
    private static final Pattern TYPE = Pattern.compile("(?m)^(?:public )?(?:class|record) (\\w+)");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");

    /** What the guide says of Spring Boot 3.5: its table, and where the property is to be. */
    private static final Map<String, String> IN_3_5 = Map.of(
            "4.0.7", "3.5.7",
            "spring-boot-starter-webmvc", "spring-boot-starter-web",
            "org.springframework.boot.health.contributor", "org.springframework.boot.actuate.health",
            "<properties>", "<properties><kotlin.version>2.1.21</kotlin.version>");

    /** Options of a JVM that lives for seconds: optimising would not pay. */
    private static final String SHORT_LIVED = System.getProperty("unoptimised.jvm");

    /** Kept between builds, since Spring Boot is large. */
    private static final Path LIBRARIES = Path.of("target/spring-boot-repository").toAbsolutePath();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"4.0.7", "3.5.7"})
    void the_application_of_the_guide_passes_its_tests(String version) throws Exception {
        Path project = Files.createDirectories(directory.resolve("wallets"));
        copy(Document.TOP.resolve("app-tests/acceptance/src/it/spring-boot"), project);
        write(project.resolve("pom.xml"), GUIDE.blocks("xml").get(0), version);
        write(project.resolve("src/main/resources/application.yml"), GUIDE.blocks("yaml").get(0), version);
        for (Block block : GUIDE.blocks("java")) {
            write(project.resolve(fileOf(block)), block, version);
        }

        String output = maven(project);

        assertThat(project.resolve("target/surefire-reports/TEST-com.example.wallets.WalletsTest.xml"))
                .as(output).exists();
        assertThat(project.resolve("target/wallets-1.0.0.jar")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.0.7", "3.5.7"})
    void the_guide_names_the_version_and_what_differs(String version) {
        String table = GUIDE.text().lines().filter(line -> line.startsWith("|")).reduce("", String::concat);

        assertThat(table).contains("`" + version + "`");
        IN_3_5.forEach((now, before) ->
                assertThat(table).contains("`" + before.replace("<properties>", "") + "`"));
    }

    private static String fileOf(Block block) {
        Matcher type = TYPE.matcher(block.text());
        Matcher itsPackage = PACKAGE.matcher(block.text());
        assertThat(type.find() && itsPackage.find()).as(block + ": a class with its package").isTrue();
        return "src/" + (type.group(1).endsWith("Test") ? "test" : "main") + "/java/"
                + itsPackage.group(1).replace('.', '/') + "/" + type.group(1) + ".java";
    }

    private static void write(Path file, Block block, String version) throws IOException {
        String text = block.text();
        if (version.startsWith("3.5.")) {
            for (var change : IN_3_5.entrySet()) {
                text = text.replace(change.getKey(), change.getValue());
            }
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String maven(Path project) throws Exception {
        removeOldArtifacts();
        Path settings = Files.writeString(directory.resolve("settings.xml"), """
                <settings>
                  <profiles><profile>
                    <id>repositories</id>
                    <repositories>
                      <repository><id>built</id><url>%1$s</url></repository>
                      <repository><id>main-build</id><url>%2$s</url></repository>
                    </repositories>
                    <pluginRepositories>
                      <pluginRepository><id>main-build</id><url>%2$s</url></pluginRepository>
                    </pluginRepositories>
                  </profile></profiles>
                  <activeProfiles><activeProfile>repositories</activeProfile></activeProfiles>
                </settings>
                """.formatted(Path.of("target/it-repository").toAbsolutePath().toUri(),
                Path.of(System.getProperty("local.repository")).toUri()));
        Path output = directory.resolve("output.txt");
        var builder = new ProcessBuilder("mvn", "-B", "-q", "--settings", settings.toString(),
                "-Dmaven.repo.local=" + LIBRARIES, "-DargLine=" + SHORT_LIVED, "package")
                .directory(project.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().merge("MAVEN_OPTS", SHORT_LIVED, (theirs, ours) -> theirs + " " + ours);
        var process = builder.start();

        assertThat(process.waitFor()).as(Files.readString(output)).isZero();
        return Files.readString(output);
    }

    /** Removes what an earlier build of this project left: it has the same version. */
    private static void removeOldArtifacts() throws IOException {
        Path old = LIBRARIES.resolve("io/countersign");
        if (Files.exists(old)) {
            try (Stream<Path> files = Files.walk(old)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
