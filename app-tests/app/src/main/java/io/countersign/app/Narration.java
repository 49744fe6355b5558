package io.countersign.app;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/** Tells a newcomer what happens, step by step. Not for use by several threads. */
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

    /** What the question brings, told with how long it took. */
    <T> T timed(Supplier<T> question, Function<? super T, String> description) {
        long begun = System.nanoTime();
        T answer = question.get();
        received(description.apply(answer), Duration.ofNanos(System.nanoTime() - begun));
        return answer;
    }

    /** A secret as it may be shown: that it is there, and nothing of it. */
    static String masked() {
        return MASK;
    }

    static String shortened(String text, int limit) {
        return text.length() <= limit ? text : text.substring(0, limit) + "…";
    }
}
