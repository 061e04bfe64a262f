package io.holdfast.lab.report;

import io.holdfast.engine.service.ServiceTimes;
import io.holdfast.lab.contention.Design;
import io.holdfast.lab.contention.Experiment;
import io.holdfast.lab.contention.Measured;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How far the curves depend on the store's times, which nobody outside the service knows exactly. */
final class Sensitivity {
    static final int LOAD = 500;
    static final int HIGH_LOAD = 1_000;
    private static final List<Integer> HOLD_MILLIS = List.of(3, 6, 9, 12);
    private static final List<Double> WRITE_FACTORS = List.of(0.5, 1.0, 2.0);

    private Sensitivity() {}

    static Table run(Laboratory laboratory) {
        List<Map<String, String>> rows = new ArrayList<>();
        Settings settings = laboratory.settings();
        ServiceTimes times = settings.times();
        for (int millis : HOLD_MILLIS) {
            Duration hold = Duration.ofMillis(millis);
            rows.add(row(laboratory, "a transaction's hold on an item", millis(hold), LOAD,
                    settings.sale(Design.TRANSACTION, LOAD)
                            .withTimes(times.withItemsTakenFor(hold))));
        }
        for (Design design : List.of(Design.HOLDFAST, Design.COMPARE_AND_SET)) {
            for (double factor : WRITE_FACTORS) {
                Duration write = Duration.ofNanos((long) (times.write().toNanos() * factor));
                rows.add(row(laboratory, "one replicated write", millis(write), LOAD,
                        settings.sale(design, LOAD).withTimes(withWrite(times, write))));
            }
        }
        rows.add(row(laboratory, "two limits of a partition", "", HIGH_LOAD,
                settings.sale(Design.HOLDFAST, HIGH_LOAD)));
        rows.add(row(laboratory, "one limit of a partition for reads and writes", "", HIGH_LOAD,
                settings.sale(Design.HOLDFAST, HIGH_LOAD)
                        .withThroughput(settings.throughput().withCombinedLimit())));
        return Table.of(rows);
    }

    private static ServiceTimes withWrite(ServiceTimes times, Duration write) {
        return new ServiceTimes(times.network(), times.read(), write, times.writeSigma(),
                times.slowWrites(), times.slowWrite(), times.phase(), times.answerTimeout());
    }

    private static Map<String, String> row(Laboratory laboratory, String setting, String value,
            int load, Experiment sale) {
        String design = Settings.label(sale.design());
        Measured measured = laboratory.run(design + ", " + setting + " " + value, sale);
        Map<String, String> row = new LinkedHashMap<>();
        row.put("setting", setting);
        row.put("value", value);
        row.put(LoadCurve.DESIGN, design);
        row.put(LoadCurve.LOAD, Integer.toString(load));
        row.putAll(Figures.of(measured, laboratory.settings().prices()));
        return row;
    }

    private static String millis(Duration duration) {
        return Figures.decimal(2, duration.toNanos() / 1e6) + " ms";
    }
}
