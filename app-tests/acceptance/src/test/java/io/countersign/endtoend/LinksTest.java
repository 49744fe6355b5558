package io.countersign.endtoend;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The links between the documents of this project lead somewhere. */
class LinksTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s#]*)(?:#([^)\\s]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");
    private static final Pattern CODE = Pattern.compile("(?ms)^ *```.*?^ *```");

    static Stream<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            List<Path> found = files.filter(file -> file.getFileName().toString().endsWith(".md"))
                    .filter(file -> Stream.of("target", "node_modules", ".git")
                            .noneMatch(generated -> file.toString().contains("/" + generated + "/")))
                    .toList();
            assertThat(found).hasSizeGreaterThan(15);
            return found.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void every_link_within_the_project_leads_to_a_file_and_its_heading(Path document) throws IOException {
        var broken = new ArrayList<String>();
        for (MatchResult link : LINK.matcher(textOf(document)).results().toList()) {
            if (link.group(1).matches("[a-z]+:.*")) {
                continue;
            }
            Path target = link.group(1).isEmpty() ? document : document.resolveSibling(link.group(1)).normalize();
            if (!Files.exists(target)
                    || link.group(2) != null && Files.isRegularFile(target) && target.toString().endsWith(".md")
                    && !headingsOf(target).contains(link.group(2))) {
                broken.add(link.group());
            }
        }

        assertThat(broken).isEmpty();
    }

    private static String textOf(Path document) throws IOException {
        return CODE.matcher(Files.readString(document)).replaceAll("");
    }

    /** Returns the anchors that GitHub gives headings: lower case, hyphens for spaces, letters and digits alone. */
    private static Set<String> headingsOf(Path document) throws IOException {
        return HEADING.matcher(textOf(document)).results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT)
                        .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1").replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
