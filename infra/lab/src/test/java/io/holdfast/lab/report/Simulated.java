package io.holdfast.lab.report;

import io.holdfast.lab.contention.Arrivals;
import io.holdfast.lab.contention.Experiment;
import io.holdfast.lab.contention.Measured;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sales by a formula, for tests of what is made of them. */
final class Simulated {
    static final int LIMIT = 100;

    private Simulated() {}

    /** Commits what is offered up to a limit, and throttles the rest. */
    static Measured sale(Experiment sale) {
        int seconds = (int) sale.arrivals().length().toSeconds();
        long offered = sale.arrivals() instanceof Arrivals.Poisson poisson
                ? Math.round(poisson.rate())
                : 2 * LIMIT;
        SortedMap<String, Long> answers = new TreeMap<>();
        answers.put("COMMITTED", Math.min(offered, LIMIT));
        if (offered > LIMIT) {
            answers.put("THROTTLED", offered - LIMIT);
        }
        Measured.Second second = new Measured.Second(offered, answers, 2 * offered, 3 * offered);
        return new Measured(offered * seconds, answers, new TreeMap<>(),
                Duration.ofSeconds(seconds), 1, 1, 1, 0, 0, Duration.ofMillis(12),
                Duration.ofMillis(22), 7, Optional.empty(),
                Collections.nCopies(seconds, second), Duration.ofSeconds(seconds), 0, 0, 0);
    }
}
