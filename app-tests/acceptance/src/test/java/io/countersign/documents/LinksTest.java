package io.countersign.documents;

import org.junit.jupiter.api.Test;
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

import static org.assertj.core.api.Assertions.assertThat;

/** The links between the documents of this project lead somewhere. */
class LinksTest {

    private static final Pattern LINK =
            Pattern.compile("(?m)(?:\\]\\(|^\\[\\w+]: )([^)\\s#]*)(?:#([^)\\s]*))?(?:\\)|$)");
    private static final Pattern NAMED = Pattern.compile("[^]]\\]\\[\\w+]");
    private static final Pattern TERM = Pattern.compile("(?m)^\\| \\*\\*([^*]+)\\*\\* \\|");
    private static final Pattern TERM_LINK = Pattern.compile("\\[\\*([^*]+)\\*]\\[terms]");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");
    private static final Pattern CODE = Pattern.compile("(?ms)^ *```.*?^ *```");

    static List<Document> documents() throws IOException {
        return Document.all();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void every_link_within_the_project_leads_to_a_file_and_its_heading(Document document) throws IOException {
        var broken = new ArrayList<String>();
        String text = withoutCode(document.text());
        for (MatchResult link : LINK.matcher(text).results().toList()) {
            if (link.group(1).matches("[a-z]+:.*")) {
                continue;
            }
            Path file = Document.TOP.resolve(document.path());
            Path target = link.group(1).isEmpty() ? file : file.resolveSibling(link.group(1)).normalize();
            if (!Files.exists(target)
                    || link.group(2) != null && Files.isRegularFile(target) && target.toString().endsWith(".md")
                    && !headingsOf(target).contains(link.group(2))) {
                broken.add(document.place(link.start()) + ": " + link.group());
            }
        }

        assertThat(broken).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void every_name_of_a_link_is_defined(Document document) {
        String text = withoutCode(document.text());

        assertThat(NAMED.matcher(text).results().map(link -> document.place(link.start()) + ": " + link.group())
                .filter(link -> !text.contains("\n[" + link.replaceAll("(?s).*]\\[(\\w+)]", "$1") + "]: "))).isEmpty();
    }

    @Test
    void the_readme_links_each_term_to_the_glossary_once() {
        String readme = Document.at("README.md").text();
        Set<String> terms = TERM.matcher(Document.at("domain/README.md").text()).results()
                .map(term -> term.group(1)).collect(Collectors.toSet());

        List<String> linked = TERM_LINK.matcher(readme).results()
                .map(link -> link.group(1).toLowerCase(Locale.ROOT)).toList();

        assertThat(linked).hasSizeGreaterThan(8).doesNotHaveDuplicates()
                .allSatisfy(term -> assertThat(terms)
                        .anyMatch(known -> term.equals(known) || term.equals(known + "s")));
    }

    /** Returns a text with its code blanked out, in which every character keeps its place. */
    private static String withoutCode(String text) {
        return CODE.matcher(text).replaceAll(code -> code.group().replaceAll("[^\\n]", " "));
    }

    /** Returns the anchors that GitHub gives headings: lower case, hyphens for spaces, letters and digits alone. */
    private static Set<String> headingsOf(Path document) throws IOException {
        return HEADING.matcher(withoutCode(Files.readString(document))).results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT)
                        .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                        .replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
