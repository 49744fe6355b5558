package io.countersign.domain.credential;

import io.vavr.control.Option;

import java.util.Objects;

/**
 * A credential: its kind and, if it has one that is known in advance, its id.
 *
 * <p>Passwords have no id. An authenticator that chooses among its own passkeys has none until it has signed.
 *
 * @param kind its kind
 * @param id its id, if it has one
 */
public record Credential(CredentialKind kind, Option<CredentialId> id) {

    public Credential {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
    }

    /** Returns the credential of that kind and id. */
    public static Credential of(CredentialKind kind, CredentialId id) {
        return new Credential(kind, Option.some(Objects.requireNonNull(id, "id")));
    }

    /** Returns a credential of that kind which has no id, or whose id is not known yet. */
    public static Credential unnamed(CredentialKind kind) {
        return new Credential(kind, Option.none());
    }

    /** Returns true if the other is of the same kind and, unless this has none, has the same id. */
    public boolean matches(Credential that) {
        return kind.equals(that.kind) && (id.isEmpty() || id.equals(that.id));
    }

    // Written out: the JVM makes those of a record when they are first run, which is in the first call and takes long.
    @Override
    public boolean equals(Object other) {
        return other instanceof Credential that && kind.equals(that.kind) && id.equals(that.id);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, id);
    }

    @Override
    public String toString() {
        return kind + id.map(value -> " " + value).getOrElse("");
    }
}
