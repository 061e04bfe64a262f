package io.holdfast.replay.report;

import java.util.List;
import java.util.Locale;

/**
 * A chart in SVG. It is 400 units wide, so that its text is readable on a phone. Colors are classes
 * of the style sheet, which adapts them to light and dark screens.
 */
final class Chart {
    private static final int WIDTH = 400;
    private static final int HEIGHT = 200;
    private static final int LEFT = 44;
    private static final int RIGHT = 10;
    private static final int TOP = 12;
    private static final int BOTTOM = 22;
    private static final int STEPS = 4;
    private static final List<Double> ROUND = List.of(1.0, 2.0, 2.5, 4.0, 5.0, 8.0, 10.0);

    private final StringBuilder svg = new StringBuilder();
    private final double most;
    private final int positions;

    /**
     * An empty chart.
     *
     * @param title the text for screen readers
     * @param positions the number of positions along the horizontal axis
     * @param most the highest value
     */
    Chart(String title, int positions, double most, String unit) {
        this.positions = positions;
        this.most = top(most);
        svg.append("<svg viewBox=\"0 0 ").append(WIDTH).append(' ').append(HEIGHT)
                .append("\" role=\"img\" aria-label=\"").append(Html.escape(title)).append("\">");
        for (int step = 0; step <= STEPS; step++) {
            double value = this.most * step / STEPS;
            svg.append(String.format(Locale.ROOT,
                    "<line class=\"axis\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
                    LEFT, WIDTH - RIGHT, y(value), y(value)))
                    .append(String.format(Locale.ROOT,
                            "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
                            LEFT - 5, y(value) + 4, number(value) + Html.escape(unit)));
        }
    }

    /** Labels the start, the middle and the end of the horizontal axis. */
    Chart below(String first, String middle, String last) {
        int y = HEIGHT - 6;
        svg.append(String.format(Locale.ROOT,
                "<text x=\"%d\" y=\"%d\">%s</text>", LEFT, y, Html.escape(first)))
                .append(String.format(Locale.ROOT,
                        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                        (LEFT + WIDTH - RIGHT) / 2, y, Html.escape(middle)))
                .append(String.format(Locale.ROOT,
                        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
                        WIDTH - RIGHT, y, Html.escape(last)));
        return this;
    }

    /** Draws a part of a bar, from one value up to another. */
    void bar(int position, double from, double to, int color, String title) {
        double slot = (double) (WIDTH - LEFT - RIGHT) / positions;
        svg.append(String.format(Locale.ROOT,
                "<rect class=\"f%d\" x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\">"
                        + "<title>%s</title></rect>",
                color, LEFT + position * slot + slot * 0.08, y(to), slot * 0.84,
                y(from) - y(to), Html.escape(title)));
    }

    /** Draws a line through the values, one for each position; NaN leaves a position out. */
    void line(List<Double> values, int color) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            if (!values.get(i).isNaN()) {
                path.append(String.format(Locale.ROOT,
                        "%s%.2f %.2f", path.isEmpty() ? "M" : "L", x(i), y(values.get(i))));
            }
        }
        svg.append("<path class=\"line l").append(color).append("\" d=\"").append(path)
                .append("\"/>");
    }

    String svg() {
        return svg + "</svg>";
    }

    private double x(int position) {
        double slot = (double) (WIDTH - LEFT - RIGHT) / positions;
        return LEFT + (position + 0.5) * slot;
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - value / most * (HEIGHT - TOP - BOTTOM);
    }

    /** The next round number that is not below the value, at least 1. */
    private static double top(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(1, value))));
        return ROUND.stream().map(round -> round * power).filter(round -> round >= value)
                .findFirst().orElse(10 * power);
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,d", (long) value)
                : String.format(Locale.ROOT, "%.2f", value).replaceAll("0+$", "");
    }
}
