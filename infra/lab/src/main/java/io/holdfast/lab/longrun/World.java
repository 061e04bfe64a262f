package io.holdfast.lab.longrun;

import io.holdfast.domain.BookingId;
import io.holdfast.engine.service.Consumption;
import io.holdfast.engine.service.Outage;
import io.holdfast.engine.service.ServiceDynamoDb;
import io.holdfast.engine.service.ServiceThroughput;
import io.holdfast.engine.service.ServiceTimes;
import io.holdfast.engine.time.VirtualTime;
import io.holdfast.lab.Functions;
import io.holdfast.lab.VirtualInvocations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A part of the resources of a long run with their callers, in a time of its own. */
final class World {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final LongRun run;
    private final int number;
    private final VirtualTime time = new VirtualTime(START);
    private final Findings findings = new Findings();
    private final Verdicts booked = new Verdicts();
    private final Verdicts confirmed = new Verdicts();
    private final Verdicts released = new Verdicts();
    private final Verdicts extended = new Verdicts();
    private final Verdicts amended = new Verdicts();
    private final ServiceDynamoDb store;
    private final Watch watch;
    private final Functions functions;
    private final Caller caller;
    private final SplittableRandom arrivals;
    private int arrived;

    World(LongRun run, int number) {
        this.run = run;
        this.number = number;
        long seed = new SplittableRandom(new SplittableRandom(run.seed()).nextLong() ^ number)
                .nextLong();
        this.arrivals = new SplittableRandom(seed);
        this.store = new ServiceDynamoDb(time, ServiceTimes.PUBLISHED, ServiceThroughput.PUBLISHED,
                Outage.between(run.gone(), run.gone().plus(run.goneFor())), seed);
        this.watch = new Watch(store.table(), findings);
        VirtualInvocations invocations = new VirtualInvocations(time, arrivals.split());
        this.functions = new Functions(invocations.wiring(store));
        this.caller = new Caller(functions, invocations, findings);
    }

    WorldOutcome run() {
        sell();
        audit();
        Consumption consumption = store.consumption();
        return new WorldOutcome(findings.answers(), findings.violations(), findings.digest(),
                consumption.requests(), consumption.writeUnits(), consumption.readUnits(),
                watch.writes());
    }

    /** Until the last caller has left. */
    void sell() {
        IntStream.range(0, run.resources())
                .forEach(each -> functions.define(resource(each), run.units()));
        store.watch(watch);
        time.after(Duration.ZERO, this::arrive);
        time.run();
    }

    void audit() {
        new LastAudit(this).run(run.bookings());
    }

    // By an exponential distribution: arrivals know nothing of one another.
    private void arrive() {
        time.start(Duration.ZERO, new Customer(this, arrived++, arrivals.split()));
        if (arrived < run.bookings()) {
            double seconds = -StrictMath.log(1 - arrivals.nextDouble()) / run.bookingsASecond();
            time.after(Duration.ofNanos(StrictMath.round(seconds * 1e9)), this::arrive);
        }
    }

    /** The items, without time or charge. */
    DynamoDbClient table() {
        return store.table();
    }

    VirtualTime time() {
        return time;
    }

    Findings findings() {
        return findings;
    }

    Verdicts booked() {
        return booked;
    }

    Verdicts confirmed() {
        return confirmed;
    }

    Verdicts released() {
        return released;
    }

    Verdicts extended() {
        return extended;
    }

    Verdicts amended() {
        return amended;
    }

    Caller caller() {
        return caller;
    }

    int resources() {
        return run.resources();
    }

    List<String> allResources() {
        return IntStream.range(0, run.resources()).mapToObj(this::resource).toList();
    }

    String resource(int each) {
        return "r-" + number + "-" + each;
    }

    int number(BookingId booking) {
        return Integer.parseInt(booking.value().substring(booking.value().lastIndexOf('-') + 1));
    }

    String booking(int each) {
        return "b-" + number + "-" + each;
    }
}
