package io.countersign.adapters.crypto.provider;

import io.countersign.domain.OneLine;

import java.lang.reflect.Modifier;

/**
 * Names what foreign code threw. Only types are named, never messages: those may hold anything, secrets included.
 */
public final class Thrown {

    private Thrown() {}

    /**
     * Returns the name of the most specific public type of what was thrown, in one line and bounded. Types that only
     * the inside of the JDK or of this library knows mean nothing to a reader, so what they extend is named instead.
     */
    public static String typeOf(Throwable thrown) {
        Class<?> type = thrown.getClass();
        while (!isPublic(type) || isInternal(type.getName())) {
            type = type.getSuperclass();
        }
        return OneLine.of(type.getName());
    }

    private static boolean isPublic(Class<?> type) {
        for (Class<?> enclosing = type; enclosing != null; enclosing = enclosing.getEnclosingClass()) {
            if (!Modifier.isPublic(enclosing.getModifiers())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isInternal(String name) {
        return name.startsWith("sun.") || name.startsWith("com.sun.") || name.startsWith("jdk.internal.")
                || name.startsWith("io.countersign.");
    }

    /** Keeps the thread marked as interrupted where foreign code threw that instead of keeping the mark. */
    public static void keepInterrupt(Throwable thrown) {
        if (thrown instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
    }
}
