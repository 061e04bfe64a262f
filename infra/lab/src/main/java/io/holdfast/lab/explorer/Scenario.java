package io.holdfast.lab.explorer;

import io.holdfast.lab.race.InitialState;
import io.holdfast.lab.race.Sent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Some commands that run at the same time. The same command twice is a duplicate delivery.
 *
 * @param mustCommit whether all must be COMMITTED if no request fails
 */
public record Scenario(InitialState initial, List<Sent> sent, boolean mustCommit) {
    public Scenario {
        sent = List.copyOf(sent);
    }

    static Scenario of(Sent... sent) {
        return in(InitialState.ALONE, sent);
    }

    static Scenario in(InitialState initial, Sent... sent) {
        return new Scenario(initial, Arrays.asList(sent), false);
    }

    /** The same, and all of it must be COMMITTED. */
    Scenario committed() {
        return new Scenario(initial, sent, true);
    }

    /** The commands and the initial state, as a report names them. */
    public String name() {
        return sent.stream().map(Sent::title).collect(Collectors.joining(" | "))
                + (initial.suffix().isEmpty() ? "" : " (" + initial.suffix() + ")");
    }
}
