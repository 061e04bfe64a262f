package io.holdfast.lab.explorer;

import io.holdfast.engine.Run;
import io.holdfast.lab.Reply;
import io.holdfast.lab.race.Call;
import io.holdfast.lab.race.CallResult;
import io.holdfast.lab.race.InitialState;
import io.holdfast.lab.race.Sent;
import io.holdfast.lab.race.Window;
import io.holdfast.lab.race.World;
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
record Scenario(InitialState initial, List<Sent> sent) {
    Scenario {
        sent = List.copyOf(sent);
    }

    static Scenario of(Sent... sent) {
        return in(InitialState.ALONE, sent);
    }

    static Scenario in(InitialState initial, Sent... sent) {
        return new Scenario(initial, Arrays.asList(sent));
    }

    String name() {
        return sent.stream()
                .map(call -> call.name() + (call.clock().equals(World.LATE) ? "'" : ""))
                .collect(Collectors.joining(" | ")) + initial.suffix();
    }

    /** A schedule that has run, with the results in the order of the calls. */
    record Outcome(Run run, World world, List<CallResult> results) {
        /** Throws a {@link Counterexample} if a promise is broken. */
        void check(Scenario scenario) {
            run.failure().ifPresent(thrown -> {
                throw new Counterexample(scenario, run,
                        "every invocation ends with an answer: " + thrown);
            });
            try {
                Specification.check(world, results);
            } catch (BrokenPromise e) {
                throw new Counterexample(scenario, run, e.promise());
            }
        }
    }

    /** Runs one schedule on fresh ids. */
    Outcome run(DynamoDbClient engine, Run run, Run.Chooser chooser) {
        World world = new World(initial);
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
        List<CallResult> results = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            List<Call> calls = sent.get(i).calls();
            for (int j = 0; j < calls.size(); j++) {
                List<Reply> answered = replies.get(i);
                results.add(
                        new CallResult(i, calls.get(j), answered == null ? null : answered.get(j),
                                run.outOf(i), run.met(i), windows.get(i)));
            }
        }
        return new Outcome(run, world, results);
    }

    /** Replays a schedule from its string, without the actions that are not possible any more. */
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

    // Two invocations are interchangeable if they are neighbors with the same command and the same
    // clock.
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
