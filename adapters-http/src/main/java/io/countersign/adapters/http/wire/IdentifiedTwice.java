package io.countersign.adapters.http.wire;

import io.countersign.domain.Violation;
import io.countersign.domain.credential.Octets;
import io.vavr.control.Option;
import org.jspecify.annotations.Nullable;

/** {@code PublicKeyCredential}, which has its id as {@code id} and, but for some clients, as {@code rawId} again. */
public sealed interface IdentifiedTwice permits AuthenticationResponse, RegistrationResponse {

    /** Returns the id. */
    String id();

    /** Returns the id, or null. */
    @Nullable String rawId();

    /** Returns the violation if both are there and are not the same bytes. */
    default Option<Violation> objectionToRawId() {
        return Option.when(id() != null && rawId() != null
                        && !Octets.ofBase64("", id()).equals(Octets.ofBase64("", rawId())),
                () -> new Violation("rawId", "must be the same bytes as id"));
    }

    /** Returns the text, or null if it is empty. */
    static @Nullable String noneIfEmpty(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
