package io.countersign.contracts.sealing;

import io.countersign.ports.outbound.Seal;
import io.vavr.collection.HashSet;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Texts to be sealed, users to seal them for, and what is no sealed text. */
final class SealedSamples {

    static final String USER = "ada";
    static final String TEXT = "what nobody is to read on its way";

    /** Any text that UTF-8 can carry, as long as a pending action may be. */
    static final Seq<String> TEXTS = List.of(TEXT, "", " \r\n\t\0", "Zoë 🦜 ﷽ e\u0301", "{\"version\":1,\"action\":{}}",
            "x".repeat(20_000));

    /** None of them is another, however alike they look. */
    static final Set<String> USERS = HashSet.of(USER, "Ada", "ada ", " ada", "ad", "adaa", "zo\u00eb", "zoe\u0308", "\0",
            "user@example.com", "a".repeat(300));

    static final Seal.Purpose PURPOSE = purpose("purpose");
    static final Seal.Purpose OTHER_PURPOSE = purpose("another");

    /** None of them is another, and one of them is what pending actions are sealed for. */
    static final Set<Seal.Purpose> PURPOSES = HashSet.of(PURPOSE, OTHER_PURPOSE, Seal.Purpose.PENDING_USER_ACTION,
            purpose("purpos"), purpose("purposes"), purpose("purpose."), purpose("a".repeat(64)));

    /** None of them is another, whatever is put between a purpose and a user to make one text of them. */
    static final Set<Pair> PAIRS = HashSet.of(new Pair(purpose("a"), "b.c"), new Pair(purpose("a.b"), "c"),
            new Pair(purpose("a-b"), "c"), new Pair(purpose("a"), "b-c"), new Pair(purpose("a"), "bc"),
            new Pair(purpose("ab"), "c"), new Pair(purpose("c"), "a.b"));

    static final Seq<String> NO_SEALED_TEXTS = List.of("", ".", "....", "no sealed text", "\0", "🦜", TEXT,
            "e30.e30.e30.e30.e30", "eyJhbGciOiJub25lIn0.e30.", "{}", "A".repeat(200_000));

    private SealedSamples() {
    }

    record Pair(Seal.Purpose purpose, String user) {
    }

    private static Seal.Purpose purpose(String name) {
        return Seal.Purpose.of(name).get();
    }

    /** That text with one character changed, at places throughout, as somebody could who wants it to stay well-formed. */
    static Seq<String> alteredFormsOf(String sealed) {
        return List.range(0, 60).map(part -> sealed.length() * part / 60)
                .append(sealed.length() - 1).distinct()
                .filter(place -> Character.isLetterOrDigit(sealed.charAt(place)))
                .map(place -> sealed.substring(0, place) + (sealed.charAt(place) == 'A' ? 'B' : 'A')
                        + sealed.substring(place + 1));
    }

    /** What a part of a sealed text says to whoever undoes its base64. */
    static String decoded(String part) {
        try {
            return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException somethingElse) {
            return part;
        }
    }
}
