package io.holdfast.domain.resource;

/**
 * Units of one resource that go from one bucket to another. What one bucket gains another loses, so
 * every write that is made of movements conserves the capacity (design section 1, promise 2). The
 * guard of a movement follows from where it takes: units leave a bucket only if they are there.
 * What takes units from others takes them when it is noted; what gives units back gives them when
 * it is settled.
 *
 * <pre>
 * book     AVAILABLE to CONFIRMED     release  slot or CONFIRMED to AVAILABLE
 * hold     AVAILABLE to slot          cut      AVAILABLE to OUTSIDE
 * confirm  slot to CONFIRMED          growth   OUTSIDE to AVAILABLE
 * extend   slot to slot
 * </pre>
 *
 * @param units 1 or more
 */
public record Movement(Bucket from, Bucket to, long units) {
    public Movement {
        if (units < 1 || from.equals(to)) {
            throw new IllegalArgumentException(
                    "a movement takes at least one unit to another bucket");
        }
    }

    /** Whether the units move with the note, and not with its settlement. */
    public boolean isTaking() {
        return to != Bucket.Counter.AVAILABLE;
    }

    /** The way back. */
    public Movement reverse() {
        return new Movement(to, from, units);
    }

    /** What the bucket gains; negative where it loses. */
    public long gainOf(Bucket bucket) {
        if (bucket.equals(to)) {
            return units;
        }
        return bucket.equals(from) ? -units : 0;
    }
}
