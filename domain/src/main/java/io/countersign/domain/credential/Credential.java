package io.countersign.domain.credential;

import io.vavr.control.Option;

import java.util.Objects;

/**
 * Which credential: its kind and, where it has one or it is known in advance, its id.
 *
 * <p>Passwords have no id. An authenticator that chooses among its own passkeys has none until it has signed.
 *
 * @param kind how it signs
 * @param id its name, if it has one
 */
public record Credential(CredentialKind kind, Option<CredentialId> id) {

    public Credential {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
    }

    public static Credential of(CredentialKind kind, CredentialId id) {
        return new Credential(kind, Option.some(Objects.requireNonNull(id, "id")));
    }

    /** A credential of that kind which has no id, or whose id is not known yet. */
    public static Credential unnamed(CredentialKind kind) {
        return new Credential(kind, Option.none());
    }

    /** Whether this can stand for that one: the same kind, and the same id unless this has none. */
    public boolean matches(Credential that) {
        return kind.equals(that.kind) && (id.isEmpty() || id.equals(that.id));
    }

    @Override
    public String toString() {
        return kind + id.map(value -> " " + value).getOrElse("");
    }
}
