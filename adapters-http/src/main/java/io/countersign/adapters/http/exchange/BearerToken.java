package io.countersign.adapters.http.exchange;

import io.countersign.domain.Violation;
import io.vavr.control.Either;

import java.util.function.Supplier;

/** The bearer token of the caller. Its supplier is called for each exchange, since tokens expire and are renewed. */
public final class BearerToken {

    private static final String FIELD = "bearerToken";

    /** Transient, so that serialisers that read fields leave out captured values. */
    private final transient Supplier<String> supplier;

    public BearerToken(Supplier<String> supplier) {
        this.supplier = supplier;
    }

    /** Returns the value of the {@code Authorization} header, or why there is none, without repeating the token. */
    public Either<Violation, String> authorization() {
        String token;
        try {
            token = supplier.get();
        } catch (Throwable thrown) {
            return Either.left(new Violation(FIELD, "its supplier threw " + thrown.getClass().getName()));
        }
        if (token == null || token.isBlank()) {
            return Either.left(new Violation(FIELD, "its supplier gave none"));
        }
        if (token.regionMatches(true, 0, "Bearer ", 0, "Bearer ".length())) {
            return Either.left(new Violation(FIELD, "must be the token alone, without Bearer"));
        }
        return token.chars().allMatch(character -> character > ' ' && character < 0x7F)
                ? Either.right("Bearer " + token)
                : Either.left(new Violation(
                        FIELD, "must consist of visible ASCII characters, without spaces and line ends"));
    }

    @Override
    public String toString() {
        return "BearerToken[hidden]";
    }
}
