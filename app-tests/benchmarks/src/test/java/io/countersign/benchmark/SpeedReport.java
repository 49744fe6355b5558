package io.countersign.benchmark;

import io.countersign.adapters.crypto.scheme.SignatureScheme;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * Runs the benchmarks and prints their table: signatures per second, and ratios. Compared measurements run one after
 * the other, in three rounds, and the middle ratio counts, so that neither a busy moment nor a lucky compilation
 * decides. Takes about twenty minutes; the command is in the module's README.
 */
public final class SpeedReport {

    private static final int ROUNDS = 3;

    private final Figures figures = new Figures();
    private final StringBuilder report = new StringBuilder();

    /**
     * Runs the report.
     *
     * @param arguments optionally the file to write the table to as well
     */
    public static void main(String[] arguments) throws Exception {
        String table = new SpeedReport().run();
        System.out.println(table);
        if (arguments.length > 0) {
            Files.writeString(Path.of(arguments[0]), table);
        }
    }

    private String run() throws RunnerException, IOException, InterruptedException {
        List<Cell> cells = Cell.all();
        for (SignatureScheme scheme : SignatureScheme.values()) {
            List<Cell> own = cells.stream().filter(cell -> cell.scheme() == scheme).toList();
            for (int round = 0; round < ROUNDS; round++) {
                measure(scheme, own);
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            figures.add("flow", measured(options(1).include(FlowBenchmark.class.getName())));
        }
        line("Java %s, %s, %d cores, %s, %s, %s", System.getProperty("java.runtime.version"), processor(),
                Runtime.getRuntime().availableProcessors(), System.getProperty("os.name"), OpensslSpeed.version(),
                LocalDate.now());
        line("");
        signatures(cells);
        line("");
        line("The whole flow above its signature, against a stub: %.2f µs and %,.0f bytes.",
                1e6 / figures.perSecond("flow"), figures.bytes("flow"));
        return report.toString();
    }

    private void measure(SignatureScheme scheme, List<Cell> cells)
            throws RunnerException, IOException, InterruptedException {
        OpensslSpeed.of(scheme).ifPresent(perSecond -> figures.add(openssl(scheme), new Figures.Figure(perSecond, 0)));
        for (Cell cell : cells) {
            figures.add(ours(cell), measured(signing(cell, "ours", 1)));
            figures.add(bare(cell), measured(signing(cell, "bare", 1)));
            figures.add(oursOnTwoThreads(cell), measured(signing(cell, "ours", 2)));
        }
    }

    private static ChainedOptionsBuilder options(int threads) {
        // The fastest leave so little time around the signature that it only shows once the JIT is done: late.
        return new OptionsBuilder().forks(1).threads(threads)
                .warmupIterations(3).warmupTime(TimeValue.seconds(2))
                .measurementIterations(5).measurementTime(TimeValue.milliseconds(500))
                .addProfiler(GCProfiler.class).shouldFailOnError(true);
    }

    private static ChainedOptionsBuilder signing(Cell cell, String method, int threads) {
        return options(threads).include("\\.SigningBenchmark\\." + method + "$")
                .param("scheme", cell.scheme().name()).param("contender", cell.contender().name());
    }

    private static Figures.Figure measured(ChainedOptionsBuilder options) throws RunnerException {
        RunResult result = new Runner(options.build()).run().iterator().next();
        int threads = result.getParams().getThreads();
        return new Figures.Figure(
                threads * 1e9 / result.getPrimaryResult().getStatistics().getPercentile(50),
                result.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
    }

    private static String ours(Cell cell) {
        return "ours " + cell;
    }

    private static String bare(Cell cell) {
        return "bare " + cell;
    }

    private static String oursOnTwoThreads(Cell cell) {
        return "ours on two threads " + cell;
    }

    private static String openssl(SignatureScheme scheme) {
        return "openssl " + scheme;
    }

    private void signatures(List<Cell> cells) {
        line("| scheme | provider | ours /s | bare /s | ours ÷ bare | B above bare | two threads ÷ one | ÷ JDK "
                + "| ÷ `openssl speed` |");
        line("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        for (Cell cell : cells) {
            String ours = ours(cell);
            line("| %s | %s | %,.0f | %,.0f | %s | %,.0f | %s | %s | %s |", cell.scheme().joseName(), cell.contender(),
                    figures.perSecond(ours), figures.perSecond(bare(cell)), ratio("%.3f", ours, bare(cell)),
                    figures.bytes(ours) - figures.bytes(bare(cell)), ratio("%.2f", oursOnTwoThreads(cell), ours),
                    ratio("%.2f", ours, bare(new Cell(cell.scheme(), Contender.JDK))),
                    ratio("%.2f", ours, openssl(cell.scheme())));
        }
    }

    private String ratio(String format, String one, String other) {
        return figures.have(other) ? String.format(Locale.ROOT, format, figures.ratio(one, other)) : "–";
    }

    private static String processor() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        return Files.exists(info)
                ? Files.readAllLines(info).stream().filter(line -> line.startsWith("model name")).findFirst()
                        .map(line -> line.replaceFirst(".*: ", "")).orElse("unknown processor")
                : System.getProperty("os.arch");
    }

    private void line(String format, Object... values) {
        report.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
