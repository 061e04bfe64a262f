package io.holdfast.engine;

import io.holdfast.engine.Run.Action;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/**
 * The actions that are possible at a step: each waiting request with each fate, and the arrival of
 * each late request. Folding leaves out a schedule if the search also runs one that differs only in
 * the order of neighbors that commute, or in the names of twins.
 */
final class Choices {
    private final int mostFaults;
    private final boolean fold;
    private final Set<Integer> twins;
    private final Set<Integer> moved = new HashSet<>();
    private @Nullable Action last;
    private Footprint lastFootprint = Footprint.NONE;
    private int faults;

    /**
     * The requests without a fate at a step.
     *
     * @param waiting those that their invocations want to send, by invocation
     * @param late those that their invocations gave up on, and that have not arrived yet, each
     *        under its arrival
     */
    record Pending(SortedMap<Integer, DynamoDbRequest> waiting,
            SortedMap<Action, DynamoDbRequest> late) {
        DynamoDbRequest request(Action action) {
            return Objects.requireNonNull(action.fate() == Fate.ARRIVES
                    ? late.get(action)
                    : waiting.get(action.invocation()));
        }

        /** The items that the store touches because of the action. */
        Footprint footprint(Action action) {
            return action.fate().applies() ? Footprint.of(request(action)) : Footprint.NONE;
        }
    }

    Choices(int mostFaults, boolean fold, Set<Integer> twins) {
        this.mostFaults = mostFaults;
        this.fold = fold;
        this.twins = Set.copyOf(twins);
    }

    List<Action> possible(Pending pending) {
        List<Action> possible = new ArrayList<>();
        pending.waiting().forEach((invocation, request) -> {
            if (!isSecondTwin(invocation)) {
                fates(request)
                        .forEach(fate -> possible.add(Action.of(invocation, fate)));
            }
        });
        possible.addAll(pending.late().keySet());
        return possible;
    }

    // Of twins that have not moved only the first may: the others' schedules differ in names only.
    private boolean isSecondTwin(int invocation) {
        return fold && twins.contains(invocation) && !moved.contains(invocation)
                && twins.stream().anyMatch(twin -> twin < invocation && !moved.contains(twin));
    }

    private List<Fate> fates(DynamoDbRequest request) {
        if (faults >= mostFaults) {
            return List.of(Fate.PASS);
        }
        List<Fate> fates = new ArrayList<>(List.of(Fate.PASS, Fate.LOST, Fate.THROTTLED));
        if (Footprint.of(request).writes()) {
            fates.addAll(List.of(Fate.ANSWER_LOST, Fate.CRASH_BEFORE, Fate.CRASH_AFTER,
                    Fate.OUTAGE, Fate.LATE));
            fates.addAll(request instanceof BatchExecuteStatementRequest
                    ? List.of(Fate.MEMBER_THROTTLED, Fate.MEMBER_UNANSWERED)
                    : List.of(Fate.CONFLICT));
        }
        return fates;
    }

    /** The actions that do not lead to a schedule which the search also runs in another order. */
    List<Action> fresh(List<Action> possible, Pending pending) {
        return possible.stream().filter(action -> !swapsBack(action, pending)).toList();
    }

    // Of two neighbors that commute only the order with the lower actor first is run. Arrivals have
    // the highest numbers, so none goes before the step that made it late.
    private boolean swapsBack(Action action, Pending pending) {
        return fold && last != null && action.actor() < last.actor()
                && pending.footprint(action).commutesWith(lastFootprint);
    }

    /** Takes note of the action that was chosen, before it happens. */
    void taken(Action action, Pending pending) {
        last = action;
        lastFootprint = pending.footprint(action);
        moved.add(action.invocation());
        faults += action.fate().isFault() ? 1 : 0;
    }
}
