package io.holdfast.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * One schedule being run: step by step one invocation's next request meets a fate. It moves only
 * when each invocation waits or has ended, so the choices are all that decides.
 */
public final class Run implements Interception {
    private static final int ARRIVALS = 1_000;

    /** Picks one of the actions that are possible at a step. */
    @FunctionalInterface
    public interface Chooser {
        int choose(List<Action> possible);
    }

    /** An invocation's request (or its late one) meets its fate. */
    public record Action(int invocation, Fate fate) {
        public String token() {
            return invocation + fate.code();
        }

        /** Arrivals are nobody's steps: they follow no program order but their own departure. */
        int actor() {
            return fate == Fate.ARRIVES ? ARRIVALS + invocation : invocation;
        }
    }

    /** A request and its fate. */
    public record Met(boolean write, Fate fate) {}

    private record Late(DynamoDbRequest request, Proceed proceed) {}

    private final int mostFaults;
    private final boolean fold;
    private final List<String> trace = new ArrayList<>();
    private final List<Action> schedule = new ArrayList<>();
    private final Turnstile turnstile = new Turnstile();
    // Written by the invocation that gives up, read here once it has settled.
    private final ConcurrentSkipListMap<Integer, Late> late = new ConcurrentSkipListMap<>();
    private final Map<Integer, List<Met>> met = new HashMap<>();
    private final Map<Integer, Integer> faultsOf = new HashMap<>();
    private final Set<Integer> out = ConcurrentHashMap.newKeySet();
    private final Set<Integer> moved = new HashSet<>();
    private Footprint lastFootprint = Footprint.NONE;
    private Set<Integer> lastLate = Set.of();
    private int faults;
    private int requests;
    private boolean redundant;

    /**
     * @param mostFaults in this schedule
     * @param fold whether to pass over schedules that only swap neighbours that commute
     */
    public Run(int mostFaults, boolean fold) {
        this.mostFaults = mostFaults;
        this.fold = fold;
    }

    public int faults() {
        return faults;
    }

    public int requests() {
        return requests;
    }

    /** Whether another schedule of the same search stands for this one. */
    public boolean redundant() {
        return redundant;
    }

    /** Whether the store refused this invocation often enough to leave it without an answer. */
    public boolean outOf(int invocation) {
        return out.contains(invocation) || faultsOf.getOrDefault(invocation, 0) > 3;
    }

    /** The number of the invocation that runs on this thread, if one does. */
    public static Optional<Integer> invocation() {
        return Turnstile.invocation();
    }

    /** What became of the invocation's requests, in their order. */
    public List<Met> met(int invocation) {
        return List.copyOf(met.getOrDefault(invocation, List.of()));
    }

    /** The schedule as one short string: {@code 0 1 0~ 1 0+}. */
    public String schedule() {
        return schedule.stream().map(Action::token).collect(Collectors.joining(" "));
    }

    /** Who sent what and what became of it, a numbered line each. */
    public String trace() {
        return String.join("\n", trace);
    }

    /**
     * Runs the invocations to their ends, and lets what is late arrive.
     *
     * @param twins invocations whose names could be swapped
     */
    public void go(List<Runnable> invocations, Set<Integer> twins, Chooser chooser) {
        turnstile.start(invocations);
        while (step(turnstile.awaitQuiet(), twins, chooser)) {
            // One request, or one arrival, a step.
        }
    }

    /** What an invocation threw, if one did. */
    public Optional<Throwable> failure() {
        return turnstile.failure();
    }

    @Override
    public Object request(DynamoDbRequest request, Proceed proceed) throws Throwable {
        Optional<Integer> invocation = Turnstile.invocation();
        if (invocation.isEmpty()) {
            return proceed.with(request);
        }
        if (out.contains(invocation.get())) {
            throw lost();
        }
        Fate fate = turnstile.await(request);
        switch (fate) {
            case PASS -> {
                return proceed.with(request);
            }
            case THROTTLED, CONFLICT -> throw Fate.refusal(request, fate);
            case CRASH_BEFORE -> throw new Turnstile.Crash();
            case CRASH_AFTER -> {
                ignoring(request, proceed);
                throw new Turnstile.Crash();
            }
            case ANSWER_LOST -> ignoring(request, proceed);
            case LATE -> late.put(invocation.get(), new Late(request, proceed));
            case LOST, OUTAGE, ARRIVES -> {
                // Nothing reaches the store.
            }
        }
        throw lost();
    }

    private static void ignoring(DynamoDbRequest request, Proceed proceed) {
        try {
            proceed.with(request);
        } catch (SdkException e) {
            // The answer is a refusal, and nobody hears it.
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static SdkClientException lost() {
        return SdkClientException.create("no answer");
    }

    private boolean step(SortedMap<Integer, DynamoDbRequest> waiting, Set<Integer> twins,
            Chooser chooser) {
        List<Action> possible = possible(waiting, twins);
        if (possible.isEmpty()) {
            return false;
        }
        List<Action> fresh = possible.stream().filter(action -> !swapsBack(action, waiting))
                .toList();
        redundant |= fresh.isEmpty();
        take(redundant ? possible.getFirst() : fresh.get(chooser.choose(fresh)), waiting);
        return true;
    }

    private List<Action> possible(SortedMap<Integer, DynamoDbRequest> waiting,
            Set<Integer> twins) {
        List<Action> possible = new ArrayList<>();
        waiting.forEach((index, request) -> {
            // The first twin goes first: with their names swapped it is the one passed over.
            boolean second = fold && twins.contains(index) && !moved.contains(index)
                    && twins.stream()
                            .anyMatch(twin -> twin < index && !moved.contains(twin));
            if (!second) {
                fates(request, index)
                        .forEach(fate -> possible.add(new Action(index, fate)));
            }
        });
        late.keySet().forEach(index -> possible.add(new Action(index, Fate.ARRIVES)));
        return possible;
    }

    private List<Fate> fates(DynamoDbRequest request, int index) {
        if (faults >= mostFaults) {
            return List.of(Fate.PASS);
        }
        boolean write = Footprint.of(request).writes();
        List<Fate> fates = new ArrayList<>(List.of(Fate.PASS, Fate.LOST, Fate.THROTTLED));
        if (write) {
            fates.addAll(List.of(Fate.ANSWER_LOST, Fate.CONFLICT, Fate.CRASH_BEFORE,
                    Fate.CRASH_AFTER, Fate.OUTAGE));
            if (!late.containsKey(index)) {
                fates.add(Fate.LATE);
            }
        }
        return fates;
    }

    // Of two neighbours that commute only the order with the lower actor first is run.
    private boolean swapsBack(Action action, SortedMap<Integer, DynamoDbRequest> waiting) {
        if (!fold || schedule.isEmpty()) {
            return false;
        }
        Action last = schedule.getLast();
        boolean couldGoBefore = action.actor() < last.actor()
                && !(action.fate() == Fate.ARRIVES && !lastLate.contains(action.invocation()));
        return couldGoBefore && footprint(action, waiting).commutesWith(lastFootprint);
    }

    private Footprint footprint(Action action, SortedMap<Integer, DynamoDbRequest> waiting) {
        return action.fate().applies()
                ? Footprint.of(request(action, waiting))
                : Footprint.NONE;
    }

    private DynamoDbRequest request(Action action, SortedMap<Integer, DynamoDbRequest> waiting) {
        return action.fate() == Fate.ARRIVES
                ? Objects.requireNonNull(late.get(action.invocation())).request()
                : Objects.requireNonNull(waiting.get(action.invocation()));
    }

    private void take(Action action, SortedMap<Integer, DynamoDbRequest> waiting) {
        DynamoDbRequest request = request(action, waiting);
        lastFootprint = footprint(action, waiting);
        lastLate = Set.copyOf(late.keySet());
        schedule.add(action);
        moved.add(action.invocation());
        requests += action.fate().applies() ? 1 : 0;
        if (action.fate().isFault()) {
            faults++;
            faultsOf.merge(action.invocation(), 1, Integer::sum);
        }
        if (action.fate() == Fate.OUTAGE) {
            out.add(action.invocation());
        }
        tell(action, request);
        if (action.fate() != Fate.ARRIVES) {
            met.computeIfAbsent(action.invocation(), each -> new ArrayList<>())
                    .add(new Met(Footprint.of(request).writes(), action.fate()));
        }
        if (action.fate() == Fate.ARRIVES) {
            ignoring(request, Objects.requireNonNull(late.remove(action.invocation())).proceed());
        } else {
            turnstile.open(action.invocation(), action.fate());
        }
    }

    private void tell(Action action, DynamoDbRequest request) {
        String name = request.getClass().getSimpleName().replace("Request", "");
        String parts = request instanceof TransactWriteItemsRequest transaction
                ? "(" + transaction.transactItems().size() + " items)"
                : "";
        trace.add("%2d. invocation %d: %s%s %s".formatted(schedule.size(), action.invocation(),
                name, parts, action.fate() == Fate.PASS ? "" : action.fate().name())
                .stripTrailing());
    }
}
