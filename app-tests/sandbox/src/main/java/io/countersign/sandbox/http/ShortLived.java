package io.countersign.sandbox.http;

import io.vavr.control.Option;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Values by name, each with an expiry. Expired values are not found, and are removed when the next one is added, so
 * that no more are kept than arrive within one lifetime. Thread-safe.
 */
public final class ShortLived<V> {

    private final Clock clock;
    private final Map<String, Entry<V>> entries = new ConcurrentHashMap<>();
    private final Queue<Entry<V>> oldestFirst = new ConcurrentLinkedQueue<>();

    public ShortLived(Clock clock) {
        this.clock = clock;
    }

    private record Entry<V>(String name, V value, Instant expiry) {
    }

    /** Adds a value under a unique name. It must not expire before the values added earlier. */
    public void put(String name, V value, Instant expiry) {
        letGoOfTheOld();
        Entry<V> entry = new Entry<>(name, value, expiry);
        entries.put(name, entry);
        oldestFirst.add(entry);
    }

    public Option<V> get(String name) {
        return Option.of(entries.get(name)).filter(entry -> !isOld(entry)).map(Entry::value);
    }

    /**
     * Removes a value before it expires.
     *
     * @return {@code true} for one caller only
     */
    public boolean remove(String name) {
        return entries.remove(name) != null;
    }

    /** Returns the number of values kept, including expired ones that have not been removed yet. */
    public int size() {
        return entries.size();
    }

    private void letGoOfTheOld() {
        for (Entry<V> oldest = oldestFirst.peek(); oldest != null && isOld(oldest); oldest = oldestFirst.peek()) {
            // Of several threads that see the same one, those that come late must not take the next instead.
            if (oldestFirst.remove(oldest)) {
                entries.remove(oldest.name());
            }
        }
    }

    private boolean isOld(Entry<V> entry) {
        return !clock.instant().isBefore(entry.expiry());
    }
}
