package io.holdfast.lab.explorer;

import io.holdfast.domain.protocol.Answer;
import io.holdfast.engine.MemoryDynamoDb;
import io.holdfast.lab.race.Sent;
import io.holdfast.lab.steps.Request;
import io.holdfast.lab.steps.State;
import io.holdfast.lab.steps.Step;
import io.holdfast.lab.steps.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One schedule as it went: each step with its request, the states between, and the promise that
 * broke. Every promise is checked in every state, as in a search.
 *
 * @param moments the steps, the first one first
 * @param afterwards who came alone once every invocation had ended, and was tried last
 * @param broken the promise that does not hold after the last step, with its figures
 */
public record Recording(Scenario scenario, Store store, State start, List<Moment> moments,
        List<Visit> afterwards, Optional<String> broken) {
    /** Steps after which a recording gives up: it would be no page that anybody can read. */
    private static final int MOST_STEPS = 500;

    /**
     * A step.
     *
     * @param request that it is a part of; empty for a write that arrives late
     * @param next what the invocation sends next; empty if it has ended, or has died
     * @param answers of an invocation that has ended, by the ids of the verdicts
     */
    public record Moment(Step step, Optional<Request> request, Optional<Request> next,
            Map<String, Answer> answers) {}

    /** An invocation that ran alone, from a state that it found. */
    public record Visit(Sent sent, State before, List<Moment> moments) {
        /** Its answers; none if a promise broke on the way. */
        public Map<String, Answer> answers() {
            return moments.isEmpty() ? Map.of() : moments.getLast().answers();
        }
    }

    public Recording {
        moments = List.copyOf(moments);
        afterwards = List.copyOf(afterwards);
    }

    /**
     * Plays a schedule with every guard in place.
     *
     * @param schedule its steps, separated by spaces; once they have ended, the first step that is
     *        possible is taken until nothing is left to do
     * @throws IllegalArgumentException if a step is not possible; the message lists those that are
     */
    public static Recording strict(Scenario scenario, String schedule) {
        List<String> tokens = new ArrayList<>(List.of(schedule.strip().split("\\s+", -1)));
        tokens.removeIf(String::isEmpty);
        Recording recording = record(scenario, Rig.NONE,
                possible -> tokens.isEmpty()
                        ? possible.getFirst()
                        : step(tokens.removeFirst(), possible));
        if (!tokens.isEmpty()) {
            throw new IllegalArgumentException("nothing is left to do before step "
                    + tokens.getFirst());
        }
        return recording;
    }

    private static Step step(String token, List<Step> possible) {
        return possible.stream().filter(step -> step.token().equals(token)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no step " + token
                        + " is possible there, only "
                        + String.join(", ", possible.stream().map(Step::token).toList())));
    }

    /** Plays a schedule, without the steps that are not possible any more. */
    static Recording of(Scenario scenario, Rig rig, String schedule) {
        return record(scenario, rig, Explorer.script(schedule));
    }

    private static Recording record(Scenario scenario, Rig rig, Explorer.Choice choice) {
        Race race = new Race(scenario, rig, Integer.MAX_VALUE, false,
                new Store(MemoryDynamoDb::new));
        Visits visits = new Visits();
        Specification specification = new Specification(race, visits);
        List<Moment> moments = new ArrayList<>();
        State start = race.start();
        State state = start;
        Optional<String> broken = Optional.empty();
        try {
            specification.check(state);
            List<Step> possible = race.steps(state);
            while (!possible.isEmpty() && moments.size() < MOST_STEPS) {
                Step step = choice.of(possible);
                moments.add(moment(race, state, step));
                specification.check(state, step);
                state = step.after();
                possible = race.steps(state);
            }
        } catch (BrokenPromise e) {
            broken = Optional.of(e.promise());
        }
        return new Recording(scenario, race.store(), start, moments, visits.all(), broken);
    }

    private static Moment moment(Race race, State before, Step step) {
        if (step.fate() == Step.Fate.ARRIVES) {
            return new Moment(step, Optional.empty(), Optional.empty(), Map.of());
        }
        Optional<Node> node = race.node(step.after(), step.invocation());
        return new Moment(step, race.node(before, step.invocation()).flatMap(Node::request),
                node.flatMap(Node::request), node.flatMap(Node::answers).orElse(Map.of()));
    }

    /** The steps as a string that replays them. */
    public String schedule() {
        return String.join(" ", moments.stream().map(each -> each.step().token()).toList());
    }

    /** Whether the promise broke only for somebody who came once every invocation had ended. */
    public boolean brokeAfterwards() {
        return broken.isPresent() && !afterwards.isEmpty() && !moments.isEmpty()
                && afterwards.getFirst().before() == moments.getLast().step().after();
    }

    private static final class Visits extends Aftermath.Tape {
        private final List<Visit> visits = new ArrayList<>();

        @Override
        void rewind() {
            visits.clear();
        }

        @Override
        void starts(Program program, State before) {
            visits.add(new Visit(program.sent(), before, new ArrayList<>()));
        }

        @Override
        void step(Step step, Request request, Node after) {
            visits.getLast().moments().add(new Moment(step, Optional.of(request),
                    after.request(), after.answers().orElse(Map.of())));
        }

        /** Those that one state was left to, each from what the one before it has left. */
        List<Visit> all() {
            return visits.stream()
                    .map(each -> new Visit(each.sent(), each.before(),
                            List.copyOf(each.moments())))
                    .toList();
        }
    }
}
