package io.holdfast.lab.explorer;

import io.holdfast.domain.resource.Resource;
import io.holdfast.engine.MemoryDynamoDb;
import io.holdfast.lab.race.World;
import io.holdfast.lab.steps.State;
import io.holdfast.lab.steps.Step;
import io.holdfast.lab.steps.Store;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Tries every schedule of a scenario with up to so many faults. Two schedules that lead to the same
 * state go on alike, so each state is visited once; commuting steps fold by themselves.
 */
final class Explorer {
    /** States of one scenario after which the search gives up: it would not end. */
    static final int MOST_STATES = 20_000_000;

    private final Rig rig;
    private final int mostFaults;
    private final Supplier<DynamoDbClient> engine;

    Explorer(int mostFaults) {
        this(mostFaults, Rig.NONE);
    }

    Explorer(int mostFaults, Rig rig) {
        this(mostFaults, rig, MemoryDynamoDb::new);
    }

    Explorer(int mostFaults, Rig rig, Supplier<DynamoDbClient> engine) {
        this.mostFaults = mostFaults;
        this.rig = rig;
        this.engine = engine;
    }

    /**
     * The counts of a search.
     *
     * @param schedules that the states and steps stand for
     */
    record Tally(long scenarios, double schedules, long states, long steps, long writes,
            long nanos) {
        static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0);

        Tally plus(Tally other) {
            return new Tally(scenarios + other.scenarios, schedules + other.schedules,
                    states + other.states, steps + other.steps, writes + other.writes,
                    nanos + other.nanos);
        }

        String line() {
            return "%,d scenarios, %.3g schedules, %,d states, %,d steps, %,d writes, %.1f s"
                    .formatted(scenarios, schedules, states, steps, writes, nanos / 1e9);
        }

        static void print(String name, int faults, Tally tally) {
            System.out.printf("%-28s %d faults: %s%n", name, faults, tally.line());
        }
    }

    private Race race(Scenario scenario) {
        return new Race(scenario, rig, mostFaults, true, new Store(engine));
    }

    /** Checks every schedule; throws the first {@link Counterexample}. */
    Tally explore(Scenario scenario) {
        long start = System.nanoTime();
        Search search = new Search(race(scenario));
        double schedules = search.run();
        return new Tally(1, schedules, search.paths.size(), search.steps,
                search.race.store().writes(), System.nanoTime() - start);
    }

    /** A search in depth. */
    private static final class Search {
        private final Race race;
        private final Specification specification;
        private final Map<State.Key, Double> paths = new HashMap<>();
        private final List<Step> taken = new ArrayList<>();
        private long steps;

        Search(Race race) {
            this.race = race;
            this.specification = new Specification(race);
        }

        double run() {
            State start = race.start();
            try {
                specification.check(start);
                return from(start);
            } catch (BrokenPromise e) {
                throw new Counterexample(race.scenario(), taken, e.promise(), race.store());
            }
        }

        /** The number of schedules from a state on. */
        private double from(State state) {
            State.Key key = state.key();
            Double known = paths.get(key);
            if (known != null) {
                return known;
            }
            if (paths.size() >= MOST_STATES) {
                throw new IllegalStateException("more than " + MOST_STATES + " states");
            }
            // A late write may also never arrive.
            double schedules = race.hasEnded(state) ? 1 : 0;
            for (Step step : race.steps(state)) {
                steps++;
                taken.add(step);
                if (!paths.containsKey(step.after().key())) {
                    specification.check(state, step);
                }
                schedules += from(step.after());
                taken.removeLast();
            }
            paths.put(key, schedules);
            return schedules;
        }
    }

    /** The shortest counterexample, if there is any. */
    Optional<Counterexample> shortest(Scenario scenario) {
        return shortest(scenario, promise -> true);
    }

    /** The shortest counterexample to such a promise; what breaks others is not gone on with. */
    Optional<Counterexample> shortest(Scenario scenario, Predicate<String> promises) {
        Race race = race(scenario);
        Specification specification = new Specification(race);
        Set<State.Key> visited = new HashSet<>();
        ArrayDeque<Visit> open = new ArrayDeque<>(List.of(new Visit(race.start(), null, null)));
        while (!open.isEmpty()) {
            Visit visit = open.removeFirst();
            for (Step step : race.steps(visit.state())) {
                if (visited.add(step.after().key())) {
                    Visit next = new Visit(step.after(), visit, step);
                    try {
                        specification.check(visit.state(), step);
                        open.add(next);
                    } catch (BrokenPromise e) {
                        if (promises.test(e.promise())) {
                            return Optional.of(new Counterexample(scenario, next.steps(),
                                    e.promise(), race.store()));
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Replays a schedule from its string, without the steps that are not possible any more. */
    void replay(Scenario scenario, String schedule) {
        Race race = new Race(scenario, rig, Integer.MAX_VALUE, false, new Store(engine));
        walk(race, script(schedule));
    }

    /** The steps of a schedule, and once it has ended the first one that is possible. */
    static Choice script(String schedule) {
        List<String> tokens = new ArrayList<>(List.of(schedule.strip().split(" ", -1)));
        return possible -> {
            while (!tokens.isEmpty()) {
                String token = tokens.removeFirst();
                for (Step step : possible) {
                    if (step.token().equals(token)) {
                        return step;
                    }
                }
            }
            return possible.getFirst();
        };
    }

    /** Checks one schedule; what never arrives needs no step. */
    void walk(Race race, Choice choice) {
        Specification specification = new Specification(race);
        List<Step> taken = new ArrayList<>();
        State state = race.start();
        try {
            specification.check(state);
            List<Step> possible = race.steps(state);
            while (!possible.isEmpty()) {
                Step step = choice.of(possible);
                taken.add(step);
                specification.check(state, step);
                state = step.after();
                possible = race.steps(state);
            }
        } catch (BrokenPromise e) {
            throw new Counterexample(race.scenario(), taken, e.promise(), race.store());
        }
    }

    /** Picks one of the steps that are possible. */
    @FunctionalInterface
    interface Choice {
        Step of(List<Step> possible);
    }

    /** A walk of its own for a scenario, with a limit of faults. */
    void walk(Scenario scenario, Choice choice) {
        walk(new Race(scenario, rig, mostFaults, false, new Store(engine)), choice);
    }

    /**
     * What the schedules of a scenario end in: the answers and the counters.
     *
     * @param fold whether each state is visited once, as in every other search
     */
    Set<String> outcomes(Scenario scenario, boolean fold) {
        Race race = new Race(scenario, rig, mostFaults, fold, new Store(engine));
        Set<String> outcomes = new TreeSet<>();
        collect(race, race.start(), fold ? new HashSet<>() : null, outcomes);
        return outcomes;
    }

    private static void collect(Race race, State state, @Nullable Set<State.Key> visited,
            Set<String> outcomes) {
        if (visited != null && !visited.add(state.key())) {
            return;
        }
        if (race.hasEnded(state)) {
            outcomes.add(outcome(race, state));
        }
        race.steps(state).forEach(step -> collect(race, step.after(), visited, outcomes));
    }

    // Twins that swap their names are the same outcome.
    private static String outcome(Race race, State state) {
        List<String> ends = new ArrayList<>();
        for (int i = 0; i < race.programs().size(); i++) {
            String name = race.programs().get(i).sent().title();
            ends.add(name + " " + race.node(state, i).flatMap(Node::answers)
                    .map(answers -> answers.values().stream().map(AnswerRules::brief).sorted()
                            .toList().toString())
                    .orElse("died"));
        }
        Collections.sort(ends);
        Resource resource = race.store().image(state, World.A).resource(World.A).orElseThrow();
        return ends + ": " + resource.available() + " " + resource.confirmed() + " "
                + resource.held();
    }

    private record Visit(State state, @Nullable Visit before, @Nullable Step step) {
        List<Step> steps() {
            List<Step> steps = new ArrayList<>();
            Visit visit = this;
            while (visit != null && visit.step != null) {
                steps.addFirst(visit.step);
                visit = visit.before;
            }
            return steps;
        }
    }
}
