package io.holdfast.lab.explorer;

import io.holdfast.engine.Run;
import io.holdfast.lab.race.InitialState;
import io.holdfast.lab.race.RacingCommands;
import io.holdfast.lab.race.Sent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Schedules of 5 to 8 random commands with up to 4 faults, each made from one seed. A schedule that
 * breaks a promise is shrunk: commands and faults are removed from it while it still breaks one.
 */
final class RandomSchedules {
    private static final int MOST_FAULTS = 4;
    /** One step in so many may meet a fault. */
    private static final int FAULT_ONE_IN = 8;
    private static final int MOST_REPLAYS = 500;
    private static final List<InitialState> INITIAL_STATES = List.of(InitialState.ALONE,
            InitialState.ALONE,
            InitialState.STRANGER, InitialState.THREE, InitialState.THREE_AND_STRANGER,
            InitialState.NO_ROOM);

    private final DynamoDbClient engine;
    private int replays;

    RandomSchedules(DynamoDbClient engine) {
        this.engine = engine;
    }

    /** A scenario and a schedule of it that breaks a promise. */
    record Broken(Scenario scenario, Counterexample why) {}

    /** Runs the schedule of a seed; empty if it keeps every promise. */
    Optional<Broken> run(long seed) {
        Random random = new Random(seed);
        List<Sent> calls = new ArrayList<>();
        int count = random.nextInt(5, 9);
        for (int i = 0; i < count; i++) {
            calls.add(RacingCommands.ALL.get(random.nextInt(RacingCommands.ALL.size())));
        }
        InitialState initial = INITIAL_STATES.get(random.nextInt(INITIAL_STATES.size()));
        Scenario scenario = new Scenario(initial, calls);
        try {
            scenario.run(engine, new Run(MOST_FAULTS, false), possible -> choose(possible, random))
                    .check(scenario);
            return Optional.empty();
        } catch (Counterexample e) {
            return Optional.of(new Broken(scenario, e));
        }
    }

    private static int choose(List<Run.Action> possible, Random random) {
        boolean faulty = random.nextInt(FAULT_ONE_IN) == 0;
        List<Integer> candidates = new ArrayList<>();
        for (int i = 0; i < possible.size(); i++) {
            if (faulty || !possible.get(i).fate().isFault()) {
                candidates.add(i);
            }
        }
        return candidates.get(random.nextInt(candidates.size()));
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
            Optional<Broken> still = replay(new Scenario(broken.scenario().initial(), fewer),
                    without(tokens, i));
            if (still.isPresent()) {
                return still;
            }
        }
        for (int i = 0; i < tokens.size(); i++) {
            String plain = tokens.get(i).replaceAll("\\D", "");
            if (!plain.equals(tokens.get(i)) && !tokens.get(i).endsWith("+")) {
                List<String> healed = new ArrayList<>(tokens);
                healed.set(i, plain);
                Optional<Broken> still = replay(broken.scenario(), healed);
                if (still.isPresent()) {
                    return still;
                }
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
            scenario.replay(engine, String.join(" ", tokens));
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
                        : number(token) - 1 + token.replaceAll("\\d", ""))
                .collect(Collectors.toList());
    }

    private static int number(String token) {
        return Integer.parseInt(Arrays.asList(token.split("\\D", -1)).getFirst());
    }
}
