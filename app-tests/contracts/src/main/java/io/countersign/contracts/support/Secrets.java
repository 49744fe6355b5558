package io.countersign.contracts.support;

import io.vavr.collection.List;
import io.vavr.collection.Seq;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What must not show in any text form: the secrets that are known, and PEMs of private keys whosever they are.
 * Immutable.
 */
public final class Secrets {

    /** Shorter lines of a secret, such as the last one of a PEM, may turn up by chance. */
    private static final int SHORTEST_LINE = 12;
    private static final int SHORTEST_NUMBER_IN_BITS = 96;
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN (?:EC |RSA )?PRIVATE KEY-----([A-Za-z0-9+/=\\s]*)-----END");
    private static final Pattern BETWEEN_HEX_DIGITS = Pattern.compile("[\\s:,]|0x");

    private final boolean complete;
    private final Seq<String> texts;
    private final Seq<String> hex;

    private Secrets(boolean complete, Seq<String> texts, Seq<String> hex) {
        this.complete = complete;
        this.texts = texts;
        this.hex = hex;
    }

    /** Nobody has said yet what is secret: to look for it would find nothing, and prove nothing. */
    public static Secrets unsaid() {
        return new Secrets(false, List.empty(), List.empty());
    }

    /** Those and no more: each as a whole, line by line, in base64 and hexadecimal, and a key's numbers. */
    public static Secrets of(String... secrets) {
        return unsaid().besides(secrets).complete();
    }

    /** Those as well. */
    public Secrets besides(String... more) {
        Seq<String> secrets = List.of(more).filter(secret -> !secret.isBlank());
        return secrets.foldLeft(this, Secrets::withText);
    }

    /** Those bytes as well, such as the encoding of a private key, and the numbers in it. */
    public Secrets besides(byte[] bytes) {
        return PrivateNumbers.in(bytes).prepend(bytes).foldLeft(this, Secrets::withBytes);
    }

    /** With these it is said what is secret, if anything is. */
    public Secrets complete() {
        return new Secrets(true, texts, hex);
    }

    private Secrets withText(String secret) {
        Seq<String> lines = List.ofAll(secret.lines())
                .filter(line -> line.length() >= SHORTEST_LINE && !line.startsWith("-----"));
        Secrets known = new Secrets(complete, texts.append(secret).appendAll(lines), hex)
                .withBytes(secret.getBytes(StandardCharsets.UTF_8));
        return List.ofAll(PRIVATE_KEY.matcher(secret).results().map(block -> block.group(1)))
                .foldLeft(known, (secrets, base64) -> secrets.besides(Base64.getMimeDecoder().decode(base64)));
    }

    private Secrets withBytes(byte[] bytes) {
        BigInteger number = new BigInteger(1, bytes);
        Seq<String> known = texts.append(Base64.getEncoder().withoutPadding().encodeToString(bytes))
                .append(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        return number.bitLength() < SHORTEST_NUMBER_IN_BITS
                ? new Secrets(complete, known, hex.append(HexFormat.of().formatHex(bytes)))
                : new Secrets(complete,
                        known.append(number.toString()).append(Arrays.toString(bytes).replaceAll("[\\[\\]]", "")),
                        hex.append(number.toString(16)));
    }

    /** None of them shows in the text form of any of these. */
    public void assertHiddenIn(Object... shown) {
        assertThat(complete).as("whether it was said what must not show; without that, looking for it proves nothing. "
                + "hiding(…) names it: the private key (its PEM, or its bytes), a password, a PIN, an access token. "
                + "hidingNothing() says that this process holds no such thing").isTrue();
        for (Object each : shown) {
            // Not by AssertJ's own words, which would show the secret in a report.
            assertThat(showIn(String.valueOf(each)))
                    .as("whether the text form of %s shows a secret", each.getClass().getName()).isFalse();
        }
    }

    private boolean showIn(String text) {
        String digits = BETWEEN_HEX_DIGITS.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
        return text.contains("PRIVATE KEY-----") || texts.exists(text::contains) || hex.exists(digits::contains);
    }

    @Override
    public String toString() {
        return "Secrets[hidden]";
    }
}
