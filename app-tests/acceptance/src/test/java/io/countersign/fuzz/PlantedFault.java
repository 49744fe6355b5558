package io.countersign.fuzz;

/** A parser with a fault that nobody finds by chance: it takes being led there, byte by byte. */
public final class PlantedFault {

    private PlantedFault() {}

    /** Called by Jazzer; it has no choice of names. */
    public static void fuzzerInitialize(String[] arguments) {}

    /** Called by Jazzer for each input. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length > 5 && input[0] == 'p' && input[1] == 'l' && input[2] == 'a' && input[3] == 'n'
                && input[4] == 't') {
            throw new IllegalStateException("the planted fault");
        }
    }
}
