package io.holdfast.explorer;

import io.holdfast.engine.Run;

import io.holdfast.explorer.Specification.Told;
import io.holdfast.explorer.World.Call;
import io.holdfast.lambda.Reply;
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
record Scenario(List<Call> calls) {
    Scenario {
        calls = List.copyOf(calls);
    }

    static Scenario of(Call... calls) {
        return new Scenario(Arrays.asList(calls));
    }

    String name() {
        return calls.stream()
                .map(call -> call.name() + (call.clock().equals(World.LATE) ? "'" : ""))
                .collect(Collectors.joining(" | "));
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
        World world = new World();
        DynamoDbClient client = run.around(world.watched(engine));
        ConcurrentMap<Integer, Reply> replies = new ConcurrentHashMap<>();
        List<Runnable> invocations = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            int index = i;
            Call call = calls.get(i);
            invocations.add(
                    () -> replies.put(index, call.ask(client, call.clock(), world)));
        }
        run.go(invocations, twins(), chooser);
        List<Told> told = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            told.add(new Told(calls.get(i), replies.get(i), run.outOf(i)));
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
        for (int i = 1; i < calls.size(); i++) {
            if (calls.get(i).equals(calls.get(i - 1))) {
                twins.add(i - 1);
                twins.add(i);
                return twins;
            }
        }
        return twins;
    }
}
