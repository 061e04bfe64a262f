package io.holdfast.lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An axis of a plot: which values it shows, and where.
 *
 * @param label with the unit
 * @param logarithmic whether equal distances are equal factors
 * @param ticks the values that are labeled; the first and the last are the ends of the axis
 */
record Axis(String label, boolean logarithmic, List<Double> ticks) {
    private static final int MOST_LINEAR_STEPS = 6;
    private static final List<Double> ROUND = List.of(1.0, 2.0, 2.5, 5.0, 10.0);

    /** From 0 to the first round number that is not below the highest value. */
    static Axis linear(String label, List<Double> values) {
        double highest = Math.max(1, highest(values));
        double step = step(highest / MOST_LINEAR_STEPS);
        List<Double> ticks = new ArrayList<>();
        for (int i = 0; i <= Math.ceil(highest / step); i++) {
            ticks.add(i * step);
        }
        return new Axis(label, false, ticks);
    }

    /** The smallest round number that is not below a value. */
    private static double step(double value) {
        double power = StrictMath.pow(10, StrictMath.floor(StrictMath.log10(value)));
        return ROUND.stream().map(round -> round * power).filter(round -> round >= value)
                .findFirst().orElse(10 * power);
    }

    /** The values 1, 2 and 5 of each power of ten around values above 0. */
    static Axis logarithmic(String label, List<Double> values) {
        double lowest = values.stream().filter(value -> value > 0).min(Double::compare)
                .orElse(1.0);
        double highest = Math.max(highest(values), lowest * 2);
        List<Double> ticks = new ArrayList<>();
        double power = StrictMath.pow(10, StrictMath.floor(StrictMath.log10(lowest)));
        for (; ticks.isEmpty() || ticks.getLast() < highest; power *= 10) {
            for (double digit : List.of(1.0, 2.0, 5.0)) {
                add(ticks, digit * power, lowest, highest);
            }
        }
        return new Axis(label, true, ticks);
    }

    // Only the last tick that is not above the lowest value is kept, and the first not below the
    // highest.
    private static void add(List<Double> ticks, double tick, double lowest, double highest) {
        if (tick <= lowest) {
            ticks.clear();
        }
        if (ticks.isEmpty() || ticks.getLast() < highest) {
            ticks.add(tick);
        }
    }

    private static double highest(List<Double> values) {
        return values.stream().filter(value -> !value.isNaN()).max(Double::compare).orElse(1.0);
    }

    /** Whether the axis can show a value: a logarithmic one ends above 0. */
    boolean shows(double value) {
        return !Double.isNaN(value) && (!logarithmic || value > 0);
    }

    /** The place of a value, from 0 to 1. */
    double place(double value) {
        double low = ticks.getFirst();
        double high = ticks.getLast();
        return logarithmic
                ? StrictMath.log(value / low) / StrictMath.log(high / low)
                : (value - low) / (high - low);
    }

    static String tick(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,d", (long) value)
                : number(value);
    }

    /** Without a comma, which would end a cell. */
    static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%d", (long) value)
                : String.format(Locale.ROOT, "%.3f", value).replaceAll("0+$", "");
    }
}
