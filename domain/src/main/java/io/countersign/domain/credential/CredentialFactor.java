package io.countersign.domain.credential;

import io.countersign.domain.OneLine;

import java.util.Objects;

/**
 * As which factor a kind of credential may serve. A factor that is not known here is kept, and serves as none.
 *
 * @param name the API's name of the factor
 */
public record CredentialFactor(String name) {

    public static final CredentialFactor FIRST = new CredentialFactor("first");
    public static final CredentialFactor SECOND = new CredentialFactor("second");
    public static final CredentialFactor EITHER = new CredentialFactor("either");

    public CredentialFactor {
        Objects.requireNonNull(name, "name");
    }

    public boolean canBeFirst() {
        return equals(FIRST) || equals(EITHER);
    }

    public boolean canBeSecond() {
        return equals(SECOND) || equals(EITHER);
    }

    /** Returns the name as it can stand in a message. */
    @Override
    public String toString() {
        return OneLine.of(name);
    }
}
