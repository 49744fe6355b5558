package io.countersign.fuzz;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A run of Jazzer in a JVM of its own with little memory: its output, and whether it ended without a finding. */
record FuzzRun(boolean foundNothing, String output) {

    /** The code whose coverage guides the fuzzer: ours, and the libraries that parse for us. */
    private static final String WATCHED = String.join(":",
            "io.countersign.**",
            "org.bouncycastle.asn1.ASN1InputStream", "org.bouncycastle.asn1.pkcs.**", "org.bouncycastle.asn1.sec.**",
            "org.bouncycastle.openssl.**", "org.bouncycastle.util.io.pem.**",
            "com.nimbusds.jose.JWE*", "com.nimbusds.jose.util.**", "com.yubico.webauthn.**",
            "org.eclipse.jetty.http.HttpParser", "org.eclipse.jetty.http.MultiPart*",
            "com.fasterxml.jackson.core.json.ReaderBasedJsonParser");
    /** No parser needs these, and Jazzer reads every class on the class path before it starts. */
    private static final Pattern NOT_FUZZED = Pattern.compile("[/\\\\]awssdk[/\\\\]|(?:archunit|assertj|byte-buddy"
            + "|instancio|micrometer|resilience4j|bcpkix|bcutil|conscrypt|AmazonCorretto|junit|picocli|okhttp-tls)"
            + "[^/\\\\]*$");
    private static final String CLASS_PATH = Stream.of(
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                            .split(File.pathSeparator))
            .filter(entry -> !NOT_FUZZED.matcher(entry).find())
            .collect(Collectors.joining(File.pathSeparator));
    private static final int SECONDS_PER_INPUT = 20;
    /** The additional time to start and end on a busy machine. */
    private static final int SECONDS_BESIDE = 180;
    private static final Pattern END = Pattern.compile("#(\\d+)\\s+DONE\\s+cov: (\\d+) ft: (\\d+)");

    /** Fuzzes a target for the given time. Inputs and findings stay in the directory, where the next run continues. */
    static FuzzRun of(Class<?> target, String argument, int seconds, Path directory, List<Path> seeds)
            throws IOException, InterruptedException {
        Path corpus = Files.createDirectories(directory.resolve("corpus"));
        Path findings = Files.createDirectories(directory.resolve("findings"));
        Path output = directory.resolve("output");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // C1 alone: on two processors, in a run of seconds, optimising costs more than it brings.
                "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+EnableDynamicAgentLoading",
                "-cp", CLASS_PATH, "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.getName(), "--target_args=" + argument,
                "--instrumentation_includes=" + WATCHED, "--custom_hook_includes=" + WATCHED,
                "--reproducer_path=" + findings, "-artifact_prefix=" + findings + "/",
                "-max_total_time=" + seconds, "-timeout=" + SECONDS_PER_INPUT, corpus.toString()));
        seeds.forEach(seed -> command.add(seed.toString()));
        Process process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start();
        boolean ended = process.waitFor(seconds + SECONDS_BESIDE, TimeUnit.SECONDS);
        process.destroyForcibly().waitFor();
        return new FuzzRun(ended && process.exitValue() == 0,
                Files.readString(output, StandardCharsets.ISO_8859_1) + (ended ? "" : "\nnever came to an end"));
    }

    /** Returns the number of inputs tried; 0 if the run did not end normally. */
    long inputs() {
        return atTheEnd(1);
    }

    /** Returns the number of edges covered; 0 if the run did not end normally. */
    long coverage() {
        return atTheEnd(2);
    }

    private long atTheEnd(int group) {
        Matcher end = END.matcher(output);
        return end.find() ? Long.parseLong(end.group(group)) : 0;
    }

    /** Returns the end of the output, where a finding is. */
    String findings() {
        int start = Math.max(output.indexOf("== Java Exception"), output.indexOf("ERROR: libFuzzer"));
        return output.substring(Math.max(0, Math.max(start, output.length() - 6_000)));
    }
}
