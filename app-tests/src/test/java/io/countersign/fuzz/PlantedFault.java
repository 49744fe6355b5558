package io.countersign.fuzz;

/** A parser with a fault that nobody finds by chance: it takes being led there, byte by byte. */
public final class PlantedFault {

    private PlantedFault() {}

    /** Called by Jazzer; it has no choice of names. */
    public static void fuzzerInitialize(String[] arguments) {}

    /** Called by Jazzer for each input. */
    public static void fuzzerTestOneInput(byte[] input) {
        int matched = 0;
        for (byte expected : new byte[] {0x1f, 'p', 'l', 'a', 'n', 't'}) {
            if (matched == input.length || input[matched] != expected) {
                return;
            }
            matched++;
        }
        throw new IllegalStateException("the planted fault");
    }
}
