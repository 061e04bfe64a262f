package io.holdfast.engine;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Runs concurrent invocations in every order of their requests. Each request is atomic in the
 * store, so concurrency changes only the order of requests, and this search chooses it. It goes
 * depth first: it runs a trial again from the start, with the next choice at the last step that has
 * one.
 */
public final class Schedules {
    /** Trials after which a search gives up. */
    public static final int MOST_TRIALS = 20_000;

    private Schedules() {}

    /**
     * One trial of a race.
     *
     * @param invocations to run at the same time
     * @param check runs when all have ended; throws if an invariant is broken
     */
    public record Trial(List<Runnable> invocations, Runnable check) {
        public Trial {
            invocations = List.copyOf(invocations);
        }
    }

    /**
     * Tries every order.
     *
     * @param trial makes a new trial, with ids of its own, that sends its requests to the client
     * @return the number of orders
     * @throws AssertionError if a check fails; its message names the order
     */
    public static int explore(DynamoDbClient engine, Function<DynamoDbClient, Trial> trial) {
        Odometer odometer = new Odometer();
        for (int trials = 1; trials <= MOST_TRIALS; trials++) {
            Run run = new Run(0, false);
            Trial fresh = trial.apply(run.around(engine));
            run.go(fresh.invocations(), Set.of(), odometer);
            check(fresh, run);
            if (!odometer.next()) {
                return trials;
            }
        }
        throw new IllegalStateException("more than " + MOST_TRIALS + " orders");
    }

    private static void check(Trial trial, Run run) {
        run.failure().ifPresent(thrown -> {
            throw new AssertionError("an invocation broke in the order\n" + run.trace(), thrown);
        });
        try {
            trial.check().run();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("in the order\n" + run.trace() + "\n" + e.getMessage(), e);
        }
    }
}
