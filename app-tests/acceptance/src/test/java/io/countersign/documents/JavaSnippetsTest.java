package io.countersign.documents;

import io.countersign.documents.Document.Block;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every Java snippet of every document compiles, with the imports that it shows and the values of {@link Given}. Those
 * of a {@link Walkthrough} are compiled together, elsewhere.
 */
class JavaSnippetsTest {

    private static final Pattern TYPE =
            Pattern.compile("(?m)^(?:@.*\\R)*(?:public |final |abstract )*(?:class|record|interface|enum) (\\w+)");

    @TempDir
    private Path directory;

    @Test
    void every_snippet_compiles() throws Exception {
        List<Snippet> snippets = new ArrayList<>();
        for (Document document : Document.all()) {
            if (!document.equals(SpringBootIT.GUIDE) && !WalkthroughsTest.DOCUMENTS.contains(document)) {
                document.blocks("java").forEach(block -> snippets.add(Snippet.of(block, "snippet" + snippets.size())));
            }
        }

        assertThat(snippets).hasSizeGreaterThan(20);
        assertThat(messagesOfCompiler(snippets)).isEmpty();
    }

    @Test
    void a_snippet_that_does_not_compile_is_named_with_its_line() throws Exception {
        var block = new Block(Path.of("README.md"), 40,
                "import java.util.List;\n\nvar list = List.of(1);\nlist.nothing();\n");

        assertThat(messagesOfCompiler(List.of(Snippet.of(block, "wrong"))))
                .singleElement().asString().startsWith("README.md:43: cannot find symbol");
    }

    private List<String> messagesOfCompiler(List<Snippet> snippets) throws Exception {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var compiler = ToolProvider.getSystemJavaCompiler();
        var found = new DiagnosticCollector<JavaFileObject>();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            compiler.getTask(null, files, found, List.of("-cp", classPath, "-d", directory.toString(), "-proc:none",
                    "-implicit:none", "-Xmaxerrs", "1000"), null, snippets).call();
        }
        return found.getDiagnostics().stream()
                .filter(message -> message.getKind() == Diagnostic.Kind.ERROR)
                .map(message -> message.getSource() instanceof Snippet snippet
                        ? snippet.block.place(message.getLineNumber()) + ": " + message.getMessage(null)
                        : message.toString())
                .toList();
    }

    /** The source of a snippet, of which each line has the number that it has in its block. */
    private static final class Snippet extends SimpleJavaFileObject {

        private final Block block;
        private final String source;

        private Snippet(Block block, String packageName, String type, String source) {
            super(URI.create("string:///" + packageName.replace('.', '/') + "/" + type + ".java"), Kind.SOURCE);
            this.block = block;
            this.source = source;
        }

        static Snippet of(Block block, String packageName) {
            String header = "package " + packageName + "; import static io.countersign.documents.Given.*; ";
            Matcher type = TYPE.matcher(block.text());
            if (type.find()) {
                return new Snippet(block, packageName, type.group(1), header + block.text());
            }
            List<String> lines = new ArrayList<>(block.text().lines().toList());
            int first = 0;
            while (lines.get(first).isBlank() || lines.get(first).startsWith("import ")) {
                first++;
            }
            lines.set(first, "class Snippet { void run() throws Exception { " + lines.get(first));
            return new Snippet(block, packageName, "Snippet", header + String.join("\n", lines) + "\n}}");
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
        }
    }
}
