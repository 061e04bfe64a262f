package io.holdfast.lambda;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Where events go. */
@FunctionalInterface
public interface Publisher {
    /** Entries of one call; the limit of PutEvents. */
    int MOST_ENTRIES = 10;
    /** Of every event. */
    String SOURCE = "holdfast";

    /**
     * One event on its way out.
     *
     * @param type {@code booking.held}, and the like
     * @param detail JSON text
     */
    record Entry(String type, Instant at, String detail) {}

    /**
     * Publishes, in one call.
     *
     * @param entries 1 to 10
     * @return the indexes of those that were not taken; a call that failed as a whole throws
     */
    Set<Integer> publish(List<Entry> entries);
}
