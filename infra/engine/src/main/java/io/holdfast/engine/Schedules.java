package io.holdfast.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Runs concurrent invocations in every order of their requests. Each request is atomic in the
 * store, so the order of requests is all that concurrency can change; here it is chosen, not hoped
 * for. The search is depth first: a trial is run again from the start with the next choice at the
 * last step that has one left.
 */
public final class Schedules {
    /** Trials after which a search is called endless. */
    public static final int MOST_TRIALS = 20_000;

    private Schedules() {}

    /**
     * One trial of a race.
     *
     * @param invocations to run at the same time
     * @param check run after all have ended; throws if an invariant broke
     */
    public record Trial(List<Runnable> invocations, Runnable check) {
        public Trial {
            invocations = List.copyOf(invocations);
        }
    }

    /**
     * Tries every order.
     *
     * @param trial makes a fresh trial, on ids of its own, whose requests go through the client
     * @return how many orders there were
     * @throws AssertionError if a check failed; its message names the order
     */
    public static int explore(DynamoDbClient engine, Function<DynamoDbClient, Trial> trial) {
        List<Integer> choices = new ArrayList<>();
        for (int trials = 1; trials <= MOST_TRIALS; trials++) {
            Gate gate = new Gate(choices);
            Trial fresh = trial.apply(gate.around(engine));
            gate.run(fresh.invocations());
            check(fresh, gate);
            if (!next(choices, gate.alternatives())) {
                return trials;
            }
        }
        throw new IllegalStateException("more than " + MOST_TRIALS + " orders");
    }

    private static void check(Trial trial, Gate gate) {
        try {
            trial.check().run();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("in the order " + gate.trace() + ": " + e.getMessage(), e);
        }
    }

    // Like an odometer: the last wheel that can still turn turns, those after it start anew.
    private static boolean next(List<Integer> choices, List<Integer> alternatives) {
        while (choices.size() < alternatives.size()) {
            choices.add(0);
        }
        for (int step = alternatives.size() - 1; step >= 0; step--) {
            choices.subList(step + 1, choices.size()).clear();
            if (choices.get(step) + 1 < alternatives.get(step)) {
                choices.set(step, choices.get(step) + 1);
                return true;
            }
        }
        return false;
    }
}
