package io.countersign.adapters.http.wire;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** A message, or a part of one, that holds lists of any length. */
interface Listing {

    /** Returns the number of entries of all its lists, which may be missing. */
    long entries();

    static long entriesIn(@Nullable Object part) {
        return part instanceof Listing listing ? listing.entries() : 0;
    }

    static long entriesOf(@Nullable List<?> list) {
        return list == null ? 0 : list.size() + list.stream().mapToLong(Listing::entriesIn).sum();
    }
}
