package io.countersign.adapters.crypto.seal;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.countersign.domain.Violation;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import org.jspecify.annotations.Nullable;

import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;

/** What is inside a seal: the claims {@code iat} and {@code exp} (RFC 7519 §4.1), and {@code text}. */
record SealedClaims(Instant issuedAt, Instant expiresAt, String text) {

    private static final String IAT = "iat";
    private static final String EXP = "exp";
    private static final String TEXT = "text";
    /** A half of a surrogate pair that stands alone; Java's regular expressions see whole pairs as one character. */
    private static final Pattern UNPAIRED_SURROGATE = Pattern.compile("\\p{Cs}");

    /** Times are in whole seconds, so the end is rounded up: the text is good for at least as long as was asked. */
    static SealedClaims of(String text, Instant now, Duration lifetime) {
        Instant end = now.plus(lifetime);
        return new SealedClaims(now, end.getNano() == 0 ? end : end.plusSeconds(1), text);
    }

    /** As JSON that UTF-8 can carry. */
    String json() {
        String json = JSONObjectUtils.toJSONString(LinkedHashMap.<String, Object>of(
                IAT, issuedAt.getEpochSecond(), EXP, expiresAt.getEpochSecond(), TEXT, text).toJavaMap());
        return UNPAIRED_SURROGATE.matcher(json)
                .replaceAll(half -> String.format("\\\\u%04x", (int) half.group().charAt(0)));
    }

    static Either<Seq<Violation>, SealedClaims> read(String json) {
        try {
            @Nullable Map<String, Object> claims = JSONObjectUtils.parse(json);
            @Nullable String text = claims == null ? null : JSONObjectUtils.getString(claims, TEXT);
            return text == null
                    ? unusable()
                    : Either.right(new SealedClaims(time(claims, IAT), time(claims, EXP), text));
        } catch (ParseException | DateTimeException notOurs) {
            return unusable();
        }
    }

    private static Instant time(Map<String, Object> claims, String name) throws ParseException {
        return Instant.ofEpochSecond(JSONObjectUtils.getLong(claims, name));
    }

    private static Either<Seq<Violation>, SealedClaims> unusable() {
        return Either.left(List.of(new Violation("claims", "must be JSON with iat, exp and text")));
    }

    /** Whether it is over at that time (RFC 7519 §4.1.4: on or after {@code exp}). */
    boolean isOverAt(Instant now) {
        return !now.isBefore(expiresAt);
    }

    @Override
    public String toString() {
        return "SealedClaims[until " + expiresAt + "]";
    }
}
