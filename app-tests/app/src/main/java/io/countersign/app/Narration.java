package io.countersign.app;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/** Describes the flow step by step. Not thread-safe. */
final class Narration {

    private static final String MASK = "••••••••";

    private final PrintWriter out;

    Narration(PrintWriter out) {
        this.out = out;
    }

    void heading(String text) {
        out.println();
        out.println(text);
        out.println("─".repeat(text.length()));
    }

    void line(String text) {
        out.println(text);
    }

    void sent(String step, String what) {
        out.printf("  %-10s → %s%n", step, what);
    }

    void received(String what, Duration took) {
        out.printf("  %-10s ← %s  (%.1f ms)%n", "", what, took.toNanos() / 1_000_000.0);
    }

    /** Makes a call, describes its result and how long it took, and returns the result. */
    <T> T timed(Supplier<T> question, Function<? super T, String> description) {
        long begun = System.nanoTime();
        T answer = question.get();
        received(description.apply(answer), Duration.ofNanos(System.nanoTime() - begun));
        return answer;
    }

    /** Returns a placeholder for a secret. */
    static String masked() {
        return MASK;
    }

    static String shortened(String text, int limit) {
        return text.length() <= limit ? text : text.substring(0, limit) + "…";
    }
}
