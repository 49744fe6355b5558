package io.countersign.fuzz;

import com.code_intelligence.jazzer.api.BugDetectors;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Jazzer runs: one parser, over and over, watching what it allocates. */
public final class ParserFuzzer {

    /** What no input may cost, however short it is: an RSA key is checked for it. */
    private static final long BYTES = 64L << 20;
    /** What each byte of an input may cost beyond that. */
    private static final long BYTES_PER_BYTE = 4096;

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static FuzzedParser parser = FuzzedParser.PEM_KEYS;

    private ParserFuzzer() {}

    /**
     * Called by Jazzer once, with the name of the parser. The first inputs load classes and build validators, which must
     * not count as theirs.
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

    /** Called by Jazzer for each input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        parser.accepts(input);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        if (allocated > BYTES + BYTES_PER_BYTE * input.length) {
            throw new AssertionError(allocated + " bytes allocated for an input of " + input.length);
        }
    }
}
