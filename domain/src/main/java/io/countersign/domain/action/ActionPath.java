package io.countersign.domain.action;

import io.countersign.domain.InvalidValueException;
import io.countersign.domain.OneLine;
import io.countersign.domain.Violation;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import io.vavr.control.Validation;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * An absolute path and, if there is one, a query, both exactly as they are sent.
 *
 * <p>The challenge covers the {@linkplain #path() path alone}; the query is sent, but not signed. Accepts only what
 * every HTTP client sends unchanged (RFC 3986 §3.3 and §3.4, percent-encoded where needed), since a rewritten path
 * would not be the one that was signed. For the same reason, refuses what a gateway could read as another path: dot
 * segments, empty segments, encoded slashes and backslashes, characters that are encoded without need, and bytes that
 * are not UTF-8.
 *
 * <p>Immutable, equal by content.
 */
public final class ActionPath {

    private static final String FIELD = "userActionHttpPath";
    private static final int LONGEST_SHOWN = 500;
    private static final String PCHAR = "(?:[A-Za-z0-9\\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})";
    private static final Pattern ABSOLUTE_PATH = Pattern.compile("(?:/" + PCHAR + "*+)++");
    /** Without the apostrophe, which RFC 3986 allows, but browsers and OkHttp encode in a query. */
    private static final Pattern QUERY = Pattern.compile("(?:(?!')" + PCHAR + "|[/?])*+");

    private final String path;
    private final Option<String> query;

    private ActionPath(String path, Option<String> query) {
        this.path = path;
        this.query = query;
    }

    /**
     * Returns the path and query of a request target in origin form (RFC 9112 §3.2.1).
     *
     * @param requestTarget such as {@code /wallets} or {@code /wallets?limit=1}
     */
    public static Validation<Seq<Violation>, ActionPath> of(String requestTarget) {
        Objects.requireNonNull(requestTarget, "requestTarget");
        int mark = requestTarget.indexOf('?');
        String path = mark < 0 ? requestTarget : requestTarget.substring(0, mark);
        Option<String> query = mark < 0 ? Option.none() : Option.some(requestTarget.substring(mark + 1));
        List<Violation> violations = violationsOf(path, query);
        return violations.isEmpty() ? Validation.valid(new ActionPath(path, query)) : Validation.invalid(violations);
    }

    /**
     * Returns the path that a request target names, as {@link #of} does.
     *
     * @throws InvalidValueException if it is invalid
     */
    public static ActionPath ofOrThrow(String requestTarget) {
        return InvalidValueException.valueOrThrow(of(requestTarget));
    }

    private static List<Violation> violationsOf(String path, Option<String> query) {
        List<Violation> violations = List.empty();
        boolean isWellFormed = ABSOLUTE_PATH.matcher(path).matches();
        if (!path.startsWith("/")) {
            violations = violations.append(new Violation(FIELD, "must start with a slash"));
        } else if (!isWellFormed) {
            violations = violations.append(new Violation(FIELD,
                    "may hold letters, digits and -._~!$&'()*+,;=:@/ only; percent-encode everything else"));
        }
        if (path.startsWith("//")) {
            violations = violations.append(new Violation(FIELD, "must not start with two slashes: that names a host"));
        }
        violations = violations.appendAll(PathReading.objectionsTo(path, isWellFormed)
                .map(objection -> new Violation(FIELD, objection)));
        if (query.exists(text -> !QUERY.matcher(text).matches())) {
            violations = violations.append(new Violation(FIELD,
                    "has a query with characters that must be percent-encoded"));
        }
        return violations;
    }

    /** Returns the path alone, which the challenge describes and the token is bound to. */
    public String path() {
        return path;
    }

    /** Returns the text after the question mark, if there is one. It is sent, but not signed. */
    public Option<String> query() {
        return query;
    }

    /** Returns path and query as they stand in the request line. */
    public String requestTarget() {
        return path + query.map(text -> "?" + text).getOrElse("");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ActionPath that && path.equals(that.path) && query.equals(that.query);
    }

    @Override
    public int hashCode() {
        return Objects.hash(path, query);
    }

    /** Returns the start of the request target, as much as fits into a message. */
    @Override
    public String toString() {
        return OneLine.of(requestTarget(), LONGEST_SHOWN);
    }
}
