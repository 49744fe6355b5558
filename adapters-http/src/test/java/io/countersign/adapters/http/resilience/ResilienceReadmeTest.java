package io.countersign.adapters.http.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import javax.tools.ToolProvider;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What README.md shows of resilience is Java. */
class ResilienceReadmeTest {

    private static final String AROUND = """
            import io.countersign.adapters.http.*;
            import io.countersign.adapters.http.metrics.*;
            import io.countersign.adapters.http.resilience.*;
            import io.countersign.ports.inbound.*;
            import io.countersign.ports.outbound.*;
            import io.github.resilience4j.ratelimiter.*;
            import io.micrometer.core.instrument.MeterRegistry;
            import java.time.Duration;

            class Snippet {
                ExecutingUserActions put(ApiConnection connection, MeterRegistry registry, CredentialSigner signer) {
                    %s
                    return actions;
                }
            }
            """;

    @TempDir
    private Path directory;

    @Test
    void the_snippet_of_the_readme_compiles() throws Exception {
        String snippet = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("README.md"))).results()
                .map(match -> match.group(1))
                .filter(text -> text.contains("Retrying"))
                .findFirst().orElseThrow();
        Path source = Files.writeString(directory.resolve("Snippet.java"), AROUND.formatted(snippet));
        var compiler = ToolProvider.getSystemJavaCompiler();
        var messages = new StringWriter();

        boolean compiled = compiler.getTask(messages, null, null,
                List.of("-cp", System.getProperty("java.class.path"), "-d", directory.toString(), "-proc:none"), null,
                compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source)).call();

        assertThat(compiled).as(messages.toString()).isTrue();
    }
}
