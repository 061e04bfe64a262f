package io.holdfast.lab.contention;

import io.holdfast.engine.service.Outage;
import io.holdfast.engine.service.ServiceDynamoDb;
import io.holdfast.engine.time.VirtualTime;
import io.holdfast.lab.contention.Seller.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * One run of an experiment, in virtual time. Functions compute in no time, and gateway, cold starts
 * and concurrency limits are absent: what is measured is the store. Every run ends with an audit.
 */
public final class Simulation {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    /** From the start to the sale, and after it: long enough that no bucket remembers. */
    private static final Duration QUIET = Duration.ofSeconds(10);
    private static final Duration SECOND = Duration.ofSeconds(1);
    /** Broken promises that a message names. */
    private static final int MOST_NAMED = 5;

    private final Experiment experiment;
    private final VirtualTime time = new VirtualTime(START);
    private final Seller seller;
    private final Measurement measurement;
    private final List<String> resources;
    private final SplittableRandom choices;
    private final Iterator<Long> instants;
    private final long beganNanos;
    private final Map<Request, String> answers = new LinkedHashMap<>();
    private final Map<Request, String> confirms = new LinkedHashMap<>();
    private final Set<String> soldOut = new HashSet<>();
    private final List<String> broken = new ArrayList<>();
    /** Bookings and confirms without an answer yet. */
    private int open;

    private Simulation(Experiment experiment, UnaryOperator<Seller> wrapping) {
        this.experiment = experiment;
        SplittableRandom random = new SplittableRandom(experiment.seed());
        this.choices = random.split();
        this.instants = experiment.arrivals().instants(random.split());
        ServiceDynamoDb store = new ServiceDynamoDb(time, experiment.times(),
                experiment.throughput(), outage(experiment.outage()), random.nextLong());
        this.seller = wrapping.apply(switch (experiment.design()) {
            case HOLDFAST -> new HoldfastSeller(experiment, time, store, random.split());
            case COMPARE_AND_SET -> new CompareAndSet(new BaselineTable(store));
            case TRANSACTION -> new Transaction(new BaselineTable(store));
        });
        this.resources = IntStream.rangeClosed(1, experiment.resources())
                .mapToObj(i -> "resource-" + i).toList();
        resources.forEach(resource -> seller.define(resource, experiment.capacity()));
        time.sleep(QUIET.minusNanos(time.nanos()));
        this.beganNanos = time.nanos();
        this.measurement = new Measurement(time, store.consumption(),
                Math.multiplyExact(experiment.capacity(), resources.size()));
    }

    private static Outage outage(Outage inSale) {
        return new Outage(inSale.from().plus(QUIET), inSale.to().plus(QUIET), inSale.errors(),
                inSale.effects(), inSale.late());
    }

    /**
     * Runs it.
     *
     * @throws IllegalStateException if the design broke a promise
     */
    public static Measured run(Experiment experiment) {
        return run(experiment, UnaryOperator.identity());
    }

    /** The same with a seller that is wrapped into another, so that a test can break it. */
    static Measured run(Experiment experiment, UnaryOperator<Seller> wrapping) {
        Simulation simulation = new Simulation(experiment, wrapping);
        Measured measured = simulation.sell();
        simulation.requirePromises();
        return measured;
    }

    private Measured sell() {
        planNext();
        time.after(SECOND, this::second);
        time.run();
        return measurement.end(resources.stream().map(seller::stock).toList());
    }

    private void planNext() {
        if (instants.hasNext()) {
            open++;
            time.start(Duration.ofNanos(beganNanos + instants.next() - time.nanos()),
                    this::arrive);
        }
    }

    private void second() {
        measurement.second();
        if (open > 0) {
            time.after(SECOND, this::second);
        }
    }

    private void arrive() {
        planNext();
        // As long as a UUID, which callers are told to use: the size of an item is what it costs.
        Request request = new Request(new UUID(experiment.seed(), answers.size()).toString(),
                resources.get(choices.nextInt(resources.size())), experiment.units());
        answers.put(request, Seller.UNDECIDED);
        measurement.arrived();
        long arrivedNanos = time.nanos();
        seller.book(request, answer -> {
            measurement.answered(answer, arrivedNanos, request.units());
            booked(request, answer);
        });
    }

    private void booked(Request request, String answer) {
        open--;
        answers.put(request, answer);
        if (answer.equals(Seller.INSUFFICIENT)) {
            requireSoldOut(request);
        }
        if (answer.equals(Seller.COMMITTED)) {
            experiment.holds().filter(holds -> choices.nextDouble() < holds.confirmed())
                    .ifPresent(holds -> {
                        open++;
                        time.start(holds.confirmedAfter(), () -> confirm(request));
                    });
        }
    }

    private void confirm(Request request) {
        confirms.put(request, Seller.UNDECIDED);
        seller.confirm(request, answer -> {
            open--;
            measurement.confirmed(answer);
            confirms.put(request, answer);
        });
    }

    // Without holds nothing is ever given back, so only the first refusal of a resource can be wrong.
    private void requireSoldOut(Request request) {
        if (experiment.holds().isPresent() || !soldOut.add(request.resource())) {
            return;
        }
        long committed = seller.committed(request.resource(), List.copyOf(answers.keySet()));
        if (committed + request.units() <= experiment.capacity()) {
            broken.add("a reason is true: " + request + " was refused for capacity, and only "
                    + committed + " units are committed");
        }
    }

    private void requirePromises() {
        if (experiment.design() == Design.HOLDFAST) {
            askAgain();
        }
        broken.addAll(seller.broken(resources, answers, confirms));
        if (!broken.isEmpty()) {
            throw new IllegalStateException(broken.size() + " broken promises in " + experiment
                    + ": " + broken.subList(0, Math.min(MOST_NAMED, broken.size())));
        }
    }

    /** Whoever has no verdict gets one, and whoever has one keeps it. */
    private void askAgain() {
        Duration outage = experiment.outage().to().minusNanos(time.nanos() - beganNanos);
        time.sleep(QUIET.plus(outage.isNegative() ? Duration.ZERO : outage));
        undecided(answers).forEach(request -> seller.book(request,
                answer -> answers.put(request, answer)));
        undecided(confirms).forEach(request -> seller.confirm(request,
                answer -> confirms.put(request, answer)));
        time.run();
    }

    private static List<Request> undecided(Map<Request, String> answers) {
        return answers.entrySet().stream()
                .filter(each -> each.getValue().equals(Seller.UNDECIDED)).map(Map.Entry::getKey)
                .toList();
    }
}
