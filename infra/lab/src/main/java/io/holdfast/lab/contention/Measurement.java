package io.holdfast.lab.contention;

import io.holdfast.engine.service.Consumption;
import io.holdfast.engine.time.VirtualTime;
import io.holdfast.lab.contention.Measured.Second;
import io.holdfast.lab.contention.Seller.Stock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Counts attempts and answers; the first second begins with the measurement. */
final class Measurement {
    /** Seconds of one sale: a week, and some hours for its end. */
    private static final int MOST_SECONDS = 700_000;
    private static final int DIGITS = 3;
    private static final int NANOS_OF_A_MICRO = 1_000;

    private final VirtualTime time;
    private final Consumption consumption;
    private final long capacity;
    private final Units before;
    private final long beganNanos;
    private final SortedMap<String, Long> answers = new TreeMap<>();
    private final SortedMap<String, Long> confirms = new TreeMap<>();
    private final Histogram micros = new Histogram(DIGITS);
    private final List<Second> seconds = new ArrayList<>();
    private SortedMap<String, Long> answersOfSecond = new TreeMap<>();
    private long offeredOfSecond;
    private Units atSecond;
    private long offered;
    private long lastNanos;
    private long endedNanos;
    private int inFlight;
    private int mostInFlight;
    private long taken;
    private Optional<Duration> soldOut = Optional.empty();

    /** What the store had counted at one time. */
    private record Units(long written, long read, long requests, long throttled, long conflicts) {
        static Units of(Consumption consumption) {
            return new Units(consumption.writeUnits(), consumption.readUnits(),
                    consumption.requests(), consumption.throttled(), consumption.conflicts());
        }
    }

    /**
     * Begins a measurement.
     *
     * @param capacity of all resources
     */
    Measurement(VirtualTime time, Consumption consumption, long capacity) {
        this.time = time;
        this.consumption = consumption;
        this.capacity = capacity;
        this.before = Units.of(consumption);
        this.atSecond = before;
        this.beganNanos = time.nanos();
        this.lastNanos = beganNanos;
        this.endedNanos = beganNanos;
    }

    void arrived() {
        lastNanos = time.nanos();
        offered++;
        offeredOfSecond++;
        inFlight++;
        mostInFlight = Math.max(mostInFlight, inFlight);
    }

    void answered(String answer, long arrivedNanos, long units) {
        inFlight--;
        endedNanos = time.nanos();
        answers.merge(answer, 1L, Long::sum);
        answersOfSecond.merge(answer, 1L, Long::sum);
        micros.recordValue((time.nanos() - arrivedNanos) / NANOS_OF_A_MICRO);
        if (answer.equals(Seller.COMMITTED)) {
            taken += units;
            if (soldOut.isEmpty() && taken >= capacity) {
                soldOut = Optional.of(sinceBegin(time.nanos()));
            }
        }
    }

    void confirmed(String answer) {
        endedNanos = time.nanos();
        confirms.merge(answer, 1L, Long::sum);
    }

    /** Ends a second. */
    void second() {
        if (seconds.size() == MOST_SECONDS) {
            throw new IllegalStateException("a sale takes at most " + MOST_SECONDS + " seconds");
        }
        Units now = Units.of(consumption);
        seconds.add(new Second(offeredOfSecond, answersOfSecond,
                now.written() - atSecond.written(), now.read() - atSecond.read()));
        atSecond = now;
        offeredOfSecond = 0;
        answersOfSecond = new TreeMap<>();
    }

    private Duration sinceBegin(long nanos) {
        return Duration.ofNanos(nanos - beganNanos);
    }

    Measured end(List<Stock> stocks) {
        Units after = Units.of(consumption);
        return new Measured(offered, answers, confirms, sinceBegin(lastNanos),
                after.written() - before.written(), after.read() - before.read(),
                after.requests() - before.requests(), after.throttled() - before.throttled(),
                after.conflicts() - before.conflicts(), percentile(50), percentile(99),
                mostInFlight, soldOut, seconds, sinceBegin(endedNanos),
                stocks.stream().mapToLong(Stock::available).sum(),
                stocks.stream().mapToLong(Stock::held).sum(),
                stocks.stream().mapToLong(Stock::confirmed).sum());
    }

    private Duration percentile(double percent) {
        return Duration.ofNanos(micros.getValueAtPercentile(percent) * NANOS_OF_A_MICRO);
    }
}
