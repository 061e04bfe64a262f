package io.holdfast.engine;

import io.holdfast.engine.Choices.Pending;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/**
 * Runs one schedule: at each step the next request of one invocation meets a fate. A step begins
 * only when every invocation waits or has ended, so the chosen actions alone decide what happens.
 */
public final class Run implements Interception {
    private static final int ARRIVALS = 1_000;
    /** Faults of one invocation after which it may end without an answer. */
    private static final int MOST_FAULTS_WITH_AN_ANSWER = 3;

    /** Picks one of the actions that are possible at a step. */
    @FunctionalInterface
    public interface Chooser {
        int choose(List<Action> possible);
    }

    /**
     * A request of an invocation, waiting or late, meets its fate.
     *
     * @param late which of the invocation's late requests arrives, from 1 in the order in which it
     *        gave up on them; 0 if none does
     */
    public record Action(int invocation, Fate fate, int late) {
        static final Comparator<Action> ORDER = Comparator.comparingInt(Action::invocation)
                .thenComparing(Action::fate).thenComparingInt(Action::late);

        static Action of(int invocation, Fate fate) {
            return new Action(invocation, fate, 0);
        }

        static Action arrival(int invocation, int late) {
            return new Action(invocation, Fate.ARRIVES, late);
        }

        /** Its text in a schedule: {@code 0}, {@code 0~}; arrivals {@code 0+}, then {@code 0+2}. */
        public String token() {
            return invocation + fate.code() + (late > 1 ? late : "");
        }

        /** An arrival is no step of its invocation: it only follows the step that made it late. */
        int actor() {
            return late == 0 ? invocation : ARRIVALS * (invocation + 1) + late;
        }
    }

    /** A request and its fate. */
    public record Met(boolean write, Fate fate) {}

    private final int mostFaults;
    private final boolean fold;
    private final List<String> trace = new ArrayList<>();
    private final List<Action> schedule = new ArrayList<>();
    private final Turnstile turnstile = new Turnstile();
    private final Delivery delivery = new Delivery(turnstile);
    private final Map<Integer, List<Met>> met = new HashMap<>();
    private boolean redundant;

    /**
     * @param mostFaults in this schedule
     * @param fold whether to leave out schedules that only swap neighbors that commute
     */
    public Run(int mostFaults, boolean fold) {
        this.mostFaults = mostFaults;
        this.fold = fold;
    }

    public int faults() {
        return count(action -> action.fate().isFault());
    }

    /** Requests that the store carried out. */
    public int requests() {
        return count(action -> action.fate().applies());
    }

    private int count(Predicate<Action> which) {
        return Math.toIntExact(schedule.stream().filter(which).count());
    }

    /** Whether another schedule of the same search has the same effect as this one. */
    public boolean redundant() {
        return redundant;
    }

    /** Whether the store refused this invocation often enough to leave it without an answer. */
    public boolean outOf(int invocation) {
        return delivery.isCutOff(invocation)
                || count(action -> action.invocation() == invocation
                        && action.fate().isFault()) > MOST_FAULTS_WITH_AN_ANSWER;
    }

    /** The number of the invocation that runs on this thread, if one does. */
    public static Optional<Integer> invocation() {
        return Turnstile.invocation();
    }

    /** The invocation's requests with their fates, in their order. */
    public List<Met> met(int invocation) {
        return List.copyOf(met.getOrDefault(invocation, List.of()));
    }

    /** The schedule as one short string: {@code 0 1 0~ 1 0+}. */
    public String schedule() {
        return schedule.stream().map(Action::token).collect(Collectors.joining(" "));
    }

    /** A numbered line for each action: the invocation, its request and the fate. */
    public String trace() {
        return String.join("\n", trace);
    }

    /**
     * Runs the invocations to their ends, and lets late requests arrive.
     *
     * @param twins invocations whose names could be swapped
     */
    public void go(List<Runnable> invocations, Set<Integer> twins, Chooser chooser) {
        Choices choices = new Choices(mostFaults, fold, twins);
        turnstile.start(invocations);
        while (step(choices, chooser)) {
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
        return invocation.isPresent()
                ? delivery.request(invocation.get(), request, proceed)
                : proceed.with(request);
    }

    private boolean step(Choices choices, Chooser chooser) {
        Pending pending = new Pending(turnstile.awaitQuiet(), delivery.late());
        List<Action> possible = choices.possible(pending);
        if (possible.isEmpty()) {
            return false;
        }
        List<Action> fresh = choices.fresh(possible, pending);
        redundant |= fresh.isEmpty();
        Action action = redundant ? possible.getFirst() : fresh.get(chooser.choose(fresh));
        choices.taken(action, pending);
        note(action, pending.request(action));
        delivery.take(action);
        return true;
    }

    private void note(Action action, DynamoDbRequest request) {
        schedule.add(action);
        trace.add(line(action, request));
        if (action.fate() != Fate.ARRIVES) {
            met.computeIfAbsent(action.invocation(), each -> new ArrayList<>())
                    .add(new Met(Footprint.of(request).writes(), action.fate()));
        }
    }

    private String line(Action action, DynamoDbRequest request) {
        String name = request.getClass().getSimpleName().replace("Request", "");
        int items = Footprint.of(request).items().size();
        String parts = items == 1 ? "" : "(" + items + " items)";
        String fate = action.fate() == Fate.PASS ? "" : action.fate().name();
        return "%2d. invocation %d: %s%s %s%s"
                .formatted(schedule.size(), action.invocation(), name, parts, fate,
                        action.late() > 1 ? " " + action.late() : "")
                .stripTrailing();
    }
}
