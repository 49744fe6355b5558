package io.countersign.contracts.support;

import java.util.function.Consumer;

/** Runs a check for each of several cases. A failed check names its case. */
public final class Cases {

    private static final int LONGEST_NAME = 80;

    private Cases() {
    }

    /**
     * Runs a check for each case and names it by its text form, which must not be secret.
     *
     * @param cases the cases
     * @param check fails with an {@link AssertionError}
     */
    public static <T> void forEach(Iterable<? extends T> cases, Consumer<? super T> check) {
        for (T each : cases) {
            named(String.valueOf(each), () -> check.accept(each));
        }
    }

    /**
     * Runs a check for each case and names it by its number, from 1.
     *
     * @param what a word for such a case
     * @param cases the cases
     * @param check fails with an {@link AssertionError}
     */
    public static <T> void forEachNumbered(String what, Iterable<? extends T> cases, Consumer<? super T> check) {
        int number = 0;
        for (T each : cases) {
            number++;
            named(what + " " + number, () -> check.accept(each));
        }
    }

    /** Runs a check and puts a name in front of its failure. */
    public static void named(String name, Runnable check) {
        try {
            check.run();
        } catch (AssertionError failed) {
            throw new AssertionError("[" + printable(name) + "] " + failed.getMessage(), failed);
        }
    }

    private static String printable(String name) {
        StringBuilder printable = new StringBuilder();
        name.codePoints().limit(LONGEST_NAME).forEach(character -> {
            if (Character.isISOControl(character)) {
                printable.append(String.format("\\u%04x", character));
            } else {
                printable.appendCodePoint(character);
            }
        });
        return name.codePointCount(0, name.length()) <= LONGEST_NAME
                ? printable.toString() : printable + "… (" + name.length() + " characters)";
    }
}
