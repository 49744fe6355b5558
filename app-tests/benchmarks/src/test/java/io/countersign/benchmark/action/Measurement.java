package io.countersign.benchmark.action;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Measures one client in a JVM of its own, and prints each figure as a line {@code name value}. */
final class Measurement {

    static final int[] KILOBYTES = {1, 10, 100, 1000, 10_000};

    private static final CompilationMXBean COMPILATION = ManagementFactory.getCompilationMXBean();
    private static final double MOST_COMPILING_MILLIS_PER_SECOND = 50;
    private static final int MOST_ROUNDS = 25;
    private static final int CALM_ROUNDS = 2;

    private Measurement() {
    }

    /**
     * Runs the measurement.
     *
     * @param arguments the {@link Contestant}, the base URL, the file with the key, and the seconds of one measurement;
     *         zero measures the start and a few actions only
     */
    public static void main(String[] arguments) throws Exception {
        Contestant.Caller caller = Contestant.valueOf(arguments[0])
                .open(arguments[1], Files.readString(Path.of(arguments[2])));
        caller.act(Messages.SMALL_BODY);
        print("start ms", System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime());
        print("start classes", ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount());
        double seconds = Double.parseDouble(arguments[3]);
        if (seconds == 0) {
            Load.of(caller, Messages.SMALL_BODY, 50);
            print("few bytes", Load.of(caller, Messages.SMALL_BODY, 200).bytes());
        } else {
            callers(caller, seconds);
            sizes(caller, seconds);
            Contestant.Caller many = Contestant.valueOf(arguments[0]).open(
                    arguments[1] + StubApi.MANY_CREDENTIALS, Files.readString(Path.of(arguments[2])));
            warmUp(1, () -> Load.of(many, Messages.SMALL_BODY, 1, seconds / 4));
            print("many cpu", Load.of(many, Messages.SMALL_BODY, 1, seconds / 2).cpuNanos());
        }
        System.exit(0);
    }

    private static void callers(Contestant.Caller caller, double seconds) throws Exception {
        // Many callers leave the compiler little of the processors, so most is compiled with two.
        warmUp(CALM_ROUNDS, () -> Load.of(caller, Messages.SMALL_BODY, 2, seconds / 2));
        warmUp(CALM_ROUNDS, () -> Load.of(caller, Messages.SMALL_BODY, 32, seconds / 2));
        Load many = Load.of(caller, Messages.SMALL_BODY, 32, seconds);
        print("32 cpu", many.cpuNanos());
        print("32 bytes", many.bytes());
        print("32 rate", many.actions() / many.seconds());
        warmUp(1, () -> Load.of(caller, Messages.SMALL_BODY, 1, seconds / 4));
        Load one = Load.of(caller, Messages.SMALL_BODY, 1, seconds / 2);
        print("1 cpu", one.cpuNanos());
        print("1 bytes", one.bytes());
        print("1 median", one.medianNanos());
    }

    private static void sizes(Contestant.Caller caller, double seconds) throws Exception {
        for (int kilobytes : KILOBYTES) {
            int actions = (int) Math.max(2, Math.min(200, seconds * 8000 / kilobytes));
            String body = Messages.bodyOf(kilobytes);
            warmUp(1, () -> Load.of(caller, body, actions));
            Load sized = Load.of(caller, body, actions);
            print(kilobytes + " KB cpu", sized.cpuNanos());
            print(kilobytes + " KB bytes", sized.bytes());
            print(kilobytes + " KB median", sized.medianNanos());
        }
    }

    /**
     * Repeats a round until the JIT compiler has nothing more to do: otherwise its work, and code that is yet to be
     * compiled, would be counted. Between rounds it gets the processors, for which many callers compete with it.
     */
    private static void warmUp(int calmRounds, Callable<Load> round) throws Exception {
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
