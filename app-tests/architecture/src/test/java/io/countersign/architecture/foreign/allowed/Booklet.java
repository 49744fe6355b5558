package io.countersign.architecture.foreign.allowed;

/** A type of a library that a architecture may use, but not show. */
public final class Booklet {
}
