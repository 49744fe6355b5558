package io.countersign.documents;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** Names of code that a document mentions stand in the code: whoever renames a type, a method or a kind hears of it. */
class NamesTest {

    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern WORD = Pattern.compile("\\w+");
    private static final Pattern NAME = Pattern.compile("\\w*(?:[a-z][A-Z]|[A-Z]_[A-Z])\\w*");

    /** Names of KMS services, of which the project uses none. */
    private static final Pattern FOREIGN =
            Pattern.compile("(?:ECDSA|ECC|EC_SIGN|RSA_SIGN|RSASSA|ED25519)_\\w+|\\w+Crc32c");

    @Test
    void every_name_in_a_document_stands_in_the_sources() throws Exception {
        assertThat(unknownNames(Document.all())).isEmpty();
    }

    @Test
    void a_name_that_no_source_has_is_named_with_its_line() throws Exception {
        // put together here, so that no source has it
        String renamed = "Former" + "Name";

        assertThat(unknownNames(List.of(new Document(Path.of("README.md"), "One.\n\nSee `" + renamed + ".of`.\n"))))
                .containsExactly("README.md:3: " + renamed);
    }

    private static List<String> unknownNames(List<Document> documents) throws IOException {
        Set<String> known = words();
        List<String> unknown = new ArrayList<>();
        for (Document document : documents) {
            for (MatchResult code : CODE.matcher(document.text()).results().toList()) {
                WORD.matcher(code.group(1)).results().map(MatchResult::group)
                        .filter(word -> NAME.matcher(word).matches() && !FOREIGN.matcher(word).matches())
                        .filter(word -> !known.contains(word))
                        .forEach(word -> unknown.add(document.place(code.start()) + ": " + word));
            }
        }
        return unknown;
    }

    private static Set<String> words() throws IOException {
        Set<String> words = new HashSet<>();
        for (Path file : Document.files(".*/src/.*\\.(?:java|m?js|html)|(?:.*/)?pom\\.xml")) {
            WORD.matcher(Files.readString(file)).results().map(MatchResult::group).forEach(words::add);
        }
        words.addAll(WORD.matcher(SpringBootIT.GUIDE.text()).results().map(MatchResult::group).toList());
        WalkthroughsTest.DOCUMENTS.stream().flatMap(document -> document.blocks("java").stream()).forEach(block ->
                WORD.matcher(block.text()).results().map(MatchResult::group).forEach(words::add));
        return words;
    }
}
