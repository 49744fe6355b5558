package io.countersign.adapters.http.exchange;

import io.countersign.domain.Violation;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.util.function.Supplier;

/** The bearer token of the caller. Its supplier is called for each exchange, since tokens expire and are renewed. */
public final class BearerToken {

    private static final String FIELD = "bearerToken";

    /** Set while a thread asks the supplier, which may sign in by a call of its own. */
    private final transient ThreadLocal<Boolean> asking = new ThreadLocal<>();
    /** Transient, so that serialisers that read fields leave out captured values. */
    private final transient Supplier<String> supplier;

    public BearerToken(Supplier<String> supplier) {
        this.supplier = supplier;
    }

    /** Returns the value of the {@code Authorization} header, or why there is none, without repeating the token. */
    public Either<Violation, String> authorization() {
        return authorizationIfAny().flatMap(given -> given.isDefined()
                ? Either.right(given.get())
                : Either.left(new Violation(FIELD, "its supplier gave none")));
    }

    /** Returns the value of the {@code Authorization} header, or none while there is no token, as before a login. */
    public Either<Violation, Option<String>> authorizationIfAny() {
        if (asking.get() != null) {
            return Either.right(Option.none());
        }
        asking.set(true);
        try {
            String token = supplier.get();
            return token == null || token.isBlank() ? Either.right(Option.none()) : valueFor(token).map(Option::some);
        } catch (Throwable thrown) {
            return Either.left(new Violation(FIELD, "its supplier threw " + thrown.getClass().getName()));
        } finally {
            asking.remove();
        }
    }

    private static Either<Violation, String> valueFor(String token) {
        if (token.regionMatches(true, 0, "Bearer ", 0, "Bearer ".length())) {
            return Either.left(new Violation(FIELD, "must be the token alone, without Bearer"));
        }
        return isVisible(token)
                ? Either.right("Bearer " + token)
                : Either.left(new Violation(
                        FIELD, "must consist of visible ASCII characters, without spaces and line ends"));
    }

    private static boolean isVisible(String token) {
        for (int at = 0; at < token.length(); at++) {
            if (token.charAt(at) <= ' ' || token.charAt(at) >= 0x7F) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return "BearerToken[hidden]";
    }
}
