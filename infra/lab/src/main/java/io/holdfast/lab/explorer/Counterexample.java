package io.holdfast.lab.explorer;

import io.holdfast.engine.Run;

/** A schedule that broke a promise, as a trace for people and as a string that replays it. */
final class Counterexample extends AssertionError {
    private static final long serialVersionUID = 1;
    private final String promise;
    private final String schedule;
    private final int steps;

    Counterexample(Scenario scenario, Run run, String promise) {
        super(promise + "\n" + scenario.name() + "\n" + run.trace() + "\nreplay with \""
                + run.schedule() + "\"");
        this.promise = promise;
        this.schedule = run.schedule();
        this.steps = run.schedule().split(" ", -1).length;
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
