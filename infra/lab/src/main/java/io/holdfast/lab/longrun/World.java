package io.holdfast.lab.longrun;

import io.holdfast.domain.BookingId;
import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.engine.service.Consumption;
import io.holdfast.engine.service.ServiceDynamoDb;
import io.holdfast.engine.service.ServiceThroughput;
import io.holdfast.engine.service.ServiceTimes;
import io.holdfast.engine.time.VirtualTime;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lambda.invocation.Wiring;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A part of the resources of a long run with their callers, in a time of its own. */
final class World {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final LongRun run;
    private final int number;
    private final long seed;
    private final VirtualTime time = new VirtualTime(START);
    private final Findings findings = new Findings();
    private final Watch watch = new Watch(findings);
    private final Verdicts booked = new Verdicts();
    private final Verdicts confirmed = new Verdicts();
    private final Verdicts released = new Verdicts();
    private final ServiceDynamoDb store;
    private final Functions functions;
    private final Caller caller;
    private final SplittableRandom arrivals;
    private int arrived;

    World(LongRun run, int number) {
        this.run = run;
        this.number = number;
        this.seed = new SplittableRandom(run.seed() + number).nextLong();
        this.arrivals = new SplittableRandom(seed);
        this.store = new ServiceDynamoDb(time, ServiceTimes.PUBLISHED, ServiceThroughput.PUBLISHED,
                seed);
        this.functions = new Functions(new Wiring(new DynamoDbLedger(store, Engine.TABLE), time,
                context -> this::await, false, Optional.empty()));
        this.caller = new Caller(functions, time, findings);
    }

    WorldOutcome run() {
        IntStream.range(0, run.resources())
                .forEach(each -> functions.define(resource(each), run.units()));
        time.after(Duration.ZERO, this::arrive);
        time.run();
        new LastAudit(this, store.table()).run(run.bookings());
        Consumption consumption = store.consumption();
        return new WorldOutcome(findings.answers(), findings.violations(), findings.digest(),
                Duration.ofNanos(time.nanos()), consumption.requests(), consumption.writeUnits(),
                consumption.readUnits(), watch.writes());
    }

    private boolean await(Duration base) {
        time.sleep(base);
        return true;
    }

    // By an exponential distribution: arrivals know nothing of one another.
    private void arrive() {
        time.start(Duration.ZERO, new Customer(this, arrived++));
        if (arrived < run.bookings()) {
            double seconds = -StrictMath.log(1 - arrivals.nextDouble()) / run.bookingsASecond();
            time.after(Duration.ofNanos(StrictMath.round(seconds * 1e9)), this::arrive);
        }
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

    Caller caller() {
        return caller;
    }

    long seed() {
        return seed;
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
