package io.countersign.architecture.foreign.unknown;

/** A type of a library that is not declared. */
public final class Catalogue {

    public boolean isEmpty() {
        return true;
    }

    /** Its annotation, which stays in the class file. */
    public @interface Entry {
    }
}
