package io.holdfast.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes the choices of a search through all schedules, depth first. As in an odometer, the last
 * wheel that is not at its end turns by one, and those after it start again.
 */
public final class Odometer implements Run.Chooser {
    private final List<Integer> choices = new ArrayList<>();
    private final List<Integer> alternatives = new ArrayList<>();

    @Override
    public int choose(List<Run.Action> possible) {
        int step = alternatives.size();
        alternatives.add(possible.size());
        if (step == choices.size()) {
            choices.add(0);
        }
        return choices.get(step);
    }

    /** Turns to the next schedule; returns false if there is none. */
    public boolean next() {
        int step = alternatives.size() - 1;
        while (step >= 0 && choices.get(step) + 1 == alternatives.get(step)) {
            step--;
        }
        alternatives.clear();
        choices.subList(step + 1, choices.size()).clear();
        if (step < 0) {
            return false;
        }
        choices.set(step, choices.get(step) + 1);
        return true;
    }
}
