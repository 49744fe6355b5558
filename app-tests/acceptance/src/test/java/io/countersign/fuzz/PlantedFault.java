package io.countersign.fuzz;

/** A parser with a defect that chance does not find: coverage has to lead there byte by byte. */
public final class PlantedFault {

    private PlantedFault() {}

    /** Called by Jazzer, which prescribes the name. */
    public static void fuzzerInitialize(String[] arguments) {}

    /** Called by Jazzer for each input. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length > 5 && input[0] == 'p' && input[1] == 'l' && input[2] == 'a' && input[3] == 'n'
                && input[4] == 't') {
            throw new IllegalStateException("the planted fault");
        }
    }
}
