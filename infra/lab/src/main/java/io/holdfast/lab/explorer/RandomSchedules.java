package io.holdfast.lab.explorer;

import io.holdfast.lab.race.InitialState;
import io.holdfast.lab.race.RacingCommands;
import io.holdfast.lab.race.Sent;
import io.holdfast.lab.steps.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Schedules of up to five random commands by clocks that differ, with up to four faults, each made
 * from one seed. A schedule that breaks a promise is shrunk: commands and faults are removed from
 * it while it still breaks one.
 */
final class RandomSchedules {
    private static final int MOST_COMMANDS = 5;
    private static final int MOST_FAULTS = 4;
    /** One step in so many may meet a fault. */
    private static final int FAULT_ONE_IN = 8;
    private static final int MOST_REPLAYS = 500;
    private static final List<Duration> CLOCKS = List.of(Duration.ZERO, Duration.ZERO,
            Duration.ofSeconds(11), Duration.ofSeconds(61), Duration.ofMinutes(2));
    private static final Duration YOUNG = Duration.ofSeconds(5);
    private static final Duration STALE = Duration.ofMinutes(2);
    private static final List<InitialState> INITIAL_STATES = List.of(InitialState.ALONE,
            InitialState.ALONE, InitialState.STRANGER, InitialState.THREE,
            InitialState.THREE_AND_STRANGER, InitialState.CONFIRMED, InitialState.NO_ROOM,
            InitialState.ALONE.withBook("doubtful", YOUNG),
            InitialState.ALONE.withHold("doubtful", STALE),
            InitialState.ALONE.withHold("void", STALE),
            InitialState.STRANGER.withConfirm(true, YOUNG),
            InitialState.ALONE.withConfirm(false, STALE),
            InitialState.ALONE.withRelease(false, STALE),
            InitialState.ALONE.withDefining("cut", "doubtful", STALE),
            InitialState.ALONE.withDefining("closing", "void", YOUNG),
            InitialState.ALONE.withDefining("growth", "kept", YOUNG));

    private final Explorer explorer;
    private int replays;

    RandomSchedules(Rig rig) {
        this.explorer = new Explorer(MOST_FAULTS, rig);
    }

    /** A scenario and a schedule of it that breaks a promise. */
    record Broken(Scenario scenario, Counterexample why) {}

    /** Runs the schedule of a seed; empty if it keeps every promise. */
    Optional<Broken> run(long seed) {
        Random random = new Random(seed);
        List<Sent> sent = new ArrayList<>();
        int count = random.nextInt(2, MOST_COMMANDS + 1);
        for (int i = 0; i < count; i++) {
            sent.add(pick(RacingCommands.ALL, random).later(pick(CLOCKS, random)));
        }
        Scenario scenario = new Scenario(pick(INITIAL_STATES, random), sent, false);
        try {
            explorer.walk(scenario, possible -> choose(possible, random));
            return Optional.empty();
        } catch (Counterexample e) {
            return Optional.of(new Broken(scenario, e));
        }
    }

    private static <T> T pick(List<T> some, Random random) {
        return some.get(random.nextInt(some.size()));
    }

    private static Step choose(List<Step> possible, Random random) {
        boolean faulty = random.nextInt(FAULT_ONE_IN) == 0;
        return pick(possible.stream().filter(step -> faulty || !step.fate().isFault()).toList(),
                random);
    }

    /** The same counterexample with fewer invocations and fewer faults. */
    Broken shrink(Broken broken) {
        Broken smallest = broken;
        boolean smaller = true;
        while (smaller && replays < MOST_REPLAYS) {
            Optional<Broken> next = smaller(smallest);
            smaller = next.isPresent();
            smallest = next.orElse(smallest);
        }
        return smallest;
    }

    private Optional<Broken> smaller(Broken broken) {
        List<String> tokens = List.of(broken.why().schedule().split(" ", -1));
        for (int i = 0; i < broken.scenario().sent().size(); i++) {
            List<Sent> fewer = new ArrayList<>(broken.scenario().sent());
            fewer.remove(i);
            Optional<Broken> still = replay(
                    new Scenario(broken.scenario().initial(), fewer, false), without(tokens, i));
            if (still.isPresent()) {
                return still;
            }
        }
        for (int i = 0; i < tokens.size(); i++) {
            List<String> fewer = new ArrayList<>(tokens);
            fewer.remove(i);
            Optional<Broken> still = replay(broken.scenario(), fewer);
            if (still.isPresent() && still.get().why().steps() < broken.why().steps()) {
                return still;
            }
        }
        return Optional.empty();
    }

    private Optional<Broken> replay(Scenario scenario, List<String> tokens) {
        replays++;
        if (scenario.sent().isEmpty() || tokens.isEmpty()) {
            return Optional.empty();
        }
        try {
            explorer.replay(scenario, String.join(" ", tokens));
            return Optional.empty();
        } catch (Counterexample e) {
            return Optional.of(new Broken(scenario, e));
        }
    }

    // The invocations after the removed one get the next lower number.
    private static List<String> without(List<String> tokens, int gone) {
        return tokens.stream().filter(token -> number(token) != gone)
                .map(token -> number(token) < gone
                        ? token
                        : number(token) - 1 + token.substring(1))
                .toList();
    }

    /** Invocations have one digit. */
    private static int number(String token) {
        return token.charAt(0) - '0';
    }
}
