package io.countersign.domain;

import java.util.Objects;

/**
 * A value that is one text. Immutable; equal to a value of the same type with the same text.
 *
 * <p>No record, and the field is transient, so that serialisers that read components, getters or fields leave out the
 * texts that are secrets.
 */
public abstract class TextValue {

    private final transient String value;

    /**
     * Creates a value.
     *
     * @param value the text
     */
    protected TextValue(String value) {
        this.value = Objects.requireNonNull(value, "value");
    }

    /**
     * Returns the text itself, which may be a secret.
     *
     * @return the text, as it was given
     */
    public final String value() {
        return value;
    }

    @Override
    public final boolean equals(Object other) {
        return other != null && getClass() == other.getClass() && value.equals(((TextValue) other).value);
    }

    @Override
    public final int hashCode() {
        return value.hashCode();
    }
}
