package io.countersign.contracts.support;

import io.countersign.ports.failure.Failure;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** The secrets that must not appear in any text form: the declared ones, and any private key as PEM. Immutable. */
public final class Secrets {

    /** Shorter lines of a secret, such as the last one of a PEM, may occur by chance. */
    private static final int SHORTEST_LINE = 12;
    private static final int SHORTEST_NUMBER_IN_BITS = 96;
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN (?:EC |RSA )?PRIVATE KEY-----([A-Za-z0-9+/=\\s]*)-----END");
    private static final Pattern BETWEEN_HEX_DIGITS = Pattern.compile("[\\s:,]|0x");

    private final boolean complete;
    private final int count;
    private final Seq<Form> forms;

    private Secrets(boolean complete, int count, Seq<Form> forms) {
        this.complete = complete;
        this.count = count;
        this.forms = forms;
    }

    /**
     * A text by which a secret is recognised.
     *
     * @param description says which secret it is and how it is written, without showing it
     * @param text the text; of a hexadecimal form, the digits alone
     * @param hexadecimal whether separators between hexadecimal digits are ignored in the search
     */
    private record Form(String description, String text, boolean hexadecimal) {

        int indexIn(String shown, String digits) {
            return (hexadecimal ? digits : shown).indexOf(text);
        }
    }

    /** Returns secrets that nobody has declared yet. A search for them would prove nothing, so it fails the test. */
    public static Secrets undeclared() {
        return new Secrets(false, 0, List.empty());
    }

    /**
     * Returns declared secrets. Each is searched for as a whole, line by line, in base64 and hexadecimal, and for a
     * private key its numbers.
     */
    public static Secrets of(String... secrets) {
        return undeclared().besides(secrets).complete();
    }

    /** Returns a copy with one more secret, which failures call by that name. */
    public Secrets besidesNamed(String name, String secret) {
        return secret.isBlank() ? this : with(name, secret);
    }

    /** Returns a copy with more secrets, which failures call by their number, from 1. */
    public Secrets besides(String... more) {
        Seq<String> secrets = List.of(more).filter(secret -> !secret.isBlank());
        return secrets.foldLeft(this, (known, secret) -> known.next().with("secret " + (known.count + 1), secret));
    }

    /** Returns a copy with one more secret, given as bytes, and the numbers in it if it encodes a private key. */
    public Secrets besides(byte[] bytes) {
        return next().with("secret " + (count + 1), bytes);
    }

    /** Returns a copy that counts as declared, even if there is no secret. */
    public Secrets complete() {
        return new Secrets(true, count, forms);
    }

    private Secrets next() {
        return new Secrets(complete, count + 1, forms);
    }

    private Secrets and(String description, String text, boolean hexadecimal) {
        return new Secrets(complete, count, forms.append(new Form(description, text, hexadecimal)));
    }

    private Secrets with(String name, String secret) {
        Secrets known = List.ofAll(secret.lines()).zipWithIndex()
                .filter(line -> line._1.length() >= SHORTEST_LINE && !line._1.startsWith("-----"))
                .foldLeft(and(name, secret, false), (secrets, line) ->
                        secrets.and("line " + (line._2 + 1) + " of " + name, line._1, false))
                .withEncodings(name, secret.getBytes(StandardCharsets.UTF_8));
        return List.ofAll(PRIVATE_KEY.matcher(secret).results().map(block -> block.group(1)))
                .foldLeft(known, (secrets, base64) ->
                        secrets.with("the key in " + name, Base64.getMimeDecoder().decode(base64)));
    }

    private Secrets with(String name, byte[] bytes) {
        return PrivateNumbers.in(bytes).zipWithIndex().foldLeft(withEncodings(name, bytes), (secrets, number) ->
                secrets.withEncodings("number " + (number._2 + 1) + " of " + name, number._1));
    }

    private Secrets withEncodings(String name, byte[] bytes) {
        BigInteger number = new BigInteger(1, bytes);
        Secrets known = and(name + " in base64", Base64.getEncoder().withoutPadding().encodeToString(bytes), false)
                .and(name + " in base64url", Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), false);
        return number.bitLength() < SHORTEST_NUMBER_IN_BITS
                ? known.and(name + " in hexadecimal", HexFormat.of().formatHex(bytes), true)
                : known.and(name + " as a decimal number", number.toString(), false)
                        .and(name + " as an array", Arrays.toString(bytes).replaceAll("[\\[\\]]", ""), false)
                        .and(name + " in hexadecimal", number.toString(16), true);
    }

    /** Fails the test, naming the secret and the object, if a secret appears in a text form of one of the objects. */
    public void assertHiddenIn(Object... shown) {
        assertThat(complete).as("whether the secrets are declared; otherwise the search for them proves nothing. "
                + "Declare them with hiding(…): the private key (as PEM or bytes), a password, a PIN, an access token. "
                + "If this process holds none, call hidingNothing()").isTrue();
        for (Object each : shown) {
            requireHidden("the text form of " + each.getClass().getName(), String.valueOf(each));
            if (each instanceof Failure failure) {
                requireHidden("the message of " + each.getClass().getName(), failure.message());
            }
        }
    }

    /** Fails without AssertJ, which would show the text and with it the secret. */
    private void requireHidden(String where, String text) {
        seenIn(text).forEach(seen -> {
            throw new AssertionError(where + " shows a secret: " + seen);
        });
    }

    private Option<String> seenIn(String text) {
        String digits = BETWEEN_HEX_DIGITS.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
        Option<String> declared = forms.find(form -> form.indexIn(text, digits) >= 0).map(form -> form.description()
                + ", from character " + (form.indexIn(text, digits) + 1)
                + (form.hexadecimal() ? " without separators" : ""));
        return declared.orElse(() -> Option.when(text.contains("PRIVATE KEY-----"), "a private key as PEM"));
    }

    @Override
    public String toString() {
        return "Secrets[hidden]";
    }
}
