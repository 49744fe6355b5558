package io.countersign.domain.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Random;

/** What is accepted goes out as it is, by an independent reading of RFC 3986; and no input is too long to be judged. */
class ActionPathPropertyTest {

    private static final int ROUNDS = 200_000;
    private static final int LONG = 2_000_000;
    private static final String[] PIECES = {
        "/", "/", "/", "a", "wallets", "0", ".", "..", "-", "_", "~", "!", "$", "&", "'", "(", ")", "*", "+", ",", ";",
        "=", ":", "@", "%", "%2e", "%2E", "%2F", "%3B", "%5c", "%25",
        "%c0%ae", "%EF%BC%8E", "%C3%A9", "%zz", "?", "#", " ", "\\", "é", "🔏", "\n", "[", "|", "^",
        "\"", "<"};

    @Test
    void whatever_is_accepted_is_sent_unchanged() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        int accepted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String target = anyTarget(random);
            var path = ActionPath.of(target);
            if (path.isValid()) {
                accepted++;
                assertGoesOutAsItIs(path.get(), target, "seed " + seed + ", round " + round + ": " + target);
                assertEveryReaderSeesTheSameSegments(path.get(), "seed " + seed + ", round " + round + ": " + target);
            }
        }
        assertThat(accepted).as("enough was accepted for this to mean something").isGreaterThan(ROUNDS / 50);
    }

    private static void assertGoesOutAsItIs(ActionPath path, String target, String about) {
        URI resolved = URI.create("https://api.example.test").resolve(path.requestTarget()).normalize();
        URI sent = URI.create("https://api.example.test" + path.requestTarget());

        assertThat(sent.getHost()).as(about).isEqualTo("api.example.test");
        assertThat(sent.getRawPath()).as(about).isEqualTo(path.path());
        assertThat(sent.getRawQuery()).as(about).isEqualTo(path.query().getOrNull());
        assertThat(sent.getRawFragment()).as(about).isNull();
        assertThat(path.requestTarget()).as(about).isEqualTo(target);
        assertThat(resolved.getHost()).as(about).isEqualTo("api.example.test");
    }

    /** Whether it decodes once or twice, drops parameters, takes a backslash for a slash, or folds characters. */
    private static void assertEveryReaderSeesTheSameSegments(ActionPath path, String about) {
        int segments = path.path().split("/", -1).length;
        String once = URLDecoder.decode(path.path().replace("+", "%2B"), StandardCharsets.UTF_8);
        String twice = URLDecoder.decode(
                once.replaceAll("%(?![0-9A-Fa-f]{2})", "%25").replace("+", "%2B"), StandardCharsets.UTF_8);
        for (String read : List.of(path.path(), once, twice)) {
            for (String without : List.of(read, read.replaceAll(";[^/]*", ""), read.replace('\\', '/'),
                    Normalizer.normalize(read, Normalizer.Form.NFKC))) {
                List<String> seen = List.of(without.split("/", -1));
                if (seen.size() != segments || seen.contains(".") || seen.contains("..") || without.contains("//")) {
                    fail("%s: somebody reads %s", about, without);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "/a", "%20", "%C3%A9", "/...", "..", ";a=b"})
    @Timeout(20)
    void a_very_long_path_is_accepted_quickly(String piece) {
        String target = "/x" + piece.repeat(LONG / piece.length());

        assertThat(ActionPath.ofOrThrow(target).path()).isEqualTo(target);
        assertThat(ActionPath.of(target + " ").isInvalid()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/.", "/..", "/%2e", "%", "?#", " ", "/", "a//", ";..", ";", "%2f", "%2541", "%ff", "%61"})
    @Timeout(20)
    void a_very_long_path_is_refused_quickly(String piece) {
        assertThat(ActionPath.of("/" + piece.repeat(LONG / piece.length())).isInvalid()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "%20", "a=b&", "?", "/.."})
    @Timeout(20)
    void a_very_long_query_is_accepted_quickly(String piece) {
        String query = piece.repeat(LONG / piece.length());

        assertThat(ActionPath.ofOrThrow("/a?" + query).query().get()).isEqualTo(query);
        assertThat(ActionPath.of("/a?" + query + "#").isInvalid()).isTrue();
    }

    private static String anyTarget(Random random) {
        var target = new StringBuilder(random.nextInt(8) == 0 ? "" : "/");
        for (int left = random.nextInt(9); left > 0; left--) {
            target.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return target.toString();
    }
}
