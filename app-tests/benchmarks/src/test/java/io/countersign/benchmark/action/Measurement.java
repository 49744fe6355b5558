package io.countersign.benchmark.action;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/**
 * Measures one client in a JVM of its own, as the lines of the standard input ask. Prints each figure as a line
 * {@code name value}, and an empty line when a measurement ends. Ends when the standard input does.
 */
final class Measurement {

    /** Makes a few actions. */
    static final String FEW = "few";
    /** Makes actions until the JIT compiler has nothing more to do. */
    static final String WARM_UP = "warm up";
    static final String MANY_CALLERS = "32 callers";
    static final String ONE_CALLER = "one caller";
    /** Measures bodies of several sizes, and a challenge with many credentials. */
    static final String SIZES = "sizes";

    static final int[] KILOBYTES = {1, 10, 100, 1000, 10_000};

    private static final CompilationMXBean COMPILATION = ManagementFactory.getCompilationMXBean();
    private static final double MOST_COMPILING_MILLIS_PER_SECOND = 50;
    private static final int MOST_ROUNDS = 25;
    private static final int CALM_ROUNDS = 2;

    private Measurement() {
    }

    /**
     * Runs the measurements.
     *
     * @param arguments the {@link Contestant}, the base URL, the file with the key, and the seconds of one window
     */
    public static void main(String[] arguments) throws Exception {
        Contestant contestant = Contestant.valueOf(arguments[0]);
        String pem = Files.readString(Path.of(arguments[2]));
        double seconds = Double.parseDouble(arguments[3]);
        Contestant.Caller caller = contestant.open(arguments[1], pem);
        caller.act(Messages.SMALL_BODY);
        print("start ms", System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime());
        print("start classes", ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount());
        System.out.println();
        BufferedReader asked = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = asked.readLine(); line != null; line = asked.readLine()) {
            switch (line) {
                case FEW -> few(caller);
                case WARM_UP -> warmUp(caller, seconds);
                case MANY_CALLERS -> manyCallers(caller, seconds);
                case ONE_CALLER -> oneCaller(caller, seconds / 2);
                case SIZES -> {
                    sizes(caller, seconds);
                    manyCredentials(contestant.open(arguments[1] + StubApi.MANY_CREDENTIALS, pem), seconds);
                }
                default -> throw new IllegalArgumentException(line);
            }
            System.out.println();
        }
        System.exit(0);
    }

    private static void few(Contestant.Caller caller) throws Exception {
        Load.of(caller, Messages.SMALL_BODY, 50);
        print("few bytes", Load.of(caller, Messages.SMALL_BODY, 200).bytes());
    }

    private static void warmUp(Contestant.Caller caller, double seconds) throws Exception {
        // Many callers leave the compiler little of the processors, so most is compiled with two.
        untilCompiled(CALM_ROUNDS, () -> Load.of(caller, Messages.SMALL_BODY, 2, seconds));
        untilCompiled(CALM_ROUNDS, () -> Load.of(caller, Messages.SMALL_BODY, 32, seconds));
        untilCompiled(1, () -> Load.of(caller, Messages.SMALL_BODY, 1, seconds / 2));
    }

    private static void manyCallers(Contestant.Caller caller, double seconds) throws Exception {
        Load many = Load.of(caller, Messages.SMALL_BODY, 32, seconds);
        print("32 cpu", many.cpuNanos());
        print("32 bytes", many.bytes());
        print("32 rate", many.actions() / many.seconds());
    }

    private static void oneCaller(Contestant.Caller caller, double seconds) throws Exception {
        Load one = Load.of(caller, Messages.SMALL_BODY, 1, seconds);
        print("1 cpu", one.cpuNanos());
        print("1 median", one.medianNanos());
    }

    private static void sizes(Contestant.Caller caller, double seconds) throws Exception {
        for (int kilobytes : KILOBYTES) {
            int actions = (int) Math.max(2, Math.min(200, seconds * 20_000 / kilobytes));
            String body = Messages.bodyOf(kilobytes);
            untilCompiled(1, () -> Load.of(caller, body, actions));
            Load sized = Load.of(caller, body, actions);
            print(kilobytes + " KB cpu", sized.cpuNanos());
            print(kilobytes + " KB bytes", sized.bytes());
            print(kilobytes + " KB median", sized.medianNanos());
        }
    }

    private static void manyCredentials(Contestant.Caller caller, double seconds) throws Exception {
        untilCompiled(1, () -> Load.of(caller, Messages.SMALL_BODY, 1, seconds / 2));
        print("many cpu", Load.of(caller, Messages.SMALL_BODY, 1, seconds).cpuNanos());
    }

    /**
     * Repeats a round until the JIT compiler has nothing more to do: otherwise its work, and code that is yet to be
     * compiled, would be counted. Between rounds it gets the processors, for which many callers compete with it.
     */
    private static void untilCompiled(int calmRounds, Callable<Load> round) throws Exception {
        int calm = 0;
        for (int made = 0; made < MOST_ROUNDS && calm < calmRounds; made++) {
            long before = COMPILATION.getTotalCompilationTime();
            double seconds = round.call().seconds();
            awaitCompiler();
            boolean compiled = COMPILATION.getTotalCompilationTime() - before
                    > seconds * MOST_COMPILING_MILLIS_PER_SECOND;
            calm = compiled ? 0 : calm + 1;
        }
    }

    private static void awaitCompiler() throws InterruptedException {
        long before;
        do {
            before = COMPILATION.getTotalCompilationTime();
            Thread.sleep(100);
        } while (COMPILATION.getTotalCompilationTime() != before);
    }

    private static void print(String name, double value) {
        System.out.println(name.replace(' ', '_') + " " + value);
    }
}
