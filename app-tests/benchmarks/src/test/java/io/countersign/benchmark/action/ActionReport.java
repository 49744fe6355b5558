package io.countersign.benchmark.action;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * Runs every client in rounds, each in a JVM of its own against a stub in another, and prints one table. Ratios are
 * between figures taken one after the other; the middle one counts. The command is in the module's README.
 */
public final class ActionReport {

    private static final int ROUNDS = 3;
    private static final int STARTS = 2;
    private static final int WINDOWS = 5;
    private static final String WINDOW_SECONDS = "1.5";
    private static final int BODY_KIBIBYTES = 16 * 1024;

    private final Path directory;
    private final boolean quick;
    private final Map<Contestant, Map<String, List<Double>>> figures = new EnumMap<>(Contestant.class);
    private final StringBuilder report = new StringBuilder();

    private ActionReport(Path directory, boolean quick) {
        this.directory = directory;
        this.quick = quick;
    }

    /**
     * Runs the report.
     *
     * @param arguments the directory for {@code actions-17.md} and {@code actions-17.svg}, with the version of Java,
     *         and optionally {@code quick}
     */
    public static void main(String[] arguments) throws Exception {
        ActionReport report = new ActionReport(
                Path.of(arguments[0]), arguments.length > 1 && arguments[1].equals("quick"));
        String table = report.run();
        System.out.println(table);
        String name = "actions-" + Runtime.version().feature();
        Files.writeString(report.directory.resolve(name + ".md"), table);
        Files.writeString(report.directory.resolve(name + ".svg"), Chart.of(report::middle));
    }

    private String run() throws Exception {
        Files.createDirectories(directory);
        Path key = directory.resolve("benchmark-key.pem");
        Files.writeString(key, BareSignature.newKey());
        try (Jvm stub = Jvm.start(List.of(), StubApi.class, "0")) {
            String url = "http://127.0.0.1:" + stub.line();
            for (int round = 0; round < (quick ? 1 : ROUNDS); round++) {
                sideBySide(url, key);
                for (int start = 0; start < (quick ? 0 : STARTS); start++) {
                    for (Contestant contestant : Contestant.values()) {
                        try (Jvm child = start(contestant, url, key)) {
                            keep(contestant, child);
                        }
                    }
                }
            }
            line("Java %s, %d cores, %s %s, %s", System.getProperty("java.runtime.version"),
                    Runtime.getRuntime().availableProcessors(), System.getProperty("os.name"),
                    System.getProperty("os.arch"), LocalDate.now());
            line("");
            table();
            line("");
            line("Heap for a call with a body of 16 MiB through the interceptor, above that of a small one: %.1f times "
                    + "the body.", copiesOfABody(url, key));
        }
        if (Runtime.version().feature() >= 21) {
            inFlight(key, "-Xmx384m");
            if (!quick) {
                inFlight(key, "-Xmx256m");
            }
        }
        return report.toString();
    }

    /**
     * Measures all clients in turn, again and again: the machine is slower for some seconds now and then, and this
     * meets all of them.
     */
    private void sideBySide(String url, Path key) throws Exception {
        Map<Contestant, Jvm> children = new EnumMap<>(Contestant.class);
        try {
            for (Contestant contestant : Contestant.values()) {
                Jvm child = start(contestant, url, key);
                children.put(contestant, child);
                keep(contestant, child);
                ask(contestant, child, Measurement.WARM_UP);
            }
            for (String asked : List.of(Measurement.MANY_CALLERS, Measurement.ONE_CALLER)) {
                // The first window opens connections again, which were idle while others warmed up.
                for (Jvm child : children.values()) {
                    child.ask(asked);
                    child.figures();
                }
                for (int window = 0; window < (quick ? 1 : WINDOWS); window++) {
                    for (Map.Entry<Contestant, Jvm> child : children.entrySet()) {
                        ask(child.getKey(), child.getValue(), asked);
                    }
                }
            }
            for (Map.Entry<Contestant, Jvm> child : children.entrySet()) {
                ask(child.getKey(), child.getValue(), Measurement.SIZES);
            }
        } finally {
            children.values().forEach(Jvm::close);
        }
    }

    private static Jvm start(Contestant contestant, String url, Path key) throws IOException {
        return Jvm.start(List.of("-Xmx1g"), Measurement.class,
                contestant.name(), url, key.toString(), WINDOW_SECONDS);
    }

    private void ask(Contestant contestant, Jvm child, String measurement) throws IOException {
        child.ask(measurement);
        keep(contestant, child);
    }

    private void keep(Contestant contestant, Jvm child) throws IOException {
        child.figures().forEach((name, figure) -> figures.computeIfAbsent(contestant, any -> new HashMap<>())
                .computeIfAbsent(name, any -> new ArrayList<>()).add(figure));
    }

    /** Returns how much more heap a large body takes than a small one, in sizes of the body. */
    private double copiesOfABody(String url, Path key) throws Exception {
        return (smallestHeap(url, key, BODY_KIBIBYTES) - smallestHeap(url, key, 1)) / (BODY_KIBIBYTES / 1024.0);
    }

    private int smallestHeap(String url, Path key, int kibibytes) throws Exception {
        int tooSmall = 8;
        int enough = 512;
        while (enough - tooSmall > (quick ? 8 : 2)) {
            int tried = (enough + tooSmall) / 2;
            // Serial with a small young generation: the old one then holds whole arrays without gaps.
            try (Jvm child = Jvm.start(List.of("-XX:+UseSerialGC", "-Xmn4m", "-Xmx" + tried + "m"),
                    InterceptedBody.class, url, key.toString(), String.valueOf(kibibytes))) {
                if (child.exitCode() == 0) {
                    enough = tried;
                } else {
                    tooSmall = tried;
                }
            }
        }
        return enough;
    }

    private void inFlight(Path key, String heap) throws Exception {
        try (Jvm stub = Jvm.start(List.of("-Xmx768m"), StubApi.class, "1000");
                Jvm child = Jvm.start(List.of(heap), InFlight.class,
                        "http://127.0.0.1:" + stub.line(), key.toString(), "10000")) {
            String outcome = child.line();
            line("10,000 actions at once on virtual threads, 1 s per exchange, %s: %s.", heap,
                    outcome == null ? "not ended" : outcome);
        }
    }

    private void table() {
        StringBuilder titles = new StringBuilder("| |");
        StringBuilder rule = new StringBuilder("| --- |");
        for (Contestant contestant : Contestant.values()) {
            titles.append(' ').append(contestant.title()).append(" |");
            rule.append(" ---: |");
        }
        line(titles + " library ÷ OkHttp |");
        line(rule + " ---: |");
        row("32 callers: CPU, µs per action", "32 cpu", 1e3, "%,.0f");
        row("32 callers: allocated, KB per action", "32 bytes", 1024, "%,.1f");
        row("32 callers: actions per second", "32 rate", 1, "%,.0f");
        row("one caller: CPU, µs per action", "1 cpu", 1e3, "%,.0f");
        row("one caller: median time, ms", "1 median", 1e6, "%,.3f");
        for (int kilobytes : Measurement.KILOBYTES) {
            if (kilobytes <= 10) {
                row(kilobytes + " KB: median time, ms", kilobytes + " KB median", 1e6, "%,.2f");
            } else {
                row(kilobytes + " KB: allocated, times the size", kilobytes + " KB bytes", 1024.0 * kilobytes, "%,.1f");
                row(kilobytes + " KB: CPU, ms", kilobytes + " KB cpu", 1e6, "%,.2f");
            }
        }
        row("3,000 credentials: CPU, ms per action", "many cpu", 1e6, "%,.2f");
        row("JVM start to the end of the first action, ms", "start ms", 1, "%,.0f");
        row("classes loaded by then", "start classes", 1, "%,.0f");
        line("");
        line("10 KB ÷ 1 KB, median time: this library %.2f, plain OkHttp %.2f.",
                ratio(Contestant.LIBRARY, "10 KB median", Contestant.LIBRARY, "1 KB median"),
                ratio(Contestant.OKHTTP, "10 KB median", Contestant.OKHTTP, "1 KB median"));
    }

    private void row(String title, String figure, double unit, String format) {
        StringBuilder row = new StringBuilder("| " + title + " |");
        for (Contestant contestant : Contestant.values()) {
            row.append(' ').append(String.format(Locale.ROOT, format, middle(contestant, figure) / unit)).append(" |");
        }
        line(row + " %.2f |", ratio(Contestant.LIBRARY, figure, Contestant.OKHTTP, figure));
    }

    private double middle(Contestant contestant, String figure) {
        return median(figures.get(contestant).get(figure).stream().mapToDouble(Double::doubleValue));
    }

    private double ratio(Contestant one, String figure, Contestant other, String otherFigure) {
        List<Double> ones = figures.get(one).get(figure);
        List<Double> others = figures.get(other).get(otherFigure);
        return median(java.util.stream.IntStream.range(0, ones.size())
                .mapToDouble(index -> ones.get(index) / others.get(index)));
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private void line(String format, Object... values) {
        report.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
