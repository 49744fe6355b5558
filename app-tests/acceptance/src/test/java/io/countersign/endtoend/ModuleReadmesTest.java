package io.countersign.endtoend;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import javax.tools.ToolProvider;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** The Java snippets in the READMEs of app-tests compile, given imports and the values that a reader has. */
class ModuleReadmesTest {

    private static final String IMPORTS = """
            package readme;

            import io.countersign.architecture.*;
            import io.countersign.contracts.http.*;
            import io.countersign.contracts.signing.*;
            import io.countersign.ports.outbound.*;
            import io.countersign.replacement.*;
            import io.countersign.sandbox.*;
            import io.countersign.sandbox.model.*;
            import io.countersign.vault.*;
            import org.junit.jupiter.api.*;

            import static org.assertj.core.api.Assertions.*;
            import static readme.Given.*;

            """;

    private static final String GIVEN = """
            package readme;

            class Given {
                static io.countersign.vault.VaultConnection vault;
                static String token, creationOptions, requestOptions;
                static io.countersign.sandbox.Sandbox sandbox;
                static io.countersign.sandbox.model.SandboxUser user;
            }
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"architecture", "contracts", "sandbox"})
    void every_java_snippet_compiles(String module) throws Exception {
        String readme = Files.readString(Path.of("..", module, "README.md"));
        List<String> snippets = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL).matcher(readme).results()
                .map(match -> match.group(1)).toList();
        assertThat(snippets).isNotEmpty();

        List<Path> sources = new ArrayList<>(List.of(Files.writeString(directory.resolve("Given.java"), GIVEN)));
        for (String snippet : snippets) {
            String name = "Snippet" + sources.size();
            String type = snippet.startsWith("class ") ? snippet : "class " + name + " { void run() {\n" + snippet + "}}";
            sources.add(Files.writeString(directory.resolve(name + ".java"), IMPORTS + type));
        }

        assertThat(messagesOfCompiler(sources)).isEmpty();
    }

    private String messagesOfCompiler(List<Path> sources) throws Exception {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var compiler = ToolProvider.getSystemJavaCompiler();
        var messages = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(messages, files, null,
                    List.of("-cp", classPath, "-d", directory.toString(), "-proc:none", "-implicit:none"), null,
                    files.getJavaFileObjectsFromPaths(sources)).call();
            return compiled ? "" : messages.toString();
        }
    }
}
