package io.holdfast.lab.explorer;

import io.holdfast.engine.Run;
import io.holdfast.lab.Reply;
import io.holdfast.lab.explorer.Specification.Told;
import io.holdfast.lab.explorer.World.Call;
import io.holdfast.lab.explorer.World.Sent;
import io.holdfast.lab.explorer.World.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Some commands that run at the same time. The same command twice is a duplicate delivery. */
record Scenario(Setting setting, List<Sent> sent) {
    Scenario {
        sent = List.copyOf(sent);
    }

    static Scenario of(Sent... sent) {
        return in(Setting.ALONE, sent);
    }

    static Scenario in(Setting setting, Sent... sent) {
        return new Scenario(setting, Arrays.asList(sent));
    }

    String name() {
        return sent.stream()
                .map(call -> call.name() + (call.clock().equals(World.LATE) ? "'" : ""))
                .collect(Collectors.joining(" | ")) + setting.suffix();
    }

    /** What one schedule led to: the run, and the answers in the order of the calls. */
    record Outcome(Run run, World world, List<Told> told) {
        /** Throws if a promise broke; the message holds all that is needed to run it again. */
        void check(Scenario scenario) {
            run.failure().ifPresent(thrown -> {
                throw new Counterexample(scenario, run,
                        "every invocation ends with an answer: " + thrown);
            });
            try {
                Specification.check(world, told);
            } catch (Specification.Broken e) {
                throw new Counterexample(scenario, run, e.promise());
            }
        }
    }

    /** Runs one schedule on fresh ids. */
    Outcome run(DynamoDbClient engine, Run run, Run.Chooser chooser) {
        World world = new World(setting);
        DynamoDbClient client = run.around(world.moments().watched(engine));
        List<Window> windows = sent.stream().map(each -> new Window(world.moments())).toList();
        ConcurrentMap<Integer, List<Reply>> replies = new ConcurrentHashMap<>();
        List<Runnable> invocations = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            int index = i;
            invocations.add(() -> {
                Window window = windows.get(index);
                replies.put(index, sent.get(index).send(window.around(client), world));
                window.close();
            });
        }
        run.go(invocations, twins(), chooser);
        List<Told> told = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            List<Call> calls = sent.get(i).calls();
            for (int j = 0; j < calls.size(); j++) {
                List<Reply> answered = replies.get(i);
                told.add(new Told(i, calls.get(j), answered == null ? null : answered.get(j),
                        run.outOf(i), run.met(i), windows.get(i)));
            }
        }
        return new Outcome(run, world, told);
    }

    /** Replays a schedule from its string; what no longer applies is left out. */
    Outcome replay(DynamoDbClient engine, String schedule) {
        List<String> tokens = new ArrayList<>(List.of(schedule.strip().split(" ", -1)));
        Outcome outcome = run(engine, new Run(tokens.size(), false), possible -> {
            while (!tokens.isEmpty()) {
                String token = tokens.removeFirst();
                for (int i = 0; i < possible.size(); i++) {
                    if (possible.get(i).token().equals(token)) {
                        return i;
                    }
                }
            }
            return 0;
        });
        outcome.check(this);
        return outcome;
    }

    // Only neighbours of the same command by the same clock are interchangeable.
    private Set<Integer> twins() {
        Set<Integer> twins = new HashSet<>();
        for (int i = 1; i < sent.size(); i++) {
            if (sent.get(i).equals(sent.get(i - 1))) {
                twins.add(i - 1);
                twins.add(i);
                return twins;
            }
        }
        return twins;
    }
}
