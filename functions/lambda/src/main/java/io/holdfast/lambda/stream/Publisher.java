package io.holdfast.lambda.stream;

import java.nio.charset.StandardCharsets;
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

    /** Bytes of one call, all its entries together; PutEvents takes at least that. */
    int MOST_BYTES = 256 * 1024;

    /**
     * One event on its way out.
     *
     * @param type {@code booking.held}, and the like
     * @param detail JSON text
     */
    record Entry(String type, Instant at, String detail) {
        /** Names and braces of the envelope's JSON, the name of the bus and the time; rather more. */
        private static final int ENVELOPE_BYTES = 1_024;

        /** What it counts for in {@link #MOST_BYTES}. */
        int bytes() {
            return ENVELOPE_BYTES + type.getBytes(StandardCharsets.UTF_8).length
                    + detail.getBytes(StandardCharsets.UTF_8).length;
        }
    }

    /**
     * An entry that was not taken.
     *
     * @param index its place in the call
     * @param code by which the bus names the error
     * @param message what the bus says about it, perhaps nothing
     * @param malformed whether the entry itself is at fault, so that it is never taken
     */
    record Refusal(int index, String code, String message, boolean malformed) {}

    /**
     * Publishes, in one call.
     *
     * @param entries 1 to 10, of at most {@link #MOST_BYTES} together
     * @return those that were not taken; a call that failed as a whole throws
     */
    Set<Refusal> publish(List<Entry> entries);
}
