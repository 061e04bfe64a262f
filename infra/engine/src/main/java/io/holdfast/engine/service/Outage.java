package io.holdfast.engine.service;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * A time in which the store gives no answers. Requests that were under way when it began take
 * effect, but lose their answers; of the writes that are sent during it some take effect too.
 *
 * @param from since the start of the virtual time
 * @param to since the start of the virtual time, exclusive
 * @param errors the share of requests that get a 500 at once; the others get nothing
 * @param effects the share of writes that take effect, whatever their callers get
 * @param late half of those take effect at once, the others up to this much later
 */
public record Outage(Duration from, Duration to, double errors, double effects, Duration late) {
    /** There is none. */
    public static final Outage NONE = between(Duration.ZERO, Duration.ZERO);

    public Outage {
        if (from.isNegative() || to.compareTo(from) < 0 || late.isNegative()) {
            throw new IllegalArgumentException("no time span: " + from + " to " + to);
        }
        if (!(errors >= 0 && errors <= 1) || !(effects >= 0 && effects <= 1)) {
            throw new IllegalArgumentException("shares: " + errors + ", " + effects);
        }
    }

    /**
     * One in which a fifth of the requests get a 500, and a tenth of the writes take effect, up to
     * two seconds late: after their callers gave up.
     */
    public static Outage between(Duration from, Duration to) {
        return new Outage(from, to, 0.2, 0.1, Duration.ofSeconds(2));
    }

    boolean covers(long nanos) {
        return nanos >= from.toNanos() && nanos < to.toNanos();
    }

    /** Whether a part of the time between the two is in it. */
    boolean overlaps(long fromNanos, long toNanos) {
        return !from.equals(to) && fromNanos < to.toNanos() && toNanos >= from.toNanos();
    }

    /** When something that is due then can happen. */
    long passed(long nanos) {
        return covers(nanos) ? to.toNanos() : nanos;
    }

    Duration delay(RandomGenerator random) {
        return random.nextBoolean()
                ? Duration.ZERO
                : Duration.ofNanos(StrictMath.round(random.nextDouble() * late.toNanos()));
    }
}
