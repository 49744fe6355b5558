package io.countersign.benchmark.action;

import java.math.BigDecimal;
import java.util.function.ToDoubleBiFunction;

/** Draws the CPU of an action against the size of its body, both logarithmic. */
final class Chart {

    private static final int LEFT = 70;
    private static final int TOP = 40;
    private static final int DECADE_ACROSS = 110;
    private static final int DECADE_DOWN = 65;
    private static final int DECADES_DOWN = 4;
    private static final double LEAST_MILLIS = 0.1;
    private static final String[] COLOURS = {"#c0392b", "#2e6da4", "#3b7d3b", "#8a6d3b"};

    private Chart() {
    }

    /** Returns an SVG, given the figures of each client by name. */
    static String of(ToDoubleBiFunction<Contestant, String> figures) {
        int[] sizes = Measurement.KILOBYTES;
        int right = LEFT + (sizes.length - 1) * DECADE_ACROSS;
        int bottom = TOP + DECADES_DOWN * DECADE_DOWN;
        StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + (right + 160)
                + " " + (bottom + 50) + "\" font-family=\"sans-serif\" font-size=\"12\">\n"
                + "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
                + text(LEFT, 22, "start", "CPU per action (ms) against the size of its body"));
        for (int index = 0; index < sizes.length; index++) {
            int x = LEFT + index * DECADE_ACROSS;
            svg.append(line(x, TOP, x, bottom)).append(text(x, bottom + 20, "middle",
                    sizes[index] < 1000 ? sizes[index] + " KB" : sizes[index] / 1000 + " MB"));
        }
        for (int decade = 0; decade <= DECADES_DOWN; decade++) {
            int y = bottom - decade * DECADE_DOWN;
            svg.append(line(LEFT, y, right, y)).append(text(LEFT - 8, y + 4, "end",
                    BigDecimal.valueOf(LEAST_MILLIS).movePointRight(decade).stripTrailingZeros().toPlainString()));
        }
        for (Contestant contestant : Contestant.values()) {
            String colour = COLOURS[contestant.ordinal()];
            StringBuilder points = new StringBuilder();
            for (int index = 0; index < sizes.length; index++) {
                points.append(LEFT + index * DECADE_ACROSS).append(',')
                        .append(y(figures.applyAsDouble(contestant, sizes[index] + " KB cpu") / 1e6)).append(' ');
            }
            svg.append("<polyline fill=\"none\" stroke-width=\"2\" stroke=\"" + colour + "\" points=\""
                    + points.toString().strip() + "\"/>\n");
            int legend = TOP + 10 + contestant.ordinal() * 20;
            svg.append("<rect x=\"" + (right + 12) + "\" y=\"" + (legend - 8) + "\" width=\"10\" height=\"10\" fill=\""
                    + colour + "\"/>\n").append(text(right + 28, legend + 1, "start", contestant.title()));
        }
        return svg.append("</svg>\n").toString();
    }

    private static long y(double millis) {
        return Math.round(TOP + DECADES_DOWN * DECADE_DOWN - DECADE_DOWN * Math.log10(millis / LEAST_MILLIS));
    }

    private static String line(int x1, int y1, int x2, int y2) {
        return "<line x1=\"" + x1 + "\" y1=\"" + y1 + "\" x2=\"" + x2 + "\" y2=\"" + y2 + "\" stroke=\"#ddd\"/>\n";
    }

    private static String text(int x, int y, String anchor, String words) {
        return "<text x=\"" + x + "\" y=\"" + y + "\" text-anchor=\"" + anchor + "\">" + words + "</text>\n";
    }
}
