package io.countersign.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import javax.tools.ToolProvider;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The Java in README.md compiles, given imports and the values that a reader has. */
class ReadmeTest {

    private static final String AROUND = """
            import io.countersign.adapters.http.*;
            import io.countersign.adapters.http.interceptor.*;
            import io.countersign.adapters.http.metrics.*;
            import io.countersign.adapters.http.resilience.*;
            import io.countersign.adapters.http.tls.*;
            import io.countersign.adapters.http.webauthn.*;
            import io.countersign.domain.action.*;
            import io.countersign.domain.challenge.*;
            import io.countersign.ports.inbound.*;
            import io.countersign.ports.outbound.*;
            import io.github.resilience4j.ratelimiter.*;
            import io.micrometer.core.instrument.MeterRegistry;
            import java.time.Duration;
            import okhttp3.OkHttpClient;

            class %1$s extends Given {
                void run() {
                    %2$s
                }
            }
            """;

    private static final String GIVEN = """
            import io.countersign.adapters.http.*;
            import io.countersign.domain.action.*;
            import io.countersign.domain.challenge.*;
            import io.countersign.ports.inbound.*;
            import io.countersign.ports.outbound.*;
            import io.micrometer.core.instrument.MeterRegistry;

            abstract class Given {
                interface Tokens {
                    String current();
                    String ofAlice();
                }
                interface Passwords {
                    String ofProxy();
                }
                Tokens tokens;
                Passwords passwords;
                String pemOfAuthority, pemOfChain, answer, answerOfTheApi;
                char[] pemOfKey;
                ConnectionSettings settings;
                ApiConnection connection;
                CredentialSigner signer, signerOfAlice;
                UserActions actions;
                DelegatedUserActions delegated;
                UserAction action;
                PendingUserAction pending;
                MeterRegistry registry;
            }
            """;

    @TempDir
    private Path directory;

    @Test
    void every_java_snippet_compiles() throws Exception {
        List<String> snippets = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("README.md"))).results().map(match -> match.group(1)).toList();
        List<Path> sources = new ArrayList<>(List.of(Files.writeString(directory.resolve("Given.java"), GIVEN)));
        for (String snippet : snippets) {
            String name = "Snippet" + sources.size();
            sources.add(Files.writeString(
                    directory.resolve(name + ".java"), AROUND.formatted(name, snippet)));
        }
        var compiler = ToolProvider.getSystemJavaCompiler();
        var messages = new StringWriter();

        boolean compiled = compiler.getTask(messages, null, null,
                List.of("-cp", System.getProperty("java.class.path"), "-d", directory.toString(), "-proc:none"), null,
                compiler.getStandardFileManager(null, null, null).getJavaFileObjects(sources.toArray(Path[]::new)))
                .call();

        assertThat(snippets).hasSizeGreaterThan(3);
        assertThat(compiled).as(messages.toString()).isTrue();
    }
}
