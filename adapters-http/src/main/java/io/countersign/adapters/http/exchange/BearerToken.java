package io.countersign.adapters.http.exchange;

import io.countersign.domain.Violation;
import io.vavr.control.Either;

import java.util.function.Supplier;

/** The caller's own authentication, asked for on each call, since it expires and is renewed elsewhere. */
public final class BearerToken {

    private static final String FIELD = "bearerToken";

    /** Transient, so that serialisers that read fields leave out what it captured. */
    private final transient Supplier<String> supplier;

    public BearerToken(Supplier<String> supplier) {
        this.supplier = supplier;
    }

    /** The value of the {@code Authorization} header, or why there is none. Never repeats what the supplier gave. */
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
        return token.chars().allMatch(character -> character > ' ' && character < 0x7F)
                ? Either.right("Bearer " + token)
                : Either.left(new Violation(
                        FIELD, "must consist of visible ASCII characters; is there a line end in it?"));
    }

    @Override
    public String toString() {
        return "BearerToken[hidden]";
    }
}
