package io.countersign.testkit.contract;

import io.vavr.collection.List;
import io.vavr.collection.Seq;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

import static org.assertj.core.api.Assertions.assertThat;

/** What must not show in any text form: the secrets that are known, and PEMs of private keys whosever they are. */
final class Secrets {

    /** Shorter lines of a secret, such as the last one of a PEM, may turn up by chance. */
    private static final int SHORTEST_LINE = 12;

    private final Seq<String> secrets;

    private Secrets(Seq<String> secrets) {
        this.secrets = secrets;
    }

    /** Those, each as a whole, line by line, and in base64 and hexadecimal. */
    static Secrets of(Seq<String> secrets) {
        return new Secrets(secrets.filter(secret -> !secret.isBlank()).flatMap(Secrets::forms).distinct());
    }

    static Secrets of(String... secrets) {
        return of(List.of(secrets));
    }

    private static Seq<String> forms(String secret) {
        byte[] utf8 = secret.getBytes(StandardCharsets.UTF_8);
        return List.of(secret, Base64.getEncoder().withoutPadding().encodeToString(utf8),
                        Base64.getUrlEncoder().withoutPadding().encodeToString(utf8), HexFormat.of().formatHex(utf8))
                .appendAll(List.ofAll(secret.lines())
                        .filter(line -> line.length() >= SHORTEST_LINE && !line.startsWith("-----")));
    }

    /** None of them shows in the text form of any of these. */
    void assertHiddenIn(Object... shown) {
        for (Object each : shown) {
            String text = String.valueOf(each);
            assertThat(text).as("a text form of %s", each.getClass().getName()).doesNotContain("PRIVATE KEY-----");
            // Not by AssertJ's own words, which would show the secret in a report.
            assertThat(secrets.find(text::contains).isDefined())
                    .as("the text form of %s shows a secret", each.getClass().getName()).isFalse();
        }
    }

    @Override
    public String toString() {
        return "Secrets[hidden]";
    }
}
