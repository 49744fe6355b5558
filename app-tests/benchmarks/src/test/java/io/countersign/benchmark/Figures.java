package io.countersign.benchmark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The measured figures by name, one for each round. */
final class Figures {

    /**
     * A figure of one round.
     *
     * @param perSecond operations per second of all threads together
     * @param bytes allocated bytes per operation
     */
    record Figure(double perSecond, double bytes) { }

    private final Map<String, List<Figure>> rounds = new HashMap<>();

    void add(String name, Figure figure) {
        rounds.computeIfAbsent(name, any -> new ArrayList<>()).add(figure);
    }

    boolean have(String name) {
        return rounds.containsKey(name);
    }

    double perSecond(String name) {
        return median(rounds.get(name).stream().mapToDouble(Figure::perSecond));
    }

    double bytes(String name) {
        return median(rounds.get(name).stream().mapToDouble(Figure::bytes));
    }

    /** Returns the ratio of two speeds, as the middle one of all rounds. */
    double ratio(String one, String other) {
        List<Figure> ones = rounds.get(one);
        List<Figure> others = rounds.get(other);
        return median(IntStream.range(0, ones.size())
                .mapToDouble(round -> ones.get(round).perSecond() / others.get(round).perSecond()));
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
