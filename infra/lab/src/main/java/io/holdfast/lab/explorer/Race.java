package io.holdfast.lab.explorer;

import io.holdfast.lab.steps.Got;
import io.holdfast.lab.steps.Got.Shown;
import io.holdfast.lab.steps.Part;
import io.holdfast.lab.steps.Request;
import io.holdfast.lab.steps.State;
import io.holdfast.lab.steps.Step;
import io.holdfast.lab.steps.Step.Fate;
import io.holdfast.lab.steps.Store;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/**
 * A scenario as a graph: its states, and the steps from each. Nothing is chosen here. A step
 * carries out one part of a request, or lets it fail; faults are limited in number.
 */
final class Race {
    /**
     * Items of one read that are read in any order. Those of a longer one are read in the order of
     * their ids, as the writes of a batch are carried out in the order of the batch.
     */
    private static final int MOST_IN_ANY_ORDER = 4;
    /** The place of an invocation that has died. */
    private static final int DEAD = 0;

    private final Scenario scenario;
    private final Rig rig;
    private final Store store;
    private final List<Program> programs;
    private final int mostFaults;
    private final boolean twins;
    private final List<Place> places = new ArrayList<>();
    private final Map<Node, Map<List<Shown>, Place>> numbers = new HashMap<>();
    private final Map<Integer, Sending> sendings = new HashMap<>();

    /**
     * Where an invocation is: a node, and what the parts of its request have shown so far; null for
     * a part that was not carried out.
     */
    record Place(int number, @Nullable Node node, List<@Nullable Shown> shown) {}

    /** A part of a write, and the invocation that sent it. */
    private record Sending(int invocation, Part part, boolean batch) {}

    Race(Scenario scenario, Rig rig, int mostFaults, boolean twins, Store store) {
        this.scenario = scenario;
        this.rig = rig;
        this.store = store;
        this.mostFaults = mostFaults;
        this.twins = twins;
        this.programs = IntStream.range(0, scenario.sent().size())
                .mapToObj(i -> new Program(scenario.sent().get(i), i, rig, store)).toList();
        places.add(new Place(DEAD, null, List.of()));
    }

    Scenario scenario() {
        return scenario;
    }

    Rig rig() {
        return rig;
    }

    Store store() {
        return store;
    }

    List<Program> programs() {
        return programs;
    }

    State start() {
        State state = State.of(programs.stream()
                .mapToInt(program -> at(program.first()).number()).toArray());
        for (Map<String, AttributeValue> item : scenario
                .initial().items()) {
            state = state.withItem(store.key(item), store.number(item));
        }
        return state;
    }

    private Place at(Node node) {
        int parts = node.request().map(request -> request.parts().size()).orElse(0);
        return place(node, Arrays.asList(new Shown[parts]));
    }

    private Place place(Node node, List<@Nullable Shown> shown) {
        return numbers.computeIfAbsent(node, each -> new HashMap<>()).computeIfAbsent(
                new ArrayList<>(shown), each -> {
                    places.add(new Place(places.size(), node, each));
                    return places.getLast();
                });
    }

    /** The node at which an invocation is; empty if it has died. */
    Optional<Node> node(State state, int invocation) {
        return Optional.ofNullable(places.get(state.place(invocation)).node());
    }

    /** Whether every invocation has ended. */
    boolean hasEnded(State state) {
        return IntStream.range(0, programs.size()).noneMatch(
                i -> node(state, i).flatMap(Node::request).isPresent());
    }

    /** The steps that are possible; none if there is nothing left to do. */
    List<Step> steps(State state) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < programs.size(); i++) {
            Place place = places.get(state.place(i));
            if (place.node() != null && !isSecondTwin(state, i)) {
                Node node = place.node();
                int invocation = i;
                node.request().ifPresent(
                        request -> steps(state, invocation, node, place, request, steps));
            }
        }
        for (int late : state.late()) {
            steps.add(arrival(state, Objects.requireNonNull(sendings.get(late))));
        }
        return steps;
    }

    // Of two deliveries of one command that have not moved the first goes first: the schedules of
    // the other differ in names only.
    private boolean isSecondTwin(State state, int invocation) {
        return twins && invocation > 0
                && scenario.sent().get(invocation).equals(scenario.sent().get(invocation - 1))
                && hasNotMoved(state, invocation) && hasNotMoved(state, invocation - 1);
    }

    private boolean hasNotMoved(State state, int invocation) {
        return state.place(invocation) == at(programs.get(invocation).first()).number();
    }

    private void steps(State state, int invocation, Node node, Place place, Request request,
            List<Step> steps) {
        boolean begun = place.shown().stream().anyMatch(shown -> shown != null);
        boolean faults = state.faults() < mostFaults;
        for (int part = 0; part < request.parts().size(); part++) {
            if (place.shown().get(part) != null) {
                continue;
            }
            Turn now = new Turn(state, invocation, node, place, request, part);
            steps.add(pass(now));
            if (faults) {
                ofPart(now, steps);
            }
            if (request.writes() || request.parts().size() > MOST_IN_ANY_ORDER) {
                break;
            }
        }
        if (faults && !begun) {
            Turn now = new Turn(state, invocation, node, place, request, 0);
            ofWhole(now, steps);
        }
    }

    /** A part of a request that is about to meet its fate. */
    private record Turn(State state, int invocation, Node node, Place place, Request request,
            int index) {
        Part part() {
            return request.parts().get(index);
        }
    }

    private Step pass(Turn now) {
        Part part = now.part();
        int item = now.state().item(part.key());
        Shown shown = Shown.of(part, item, store);
        State state = part.write()
                ? now.state().withItem(part.key(), store.apply(part, item).after())
                : now.state();
        return step(now, Fate.PASS, shown.refused(), shown(state, now, shown));
    }

    /** The state in which one more part of a request has shown something. */
    private State shown(State state, Turn now, Shown shown) {
        List<@Nullable Shown> all = new ArrayList<>(now.place().shown());
        all.set(now.index(), shown);
        Place next = all.contains(null)
                ? place(now.node(), all)
                : at(now.node().after(Got.of(now.request(), all, store)));
        return state.withPlace(now.invocation(), next.number());
    }

    private Step step(Turn now, Fate fate, boolean refused, State after) {
        return new Step(now.invocation(), now.part(), fate, now.request().isBatch(), refused,
                after);
    }

    /** Faults of one part of a batch, which the others do not share. */
    private void ofPart(Turn now, List<Step> steps) {
        if (!now.request().isBatch()) {
            return;
        }
        State state = now.state().withFault();
        Shown missing = new Shown(Fate.THROTTLED, false, Store.ABSENT);
        steps.add(step(now, Fate.MEMBER_THROTTLED, false, shown(state, now, missing)));
        if (now.request().writes()) {
            Shown unknown = new Shown(Fate.LATE, false, Store.ABSENT);
            steps.add(step(now, Fate.MEMBER_LATE, false,
                    shown(late(state, now.invocation(), now.part(), true), now, unknown)));
        }
    }

    private void ofWhole(Turn now, List<Step> steps) {
        State state = now.state().withFault();
        State inFlight = state;
        if (now.request().writes()) {
            for (Part part : now.request().parts()) {
                inFlight = late(inFlight, now.invocation(), part, now.request().isBatch());
            }
            steps.add(step(now, Fate.CONFLICT, false, got(state, now, Fate.CONFLICT)));
        }
        steps.add(step(now, Fate.THROTTLED, false, got(state, now, Fate.THROTTLED)));
        steps.add(step(now, Fate.LATE, false, got(inFlight, now, Fate.LATE)));
        if (now.request().writes() || hasWritten(now.node())) {
            steps.add(step(now, Fate.DIES, false, inFlight.withPlace(now.invocation(), DEAD)));
            steps.add(step(now, Fate.OUTAGE, false, outage(inFlight, now)));
        }
    }

    private static boolean hasWritten(Node node) {
        return node.history().stream().anyMatch(got -> got.parts().isEmpty()
                || !(got.answer() instanceof GetItemResponse
                        || got.answer() instanceof BatchGetItemResponse));
    }

    private State got(State state, Turn now, Fate fate) {
        return state.withPlace(now.invocation(), at(now.node().after(Got.whole(fate))).number());
    }

    private State outage(State state, Turn now) {
        Node node = now.node();
        while (node.request().isPresent()) {
            node = node.after(Got.whole(Fate.LATE));
        }
        return state.withPlace(now.invocation(), at(node).number());
    }

    private State late(State state, int invocation, Part part, boolean batch) {
        sendings.putIfAbsent(part.number(), new Sending(invocation, part, batch));
        return state.withLate(part);
    }

    private Step arrival(State state, Sending sending) {
        Part part = sending.part();
        Store.Applied applied = store.apply(part, state.item(part.key()));
        return new Step(sending.invocation(), part, Fate.ARRIVES, sending.batch(),
                applied.refused(), state.withoutLate(part).withItem(part.key(), applied.after()));
    }
}
