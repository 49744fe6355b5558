package io.countersign.fuzz;

import com.code_intelligence.jazzer.api.BugDetectors;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The target that Jazzer runs: one parser, with a limit on its allocations. */
public final class ParserFuzzer {

    /** The limit for any input, however short: an RSA key is checked for it. */
    private static final long BYTES = 64L << 20;
    /** The additional limit for each byte of an input. */
    private static final long BYTES_PER_BYTE = 4096;

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static FuzzedParser parser = FuzzedParser.PEM_KEYS;

    private ParserFuzzer() {}

    /**
     * Called by Jazzer once, with the name of the parser. Parses some inputs, so that loading classes and building
     * validators does not count as their allocations.
     */
    public static void fuzzerInitialize(String[] arguments) throws Exception {
        parser = FuzzedParser.valueOf(arguments[0]);
        if (parser == FuzzedParser.SANDBOX) {
            // Every other connection that is made while an input is tried is a finding.
            BugDetectors.allowNetworkConnections((host, port) -> isLoopback(host));
        }
        for (Path seed : Seeds.of(parser)) {
            parser.accepts(Files.readAllBytes(seed));
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException elsewhere) {
            return false;
        }
    }

    /**
     * Called by Jazzer for each input. An input that allocates too much is parsed again: the first time, Jazzer may
     * have instrumented classes that were loaded for it, and only what the parser itself allocates counts.
     */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        long limit = BYTES + BYTES_PER_BYTE * input.length;
        if (allocatedFor(input) > limit) {
            long allocated = allocatedFor(input);
            if (allocated > limit) {
                throw new AssertionError(allocated + " bytes allocated for an input of " + input.length);
            }
        }
    }

    private static long allocatedFor(byte[] input) throws Exception {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        parser.accepts(input);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
