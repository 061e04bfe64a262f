package io.holdfast.lab.report;

import io.holdfast.lab.contention.Experiment;
import io.holdfast.lab.contention.Measured;
import io.holdfast.lab.contention.Simulation;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs the sales of a report.
 *
 * @param simulation what one sale comes to
 * @param progress receives a line before each sale
 */
public record Laboratory(Settings settings, Function<Experiment, Measured> simulation,
        Consumer<String> progress) {
    public static Laboratory of(Settings settings, Consumer<String> progress) {
        return new Laboratory(settings, Simulation::run, progress);
    }

    Measured run(String description, Experiment experiment) {
        progress.accept(description);
        return simulation.apply(experiment);
    }
}
