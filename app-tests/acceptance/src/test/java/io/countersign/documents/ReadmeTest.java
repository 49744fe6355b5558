package io.countersign.documents;

import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.model.KeyAlgorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

import static org.assertj.core.api.Assertions.assertThat;

/** README.md is correct: its first call, its versions, its test command. So are the tests that threat models name. */
class ReadmeTest {

    private static final Path TOP = Document.TOP;
    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    @TempDir
    private Path directory;

    private static String block(String language, String containing) {
        return Document.at("README.md").blocks(language).stream().map(Document.Block::text)
                .filter(text -> text.contains(containing))
                .findFirst().orElseThrow();
    }

    @Test
    void the_first_call_creates_a_wallet() throws Exception {
        Path source = Files.writeString(directory.resolve("CreateWallet.java"), block("java", "class CreateWallet"));
        var messages = new StringWriter();
        boolean compiled = ToolProvider.getSystemJavaCompiler().getTask(messages, null, null,
                List.of("-cp", CLASS_PATH, "-d", directory.toString(), "-proc:none"), null,
                ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null)
                        .getJavaFileObjects(source))
                .call();
        assertThat(compiled).as(messages.toString()).isTrue();

        try (var sandbox = Sandbox.start()) {
            var credential = sandbox.serviceAccount().key(KeyAlgorithm.ES256K);
            Path key = Files.writeString(directory.resolve("key.pem"), credential.privateKeyPem());
            var builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp", CLASS_PATH + System.getProperty("path.separator") + directory, "CreateWallet",
                    sandbox.baseUrl().toString(), credential.credId(), key.toString());
            builder.environment().put("COUNTERSIGN_TOKEN", sandbox.serviceAccount().authToken());
            builder.redirectError(directory.resolve("err").toFile());

            var process = builder.start();

            assertThat(process.inputReader().readLine()).startsWith("{\"id\":\"wa-");
            assertThat(process.onExit().join().exitValue()).isZero();
        }
    }

    @Test
    void the_installation_names_the_version_that_is_built() throws Exception {
        String version = Pattern.compile("<version>([^<]+)</version>")
                .matcher(Files.readString(TOP.resolve("pom.xml"))).results().findFirst().orElseThrow().group(1);

        assertThat(block("xml", "countersign-bom")).contains("<version>" + version + "</version>");
    }

    @Test
    void the_versions_of_other_libraries_are_those_that_are_tried() throws Exception {
        String tried = sourcesOf("ReleaseIT").get(0) + sourcesOf("SpringBootIT").get(0);

        assertThat(Stream.of("README.md", "adapters-http/docs/versions.md", "adapters-http/docs/spring-boot.md")
                .map(Document::at)
                .flatMap(document -> Pattern.compile("(?m)^\\|.*\\|$").matcher(document.text()).results())
                .flatMap(row -> Pattern.compile("\\d+\\.\\d+\\.\\d+").matcher(row.group()).results())
                .map(MatchResult::group).distinct().filter(version -> !version.equals("3.8.7")))
                .hasSizeGreaterThan(10).allSatisfy(version -> assertThat(tried).contains(version));
    }

    /** The README of a module is one screen; topics have pages of their own. */
    @Test
    void the_readme_of_a_module_fits_on_a_screen() throws Exception {
        assertThat(Document.all()).filteredOn(document -> document.path().endsWith("README.md")
                        && document.path().getNameCount() > 1 && !document.path().toString().contains("docs/"))
                .hasSizeGreaterThan(8)
                .allSatisfy(document -> assertThat(document.text().lines()).hasSizeLessThanOrEqualTo(75));
    }

    @Test
    void the_test_command_is_what_continuous_integration_runs() throws Exception {
        assertThat(Files.readString(TOP.resolve(".ci/run"))).contains(block("sh", "mvn -B verify").strip());
    }

    @Test
    void every_test_that_a_threat_model_names_is_there() throws Exception {
        for (String model : List.of("adapters-http/THREATS.md", "adapters-crypto/THREATS.md")) {
            var named = Pattern.compile("`(\\w+(?:Test|IT))(?:\\.(\\w+))?`")
                    .matcher(Document.at(model).text()).results().toList();
            assertThat(named).as(model).isNotEmpty().allSatisfy(test ->
                    assertThat(sourcesOf(test.group(1))).as(test.group()).anySatisfy(source ->
                            assertThat(test.group(2) == null || source.contains(" " + test.group(2) + "(")).isTrue()));
        }
    }

    private static List<String> sourcesOf(String test) throws IOException {
        List<String> sources = new ArrayList<>();
        for (Path file : Document.files(".*/" + test + "\\.java")) {
            sources.add(Files.readString(file));
        }
        return sources;
    }
}
