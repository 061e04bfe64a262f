package io.holdfast.lab.report;

import io.holdfast.engine.service.ServiceThroughput;
import io.holdfast.engine.service.ServiceTimes;
import io.holdfast.lab.contention.Design;
import io.holdfast.lab.contention.Experiment;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What all sales of a report have in common.
 *
 * @param loads attempts a second, ascending
 * @param seconds the shortest time of a sale, in virtual seconds
 */
public record Settings(List<Integer> loads, List<Design> designs, int seconds, long seed,
        ServiceTimes times, ServiceThroughput throughput, Prices prices) {
    /** Fewer would say little about the slowest hundredth. */
    private static final int FEWEST_ATTEMPTS = 1_000;
    public static final List<Integer> LOADS = List.of(10, 30, 100, 200, 300, 500, 700, 1_000,
            1_400, 2_000);
    public static final int SECONDS = 10;
    private static final List<String> COLUMNS = List.of("setting", "value");

    public Settings {
        loads = List.copyOf(loads);
        designs = List.copyOf(designs);
    }

    /** What the committed report was made with. */
    public static final Settings DEFAULT = new Settings(LOADS, List.of(Design.values()), SECONDS, 1,
            ServiceTimes.PUBLISHED, ServiceThroughput.PUBLISHED, Prices.LIST);

    public Settings withLoads(List<Integer> loads) {
        return new Settings(loads, designs, seconds, seed, times, throughput, prices);
    }

    /** A sale at one load on one resource with room for all. */
    Experiment sale(Design design, int perSecond) {
        return with(Experiment.of(design, perSecond, length(perSecond)));
    }

    Experiment with(Experiment experiment) {
        return experiment.withTimes(times).withThroughput(throughput).withSeed(seed);
    }

    private Duration length(int perSecond) {
        return Duration.ofSeconds(Math.max(seconds, Math.ceilDiv(FEWEST_ATTEMPTS, perSecond)));
    }

    /** The settings as the report shows them. */
    Table table() {
        List<List<String>> rows = List.of(
                row("shortest sale (virtual seconds)", seconds),
                row("fewest attempts of a sale", FEWEST_ATTEMPTS),
                row("left out at the beginning (virtual seconds)", Figures.WARM_UP_SECONDS),
                row("seed", Long.toString(seed)),
                row("network (ms each way)", millis(times.network())),
                row("read of items by their leader (ms)", millis(times.read())),
                row("one replicated write (median in ms)", millis(times.write())),
                row("one replicated write (sigma of its logarithm)", times.writeSigma()),
                row("share of slow writes", times.slowWrites()),
                row("a slow write (ms)", millis(times.slowWrite())),
                row("a transaction's replicated write (median in ms)", millis(times.phase())),
                row("a caller waits for an answer (ms)", millis(times.answerTimeout())),
                row("write units a second of a partition", throughput.writeUnits()),
                row("read units a second of a partition", throughput.readUnits()),
                row("unused units are kept for (ms)", millis(throughput.burst())),
                row("reads and writes share one limit",
                        throughput.combined() ? "yes" : "no"),
                row("partitions beside those of the resources", throughput.partitions()),
                row("prices", prices.name()),
                row("dollars for a million write units", prices.writeUnits()),
                row("dollars for a million read units", prices.readUnits()));
        return new Table(COLUMNS, rows);
    }

    /** The name of a design on the command line, in files and on the page. */
    public static String label(Design design) {
        return design.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static List<String> row(String setting, double value) {
        return List.of(setting, Axis.number(value));
    }

    private static List<String> row(String setting, String value) {
        return List.of(setting, value);
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
