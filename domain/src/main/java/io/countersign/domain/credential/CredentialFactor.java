package io.countersign.domain.credential;

import io.countersign.domain.OneLine;

import java.util.Objects;

/**
 * The factor that a kind of credential may be. A factor that is not known here is kept, and allows neither.
 *
 * @param name the API's name of the factor
 */
public record CredentialFactor(String name) {

    /** The first factor only. */
    public static final CredentialFactor FIRST = new CredentialFactor("first");
    /** The second factor only. */
    public static final CredentialFactor SECOND = new CredentialFactor("second");
    /** The first or the second factor. */
    public static final CredentialFactor EITHER = new CredentialFactor("either");

    public CredentialFactor {
        Objects.requireNonNull(name, "name");
    }

    /** Returns true if it allows the first factor. */
    public boolean canBeFirst() {
        return equals(FIRST) || equals(EITHER);
    }

    /** Returns true if it allows the second factor. */
    public boolean canBeSecond() {
        return equals(SECOND) || equals(EITHER);
    }

    // Written out: the JVM makes those of a record when they are first run, which is in the first call and takes long.
    @Override
    public boolean equals(Object other) {
        return other instanceof CredentialFactor that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** Returns the name as it can stand in a message. */
    @Override
    public String toString() {
        return OneLine.of(name);
    }
}
