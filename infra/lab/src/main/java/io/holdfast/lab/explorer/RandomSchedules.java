package io.holdfast.lab.explorer;

import io.holdfast.engine.Run;
import io.holdfast.lab.explorer.World.Sent;
import io.holdfast.lab.explorer.World.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Schedules of 5 to 8 random commands with up to 4 faults, each made from one seed; and what to do
 * with one that breaks a promise: take things away from it while it still does.
 */
final class RandomSchedules {
    private static final int MOST_FAULTS = 4;
    /** One step in so many meets something else than the first possibility's plain fate. */
    private static final int FAULT_ONE_IN = 8;
    private static final int MOST_REPLAYS = 500;
    private static final List<Setting> SETTINGS = List.of(Setting.ALONE, Setting.ALONE,
            Setting.STRANGER, Setting.THREE, Setting.THREE_AND_STRANGER, Setting.NO_ROOM);

    private final DynamoDbClient engine;
    private int replays;

    RandomSchedules(DynamoDbClient engine) {
        this.engine = engine;
    }

    /** A scenario and a schedule of it that breaks a promise. */
    record Broken(Scenario scenario, Counterexample why) {}

    /** Runs the schedule of a seed; what it broke, if it broke anything. */
    Optional<Broken> run(long seed) {
        Random random = new Random(seed);
        List<Sent> calls = new ArrayList<>();
        int count = random.nextInt(5, 9);
        for (int i = 0; i < count; i++) {
            calls.add(Commands.ALL.get(random.nextInt(Commands.ALL.size())));
        }
        Setting setting = SETTINGS.get(random.nextInt(SETTINGS.size()));
        Scenario scenario = new Scenario(setting, calls);
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
            Optional<Broken> still = replay(new Scenario(broken.scenario().setting(), fewer),
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

    // The invocations behind the one that goes move up by one.
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
