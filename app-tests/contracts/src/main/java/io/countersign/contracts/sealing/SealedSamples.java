package io.countersign.contracts.sealing;

import io.countersign.ports.outbound.Seal;
import io.vavr.collection.HashSet;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Texts to seal, users and purposes to seal them for, and texts that are not sealed. */
final class SealedSamples {

    static final String USER = "ada";
    static final String TEXT = "what nobody is to read on its way";

    /** Includes every kind of text that UTF-8 can encode, and one of the maximum length of a pending action. */
    static final Seq<String> TEXTS = List.of(TEXT, "", " \r\n\t\0", "Zoë 🦜 ﷽ e\u0301", "{\"version\":1,\"action\":{}}",
            "x".repeat(20_000));

    /** Users that are all different, though some look alike. */
    static final Set<String> USERS = HashSet.of(USER, "Ada", "ada ", " ada", "ad", "adaa",
            "zo\u00eb", "zoe\u0308", "\0", "user@example.com", "a".repeat(300));

    static final Seal.Purpose PURPOSE = purpose("purpose");
    static final Seal.Purpose OTHER_PURPOSE = purpose("another");

    /** Purposes that are all different, including the one that pending actions are sealed for. */
    static final Set<Seal.Purpose> PURPOSES = HashSet.of(PURPOSE, OTHER_PURPOSE, Seal.Purpose.PENDING_USER_ACTION,
            purpose("purpos"), purpose("purposes"), purpose("purpose."), purpose("a".repeat(64)));

    /** Pairs of purpose and user that are all different, whatever separator joins them. */
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

    /** Returns variants of a sealed text, each with one character changed to another of its alphabet. */
    static Seq<String> alteredFormsOf(String sealed) {
        return List.range(0, 60).map(part -> sealed.length() * part / 60)
                .append(sealed.length() - 1).distinct()
                .filter(place -> Character.isLetterOrDigit(sealed.charAt(place)))
                .map(place -> sealed.substring(0, place) + (sealed.charAt(place) == 'A' ? 'B' : 'A')
                        + sealed.substring(place + 1));
    }

    /** Returns the decoded text of a part in base64. */
    static String decoded(String part) {
        try {
            return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException somethingElse) {
            return part;
        }
    }
}
