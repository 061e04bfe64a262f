package io.holdfast.lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lines in one SVG file that shows itself in light and dark mode. Written by hand: a library that
 * draws by AWT measures the fonts of the machine, so its files differ between machines, and its
 * colors are fixed.
 *
 * @param file its name, without a folder
 * @param across the horizontal axis
 * @param up the vertical axis
 */
record Plot(String file, String title, Axis across, Axis up, List<Line> lines) {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 440;
    private static final int LEFT = 76;
    private static final int RIGHT = 20;
    private static final int TOP = 76;
    private static final int BOTTOM = 56;
    private static final int LEGEND_BASELINE = 58;
    private static final int LETTER = 7;
    private static final int CAPITAL = 9;
    private static final int SWATCH = 40;
    // Colors of Okabe and Ito, which color-blind readers can tell apart, lighter in dark mode.
    private static final String STYLE = """
            <style>
            svg { --paper: #ffffff; --ink: #1b1f24; --soft: #57606a; --grid: #d8dee4;
              --c0: #0072b2; --c1: #d55e00; --c2: #009e73; --c3: #9a6dd7; --c4: #b07900;
              --c5: #6e7781; }
            @media (prefers-color-scheme: dark) {
              svg { --paper: #0d1117; --ink: #e6edf3; --soft: #9da7b1; --grid: #30363d;
                --c0: #4aa3df; --c1: #f08a4b; --c2: #2fc49a; --c3: #c3a5f0; --c4: #e3b341;
                --c5: #8b949e; }
            }
            text { font: 13px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; fill: var(--soft); }
            .title { font-size: 17px; font-weight: 600; fill: var(--ink); }
            .paper { fill: var(--paper); }
            .grid { stroke: var(--grid); }
            .line { fill: none; stroke-width: 2.5; stroke-linejoin: round; }
            </style>
            """;

    /**
     * One line of a plot; a value that its axis cannot show interrupts it.
     *
     * @param color 0 to 5
     * @param dashed whether it is drawn in dashes, so that a line is known without its color
     */
    record Line(String name, int color, boolean dashed, List<Double> xs, List<Double> ys) {
        Line {
            if (xs.size() != ys.size()) {
                throw new IllegalArgumentException(name + ": as many xs as ys are needed");
            }
        }
    }

    /** The values of all lines along one axis. */
    static List<Double> all(List<List<Double>> values) {
        List<Double> all = new ArrayList<>();
        values.forEach(all::addAll);
        return all;
    }

    String svg() {
        StringBuilder svg = new StringBuilder(String.format(Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" "
                        + "aria-label=\"%s\">\n",
                WIDTH, HEIGHT, escape(title))).append(STYLE)
                .append("<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n")
                .append(text(LEFT, 28, "start", title).replace("<text", "<text class=\"title\""));
        addLegend(svg);
        up.ticks().forEach(tick -> addHorizontal(svg, tick));
        across.ticks().forEach(tick -> addVertical(svg, tick));
        svg.append(text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "middle", across.label()));
        double middle = (TOP + HEIGHT - BOTTOM) / 2.0;
        svg.append(text(18, middle, "middle", up.label()).replace("<text",
                "<text transform=\"rotate(-90 18 " + decimal(middle) + ")\""));
        lines.forEach(line -> addLine(svg, line));
        return svg.append("</svg>\n").toString();
    }

    private void addLegend(StringBuilder svg) {
        double x = LEFT;
        for (Line line : lines) {
            svg.append(String.format(Locale.ROOT,
                    "<path class=\"line\" style=\"stroke: var(--c%d)\"%s d=\"M%.1f %dh28\"/>\n",
                    line.color(), dashes(line), x, LEGEND_BASELINE - 4))
                    .append(text(x + SWATCH - 6, LEGEND_BASELINE, "start", line.name()));
            x += SWATCH + 16 + width(line.name());
        }
    }

    /** About as wide as a text is in any font. */
    private static int width(String text) {
        int capitals = (int) text.chars().filter(Character::isUpperCase).count();
        return LETTER * text.length() + (CAPITAL - LETTER) * capitals;
    }

    private void addHorizontal(StringBuilder svg, double tick) {
        svg.append(String.format(Locale.ROOT,
                "<path class=\"grid\" d=\"M%d %.1fH%d\"/>\n", LEFT, y(tick), WIDTH - RIGHT))
                .append(text(LEFT - 8, y(tick) + 4, "end", Axis.tick(tick)));
    }

    private void addVertical(StringBuilder svg, double tick) {
        svg.append(String.format(Locale.ROOT,
                "<path class=\"grid\" d=\"M%.1f %dV%d\"/>\n", x(tick), TOP, HEIGHT - BOTTOM))
                .append(text(x(tick), HEIGHT - BOTTOM + 20, "middle", Axis.tick(tick)));
    }

    private void addLine(StringBuilder svg, Line line) {
        StringBuilder path = new StringBuilder();
        StringBuilder points = new StringBuilder();
        boolean pen = false;
        for (int i = 0; i < line.xs().size(); i++) {
            double x = line.xs().get(i);
            double y = line.ys().get(i);
            boolean shown = across.shows(x) && up.shows(y);
            if (shown) {
                path.append(pen ? 'L' : 'M').append(decimal(x(x))).append(' ')
                        .append(decimal(y(y)));
                points.append(String.format(Locale.ROOT,
                        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%s\" style=\"fill: var(--c%d)\"/>\n",
                        x(x), y(y), line.dashed() ? "2" : "3.2", line.color()));
            }
            pen = shown;
        }
        svg.append(String.format(Locale.ROOT,
                "<path class=\"line\" style=\"stroke: var(--c%d)\"%s d=\"%s\"/>\n%s",
                line.color(), dashes(line), path, points));
    }

    private static String dashes(Line line) {
        return line.dashed() ? " stroke-dasharray=\"6 4\"" : "";
    }

    private double x(double value) {
        return LEFT + across.place(value) * (WIDTH - LEFT - RIGHT);
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - up.place(value) * (HEIGHT - TOP - BOTTOM);
    }

    private static String text(double x, double y, String anchor, String text) {
        return String.format(Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n", x, y, anchor,
                escape(text));
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
