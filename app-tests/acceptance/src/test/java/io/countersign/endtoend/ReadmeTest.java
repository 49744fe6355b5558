package io.countersign.endtoend;

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
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks that README.md is correct: snippets, commands and links. */
class ReadmeTest {

    private static final Path TOP = Path.of("../..").toAbsolutePath().normalize();
    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    @TempDir
    private Path directory;

    private static String block(String language, String containing) throws IOException {
        return Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(TOP.resolve("README.md"))).results()
                .map(match -> match.group(1))
                .filter(text -> text.contains(containing))
                .findFirst().orElseThrow();
    }

    @Test
    void the_java_snippet_compiles_and_creates_a_wallet() throws Exception {
        Path source = Files.writeString(directory.resolve("CreateWallet.java"), block("java", "class CreateWallet"));
        var messages = new StringWriter();
        boolean compiled = ToolProvider.getSystemJavaCompiler().getTask(messages, null, null,
                List.of("-cp", CLASS_PATH, "-d", directory.toString(), "-proc:none"), null,
                ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null).getJavaFileObjects(source))
                .call();
        assertThat(compiled).as(messages.toString()).isTrue();

        try (var sandbox = Sandbox.start()) {
            var credential = sandbox.serviceAccount().key(KeyAlgorithm.ES256K);
            Path key = Files.writeString(directory.resolve("key.pem"), credential.privateKeyPem());
            var builder = new ProcessBuilder(Command.JAVA.toString(),
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
    void the_maven_snippet_names_what_is_built() throws Exception {
        String snippet = block("xml", "<dependency>");

        for (String module : List.of("adapters-http", "adapters-crypto")) {
            String pom = Files.readString(TOP.resolve(module).resolve("pom.xml"));
            assertThat(pom).contains("<artifactId>countersign-" + module + "</artifactId>");
            assertThat(snippet).contains("<artifactId>countersign-" + module + "</artifactId>");
        }
        String version = Pattern.compile("<version>([^<]+)</version>")
                .matcher(Files.readString(TOP.resolve("pom.xml"))).results().findFirst().orElseThrow().group(1);
        assertThat(snippet).contains("<version>" + version + "</version>");
    }

    @Test
    void the_test_command_is_what_continuous_integration_runs() throws Exception {
        assertThat(Files.readString(TOP.resolve(".ci/run"))).contains(block("sh", "mvn -B verify").strip());
    }

    @Test
    void every_file_that_the_readmes_link_to_is_there() throws Exception {
        for (Path readme : documents()) {
            Path file = TOP.resolve(readme);
            assertThat(Pattern.compile("]\\((?!https?:|#)([^)#]+)").matcher(Files.readString(file)).results()
                    .map(match -> file.getParent().resolve(match.group(1)))).as(readme.toString())
                    .allSatisfy(target -> assertThat(target).exists());
        }
    }

    @Test
    void every_test_that_a_threat_model_names_is_there() throws Exception {
        for (Path model : List.of(Path.of("adapters-http/THREATS.md"), Path.of("adapters-crypto/THREATS.md"))) {
            if (!Files.exists(TOP.resolve(model))) {
                continue;
            }
            var named = Pattern.compile("`(\\w+(?:Test|IT))(?:\\.(\\w+))?`")
                    .matcher(Files.readString(TOP.resolve(model))).results().toList();
            assertThat(named).as(model.toString()).isNotEmpty().allSatisfy(test ->
                    assertThat(sourcesOf(test.group(1))).as(test.group()).anySatisfy(source ->
                            assertThat(test.group(2) == null || source.contains(" " + test.group(2) + "(")).isTrue()));
        }
    }

    /** Returns every README of the project, and the documents beside it. */
    private static List<Path> documents() throws IOException {
        try (var files = Files.walk(TOP)) {
            return files.filter(file -> file.toString().endsWith(".md") && !file.toString().contains("/target/"))
                    .map(TOP::relativize).toList();
        }
    }

    private static List<String> sourcesOf(String test) throws IOException {
        List<String> sources = new ArrayList<>();
        for (String module : List.of("domain", "ports", "adapters-http", "adapters-crypto", "app-tests")) {
            try (var files = Files.walk(TOP.resolve(module))) {
                for (Path file : files.filter(path -> path.endsWith(test + ".java")
                        && !path.toString().contains("/target/")).toList()) {
                    sources.add(Files.readString(file));
                }
            }
        }
        return sources;
    }
}
