package io.countersign.adapters.http.exchange;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The places of exchanges that are under way at once. Those for which there is none wait in the order they came. */
final class Places {

    private final Set<CompletableFuture<Void>> waiting = new LinkedHashSet<>();
    private int free;

    Places(int number) {
        free = number;
    }

    /** Takes a place. The returned future completes as soon as there is one, and is to be {@linkplain #leave left}. */
    synchronized CompletableFuture<Void> take() {
        CompletableFuture<Void> place = new CompletableFuture<>();
        if (free > 0) {
            free--;
            place.complete(null);
        } else {
            waiting.add(place);
        }
        return place;
    }

    /** Leaves a place to the next that waits, or stops waiting for it. */
    synchronized void leave(CompletableFuture<Void> place) {
        if (waiting.remove(place)) {
            return;
        }
        Iterator<CompletableFuture<Void>> next = waiting.iterator();
        if (next.hasNext()) {
            CompletableFuture<Void> longest = next.next();
            next.remove();
            longest.complete(null);
        } else {
            free++;
        }
    }
}
