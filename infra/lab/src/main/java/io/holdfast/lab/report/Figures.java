package io.holdfast.lab.report;

import io.holdfast.lab.contention.Measured;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The cells that say what one sale came to. */
final class Figures {
    /** The answers that have a column; all others share one. */
    static final List<String> ANSWERS = List.of("COMMITTED", "INSUFFICIENT_CAPACITY", "CONTENTION",
            "THROTTLED", "STORE_ERROR", "UNDECIDED");
    static final String OTHER = "OTHER";
    static final String RATE = "committed_per_second";
    static final String WRITE_UNITS = "write_units_per_committed";
    static final String READ_UNITS = "read_units_per_committed";
    static final String DOLLARS = "dollars_per_million_committed";
    static final int WARM_UP_SECONDS = 2;
    private static final double NANOS = 1e9;
    private static final double MILLION = 1e6;
    private static final double NANOS_PER_MILLI = 1e6;

    private Figures() {}

    /**
     * All but the times and the most in flight, which are of the whole sale, are of the seconds in
     * which attempts arrived, without the first ones: a partition begins with unused units, and a
     * queue goes on after the last arrival; neither says anything about the load.
     */
    static Map<String, String> of(Measured sale, Prices prices) {
        List<Measured.Second> seconds = steady(sale);
        SortedMap<String, Long> answers = new TreeMap<>();
        seconds.forEach(second -> second.answers()
                .forEach((answer, count) -> answers.merge(answer, count, Long::sum)));
        long committed = answers.getOrDefault("COMMITTED", 0L);
        double writes = (double) seconds.stream().mapToLong(Measured.Second::writeUnits).sum();
        double reads = (double) seconds.stream().mapToLong(Measured.Second::readUnits).sum();
        Map<String, String> cells = new LinkedHashMap<>();
        cells.put("seconds", Integer.toString(seconds.size()));
        cells.put("offered", Long.toString(
                seconds.stream().mapToLong(Measured.Second::offered).sum()));
        answers(cells, answers);
        cells.put(RATE, decimal(1, committed / (double) seconds.size()));
        cells.put(WRITE_UNITS, per(writes, committed));
        cells.put(READ_UNITS, per(reads, committed));
        cells.put(DOLLARS, per(MILLION * prices.ofUnits(writes, reads), committed));
        cells.put("p50_ms", decimal(1, sale.p50().toNanos() / NANOS_PER_MILLI));
        cells.put("p99_ms", decimal(1, sale.p99().toNanos() / NANOS_PER_MILLI));
        cells.put("most_in_flight", Integer.toString(sale.mostInFlight()));
        return cells;
    }

    private static List<Measured.Second> steady(Measured sale) {
        int whole = (int) Math.round(sale.length().toNanos() / NANOS);
        List<Measured.Second> arrivals = sale.seconds().subList(0,
                Math.min(whole, sale.seconds().size()));
        return arrivals.subList(Math.min(WARM_UP_SECONDS, arrivals.size() - 1), arrivals.size());
    }

    /** One column for each answer of {@link #ANSWERS}, and one for the rest. */
    static void answers(Map<String, String> cells, SortedMap<String, Long> answers) {
        ANSWERS.forEach(answer -> cells.put(answer,
                Long.toString(answers.getOrDefault(answer, 0L))));
        cells.put(OTHER, Long.toString(answers.entrySet().stream()
                .filter(answer -> !ANSWERS.contains(answer.getKey()))
                .mapToLong(Map.Entry::getValue).sum()));
    }

    /** A ratio; an empty cell if nothing was committed. */
    private static String per(double amount, long committed) {
        return committed == 0 ? "" : decimal(2, amount / committed);
    }

    static String decimal(int digits, double value) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
