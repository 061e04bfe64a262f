package io.holdfast.lab.explorer;

import io.holdfast.engine.Odometer;
import io.holdfast.engine.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Tries every schedule of a scenario with up to so many faults, depth first: a schedule is run
 * again from the start with the next choice at the last step that has one left.
 */
final class Explorer {
    /** Schedules of one scenario after which the search gives up: it would not end. */
    static final int MOST_SCHEDULES = 200_000;

    private final DynamoDbClient engine;
    private final int mostFaults;
    private final boolean fold;

    Explorer(DynamoDbClient engine, int mostFaults, boolean fold) {
        this.engine = engine;
        this.mostFaults = mostFaults;
        this.fold = fold;
    }

    /** The counts of a search. */
    record Tally(int schedules, int redundant, int faults, int requests, long nanos) {
        Tally plus(Tally other) {
            return new Tally(schedules + other.schedules, redundant + other.redundant,
                    faults + other.faults, requests + other.requests, nanos + other.nanos);
        }

        String line() {
            return "%,6d schedules, %,5d cut off as redundant, %,6d faults, %,7d requests, %5.1f s"
                    .formatted(schedules, redundant, faults, requests, nanos / 1e9);
        }
    }

    /** Checks every schedule; throws the first {@link Counterexample}. */
    Tally explore(Scenario scenario) {
        return explore(scenario, outcome -> outcome.check(scenario));
    }

    /** The shortest counterexample, if there is any. */
    Optional<Counterexample> shortest(Scenario scenario) {
        List<Counterexample> found = new ArrayList<>();
        explore(scenario, outcome -> {
            try {
                outcome.check(scenario);
            } catch (Counterexample e) {
                if (found.isEmpty() || e.steps() < found.getFirst().steps()) {
                    found.addFirst(e);
                }
            }
        });
        return found.stream().findFirst();
    }

    Tally explore(Scenario scenario, Consumer<Scenario.Outcome> check) {
        long start = System.nanoTime();
        Odometer odometer = new Odometer();
        Tally tally = new Tally(0, 0, 0, 0, 0);
        for (int i = 0; i < MOST_SCHEDULES; i++) {
            Run run = new Run(mostFaults, fold);
            Scenario.Outcome outcome = scenario.run(engine, run, odometer);
            if (!run.redundant()) {
                check.accept(outcome);
            }
            tally = tally.plus(new Tally(run.redundant() ? 0 : 1, run.redundant() ? 1 : 0,
                    run.faults(), run.requests(), 0));
            if (!odometer.next()) {
                return tally.plus(new Tally(0, 0, 0, 0, System.nanoTime() - start));
            }
        }
        throw new IllegalStateException("more than " + MOST_SCHEDULES + " schedules");
    }
}
