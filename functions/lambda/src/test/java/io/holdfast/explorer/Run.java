package io.holdfast.explorer;

import io.holdfast.engine.Interception;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * One schedule being run: every request of every invocation is parked; step by step one of them is
 * let through with a fate. It moves only when each invocation is parked or has ended, so the
 * choices are all that decides.
 */
final class Run implements Interception {
    private static final ScopedValue<Integer> INVOCATION = ScopedValue.newInstance();
    private static final int ARRIVALS = 1_000;

    /** Picks one of the actions that are possible at a step. */
    interface Chooser {
        int choose(List<Action> possible);
    }

    /** An invocation's request (or its late one) meets its fate. */
    record Action(int invocation, Fate fate) {
        String token() {
            return invocation + fate.code();
        }

        /** Arrivals are nobody's steps: they follow no program order but their own departure. */
        int actor() {
            return fate == Fate.ARRIVES ? ARRIVALS + invocation : invocation;
        }
    }

    /** The death of an invocation; no handler may catch it. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }

    private static final class Parked {
        final DynamoDbRequest request;
        final CountDownLatch open = new CountDownLatch(1);
        volatile Fate fate = Fate.PASS;

        Parked(DynamoDbRequest request) {
            this.request = request;
        }
    }

    private record Late(DynamoDbRequest request, Proceed proceed) {}

    private final int mostFaults;
    private final boolean fold;
    private final List<String> trace = new ArrayList<>();
    private final List<Action> schedule = new ArrayList<>();
    private final TreeMap<Integer, Parked> parked = new TreeMap<>();
    private final TreeMap<Integer, Late> late = new TreeMap<>();
    private final Map<Integer, Integer> faultsOf = new HashMap<>();
    private final Set<Integer> out = new HashSet<>();
    private final Set<Integer> moved = new HashSet<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private Footprint lastFootprint = Footprint.NONE;
    private Set<Integer> lastLate = Set.of();
    private int faults;
    private int running;
    private int requests;
    private boolean redundant;

    /**
     * @param mostFaults in this schedule
     * @param fold whether to pass over schedules that only swap neighbours that commute
     */
    Run(int mostFaults, boolean fold) {
        this.mostFaults = mostFaults;
        this.fold = fold;
    }

    int faults() {
        return faults;
    }

    int requests() {
        return requests;
    }

    /** Whether another schedule of the same search stands for this one. */
    boolean redundant() {
        return redundant;
    }

    /** Whether the store refused this invocation often enough to leave it without an answer. */
    boolean outOf(int invocation) {
        return out.contains(invocation) || faultsOf.getOrDefault(invocation, 0) > 3;
    }

    /** The schedule as one short string: {@code 0 1 0~ 1 0+}. */
    String schedule() {
        return schedule.stream().map(Action::token).collect(Collectors.joining(" "));
    }

    /** Who sent what and what became of it, a numbered line each. */
    String trace() {
        return String.join("\n", trace);
    }

    void go(List<Runnable> invocations, Set<Integer> twins, Chooser chooser) {
        running = invocations.size();
        for (int i = 0; i < invocations.size(); i++) {
            int index = i;
            Thread.ofVirtual().start(() -> ScopedValue.where(INVOCATION, index)
                    .run(() -> runOne(invocations.get(index))));
        }
        while (step(twins, chooser)) {
            // One request, or one arrival, a step.
        }
    }

    /** What an invocation threw, if one did. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    private void runOne(Runnable invocation) {
        try {
            invocation.run();
        } catch (Crash e) {
            // As planned.
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        } finally {
            settle(null, 0);
        }
    }

    @Override
    public Object request(DynamoDbRequest request, Proceed proceed) throws Throwable {
        if (!INVOCATION.isBound()) {
            return proceed.with(request);
        }
        int index = INVOCATION.get();
        if (out.contains(index)) {
            throw lost();
        }
        Parked here = new Parked(request);
        settle(here, index);
        here.open.await();
        return meet(here, index, proceed);
    }

    private Object meet(Parked here, int index, Proceed proceed) throws Throwable {
        switch (here.fate) {
            case PASS -> {
                return proceed.with(here.request);
            }
            case THROTTLED, CONFLICT -> throw Fate.refusal(here.request, here.fate);
            case CRASH_BEFORE -> throw new Crash();
            case CRASH_AFTER -> {
                ignoring(here.request, proceed);
                throw new Crash();
            }
            case ANSWER_LOST -> ignoring(here.request, proceed);
            case LATE -> {
                synchronized (this) {
                    late.put(index, new Late(here.request, proceed));
                }
            }
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

    private synchronized void settle(@Nullable Parked here, int index) {
        if (here != null) {
            parked.put(index, here);
        }
        running--;
        notifyAll();
    }

    private synchronized boolean step(Set<Integer> twins, Chooser chooser) {
        awaitQuiet();
        List<Action> possible = possible(twins);
        if (possible.isEmpty()) {
            return false;
        }
        List<Action> fresh = possible.stream().filter(action -> !swapsBack(action)).toList();
        redundant |= fresh.isEmpty();
        Action action = redundant
                ? possible.getFirst()
                : fresh.get(chooser.choose(fresh));
        take(action);
        return true;
    }

    private List<Action> possible(Set<Integer> twins) {
        List<Action> possible = new ArrayList<>();
        parked.forEach((index, here) -> {
            // The first twin goes first: with their names swapped it is the one passed over.
            boolean second = fold && twins.contains(index) && !moved.contains(index)
                    && twins.stream()
                            .anyMatch(twin -> twin < index && !moved.contains(twin));
            if (!second) {
                fates(here.request, index)
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
    private boolean swapsBack(Action action) {
        if (!fold || schedule.isEmpty()) {
            return false;
        }
        Action last = schedule.getLast();
        boolean couldGoBefore = action.actor() < last.actor()
                && !(action.fate() == Fate.ARRIVES && !lastLate.contains(action.invocation()));
        return couldGoBefore && footprint(action).commutesWith(lastFootprint);
    }

    private Footprint footprint(Action action) {
        if (!action.fate().applies()) {
            return Footprint.NONE;
        }
        return Footprint.of(action.fate() == Fate.ARRIVES
                ? Objects.requireNonNull(late.get(action.invocation())).request()
                : Objects.requireNonNull(parked.get(action.invocation())).request);
    }

    private void take(Action action) {
        lastFootprint = footprint(action);
        lastLate = Set.copyOf(late.keySet());
        schedule.add(action);
        moved.add(action.invocation());
        requests += action.fate().applies() ? 1 : 0;
        if (action.fate().isFault()) {
            faults++;
            faultsOf.merge(action.invocation(), 1, Integer::sum);
        }
        if (action.fate() == Fate.ARRIVES) {
            Late arriving = Objects.requireNonNull(late.remove(action.invocation()));
            tell(action, arriving.request());
            ignoring(arriving.request(), arriving.proceed());
            return;
        }
        if (action.fate() == Fate.OUTAGE) {
            out.add(action.invocation());
        }
        Parked next = Objects.requireNonNull(parked.remove(action.invocation()));
        tell(action, next.request);
        next.fate = action.fate();
        running++;
        next.open.countDown();
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

    private void awaitQuiet() {
        try {
            while (running > 0) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
