package io.holdfast.lab.races;

import io.holdfast.engine.Run;
import io.holdfast.engine.Run.Action;
import io.holdfast.engine.Schedules.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The orders of a race, without those that only swap neighbors that commute: three invocations of
 * five requests have too many to run each.
 */
final class Orders implements Run.Chooser {
    private final List<Integer> chosen = new ArrayList<>();
    private final List<Integer> possible = new ArrayList<>();
    private int step;

    private Orders() {}

    /** @throws AssertionError if a check fails; its message names the order */
    static void explore(DynamoDbClient engine, Function<DynamoDbClient, Trial> trial) {
        Orders orders = new Orders();
        do {
            orders.step = 0;
            Run run = new Run(0, true);
            Trial fresh = trial.apply(run.around(engine));
            run.go(fresh.invocations(), Set.of(), orders);
            if (!run.redundant()) {
                check(fresh, run);
            }
        } while (orders.next());
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

    @Override
    public int choose(List<Action> actions) {
        if (step == chosen.size()) {
            chosen.add(0);
            possible.add(0);
        }
        possible.set(step, actions.size());
        return chosen.get(step++);
    }

    /** Turns to the next order; false after the last. */
    private boolean next() {
        while (chosen.size() > step) {
            chosen.removeLast();
            possible.removeLast();
        }
        while (!chosen.isEmpty() && chosen.getLast() + 1 == possible.getLast()) {
            chosen.removeLast();
            possible.removeLast();
        }
        if (chosen.isEmpty()) {
            return false;
        }
        chosen.set(chosen.size() - 1, chosen.getLast() + 1);
        return true;
    }
}
