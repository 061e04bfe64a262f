package io.holdfast.lab.explorer;

import io.holdfast.lab.steps.Step;
import io.holdfast.lab.steps.Store;
import java.util.List;
import java.util.stream.Collectors;

/** A schedule that broke a promise, as a trace for people and as a string that replays it. */
final class Counterexample extends AssertionError {
    private static final long serialVersionUID = 1;
    private final String promise;
    private final String schedule;
    private final int steps;

    Counterexample(Scenario scenario, List<Step> steps, String promise, Store store) {
        super(promise + "\n" + scenario.name() + "\n" + trace(steps, store) + "\nreplay with \""
                + schedule(steps) + "\"");
        this.promise = promise;
        this.schedule = schedule(steps);
        this.steps = steps.size();
    }

    private static String trace(List<Step> steps, Store store) {
        StringBuilder trace = new StringBuilder();
        for (int i = 0; i < steps.size(); i++) {
            trace.append("%2d. %s%n".formatted(i + 1, steps.get(i).line(store)));
        }
        return trace.toString();
    }

    private static String schedule(List<Step> steps) {
        return steps.stream().map(Step::token).collect(Collectors.joining(" "));
    }

    String promise() {
        return promise;
    }

    String schedule() {
        return schedule;
    }

    int steps() {
        return steps;
    }
}
