package io.countersign.domain.action;

import io.countersign.domain.InvalidValueException;
import io.countersign.domain.OneLine;
import io.countersign.domain.Violation;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;

import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A method and a path template, as in {@code POST /wallets/{walletId}/transfers}. A parameter in braces stands for one
 * whole segment of letters, digits and {@code -._~}. Everything else is compared as it is, so that no spelling that
 * only some servers take for the path belongs to the endpoint.
 *
 * <p>Immutable, equal by content.
 */
public final class Endpoint {

    private static final Pattern PARAMETER = Pattern.compile("(?<=/)\\{[A-Za-z0-9_-]+}(?=/|$)");
    private static final int LONGEST_SHOWN = 500;
    private static final String VALUE = "[A-Za-z0-9\\-._~]+";

    private final HttpMethod method;
    private final String template;
    private final Pattern paths;

    private Endpoint(HttpMethod method, String template) {
        this.method = method;
        this.template = template;
        this.paths = Pattern.compile(
                PARAMETER.splitAsStream(template + "/").map(Pattern::quote).collect(Collectors.joining(VALUE)));
    }

    /**
     * Returns the endpoint that a text names.
     *
     * @param text method, a space, and the path template, without a query
     * @return the endpoint, or everything that is wrong with it
     */
    public static Validation<Seq<Violation>, Endpoint> of(String text) {
        int space = Objects.requireNonNull(text, "text").indexOf(' ');
        String template = text.substring(space + 1);
        return Validation
                .combine(HttpMethod.of(text.substring(0, Math.max(space, 0))), checked(template))
                .ap(Endpoint::new)
                .mapError(violations -> violations.flatMap(Function.identity()));
    }

    private static Validation<Seq<Violation>, String> checked(String template) {
        return ActionPath.of(PARAMETER.matcher(template).replaceAll("x"))
                .flatMap(path -> path.query().isEmpty()
                        ? Validation.valid(template)
                        : new Violation("userActionHttpPath", "must have no query in an endpoint").asInvalid());
    }

    /**
     * Returns the endpoint that a text names, as {@link #of} does.
     *
     * @throws InvalidValueException if anything is wrong with it
     */
    public static Endpoint ofOrThrow(String text) {
        return InvalidValueException.valueOrThrow(of(text));
    }

    /** Returns true if a call with that method and path, whatever its query, goes to this endpoint. */
    public boolean isOf(HttpMethod calledMethod, ActionPath calledPath) {
        return method == calledMethod && paths.matcher(calledPath.path() + "/").matches();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Endpoint that && method == that.method && template.equals(that.template);
    }

    @Override
    public int hashCode() {
        return Objects.hash(method, template);
    }

    @Override
    public String toString() {
        return OneLine.of(method + " " + template, LONGEST_SHOWN);
    }
}
