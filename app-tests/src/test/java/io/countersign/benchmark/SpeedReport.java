package io.countersign.benchmark;

import io.countersign.adapters.crypto.SignatureScheme;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Runs the benchmarks and prints their tables: signatures a second, and the ratios that matter, all of one run on one
 * machine. Takes about thirteen minutes; see the module's README for the command.
 */
public final class SpeedReport {

    /**
     * A figure of one benchmark.
     *
     * @param nanoseconds for one operation of one thread, in the median second
     * @param bytes allocated by one operation
     */
    private record Figure(double nanoseconds, double bytes) {

        double perSecond() {
            return 1e9 / nanoseconds;
        }
    }

    private final Map<String, Map<String, Figure>> figures = new TreeMap<>();
    private final Map<SignatureScheme, Optional<Double>> openssl = new EnumMap<>(SignatureScheme.class);
    private final StringBuilder report = new StringBuilder();

    /** The argument, if there is one, is the file that the tables go to as well. */
    public static void main(String[] arguments) throws Exception {
        String tables = new SpeedReport().run();
        System.out.println(tables);
        if (arguments.length > 0) {
            Files.writeString(Path.of(arguments[0]), tables);
        }
    }

    private String run() throws RunnerException, IOException, InterruptedException {
        List<Cell> cells = Cell.all();
        // Side by side: what is to be compared runs one after the other, so that the machine's moods meet both.
        for (SignatureScheme scheme : SignatureScheme.values()) {
            openssl.put(scheme, OpensslSpeed.of(scheme));
            for (Cell cell : cells.stream().filter(any -> any.scheme() == scheme).toList()) {
                measure(cell, 1, "ours", "bare");
                measure(cell, 2, "ours");
            }
        }
        Figure flow = first(new Runner(options(1).include(FlowBenchmark.class.getName()).build()).run());
        title();
        signatures(cells);
        flow(flow);
        return report.toString();
    }

    private static OptionsBuilder options(int threads) {
        var options = new OptionsBuilder();
        // The fastest sign so fast that almost nothing is left around it, once that has met the best compiler: late.
        options.forks(1).threads(threads).warmupIterations(2).warmupTime(TimeValue.seconds(5))
                .measurementIterations(5).measurementTime(TimeValue.seconds(1)).addProfiler(GCProfiler.class)
                .shouldFailOnError(true);
        return options;
    }

    private void measure(Cell cell, int threads, String... methods) throws RunnerException {
        for (String method : methods) {
            Options options = options(threads)
                    .include("\\.SigningBenchmark\\." + method + "$")
                    .param("scheme", cell.scheme().name()).param("contender", cell.contender().name())
                    .build();
            figures.computeIfAbsent(method + threads, any -> new TreeMap<>())
                    .put(key(cell), first(new Runner(options).run()));
        }
    }

    private static String key(Cell cell) {
        return cell.scheme() + " " + cell.contender().name();
    }

    private Figure figure(String what, Cell cell) {
        return figures.get(what).get(key(cell));
    }

    private static Figure first(Collection<RunResult> results) {
        RunResult result = results.iterator().next();
        return new Figure(result.getPrimaryResult().getStatistics().getPercentile(50),
                result.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
    }

    private void title() throws IOException {
        line("Java %s, %s, %d cores, %s, %s", System.getProperty("java.runtime.version"), processor(),
                Runtime.getRuntime().availableProcessors(), System.getProperty("os.name"), LocalDate.now());
        line("");
    }

    private static String processor() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        return Files.exists(info)
                ? Files.readAllLines(info).stream().filter(line -> line.startsWith("model name")).findFirst()
                        .map(line -> line.replaceFirst(".*: ", "")).orElse("unknown processor")
                : System.getProperty("os.arch");
    }

    private void signatures(List<Cell> cells) {
        line("| scheme | provider | ours /s | bare /s | ours ÷ bare | B above bare | two threads ÷ one | ÷ JDK | ÷ openssl |");
        line("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        for (Cell cell : cells) {
            Figure ours = figure("ours1", cell);
            Figure bare = figure("bare1", cell);
            Cell jdk = new Cell(cell.scheme(), Contender.JDK);
            line("| %s | %s | %,.0f | %,.0f | %.3f | %,.0f | %.2f | %s | %s |", cell.scheme().joseName(),
                    cell.contender(), ours.perSecond(), bare.perSecond(), ours.perSecond() / bare.perSecond(),
                    ours.bytes() - bare.bytes(), 2 * figure("ours2", cell).perSecond() / ours.perSecond(),
                    cells.contains(jdk) ? ratio("%.1f", ours.perSecond() / figure("bare1", jdk).perSecond()) : "–",
                    openssl.get(cell.scheme()).map(most -> ratio("%.2f", ours.perSecond() / most)).orElse("–"));
        }
        line("");
        openssl.forEach((scheme, most) -> most.ifPresent(
                value -> line("`openssl speed` signs %,.0f %s a second.", value, scheme.joseName())));
        line("");
    }

    private static String ratio(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private void flow(Figure flow) {
        line("The whole flow above its signature, against a stub: %.2f µs and %,.0f bytes.",
                flow.nanoseconds() / 1000, flow.bytes());
    }

    private void line(String format, Object... values) {
        report.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
