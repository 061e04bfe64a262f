package io.holdfast.operate;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Reason;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.ledger.Writing;
import io.holdfast.domain.listing.ListedBooking;
import io.holdfast.domain.listing.Listing;
import io.holdfast.dynamodb.item.CorruptItem;
import io.holdfast.dynamodb.item.ItemImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * Writes the entries of every booking of a table, by the same conditional put as the stream. So the
 * stream may go on meanwhile: whoever writes a booking's greatest version last or first, that
 * version stays.
 */
final class Rebuild {
    /** Entries that are written at the same time. */
    private static final int WRITERS = 16;
    /** Waits before an entry that the store throttles is given up: 25 seconds together. */
    private static final int MOST_WAITS = 8;
    private static final long FIRST_WAIT_MILLIS = 100;
    private static final String PREFIX = "booking#";

    private final DynamoDbClient client;
    private final String table;
    private final Listing listing;
    private final Consumer<String> progress;
    private final LongAdder read = new LongAdder();
    private final LongAdder bookings = new LongAdder();
    private final LongAdder written = new LongAdder();
    private final LongAdder there = new LongAdder();
    private final LongAdder unreadable = new LongAdder();

    /** @param progress receives a line for each page of the table */
    Rebuild(DynamoDbClient client, String table, Listing listing, Consumer<String> progress) {
        this.client = client;
        this.table = table;
        this.listing = listing;
        this.progress = progress;
    }

    /**
     * Reads the whole table.
     *
     * @return whether every booking could be read
     * @throws IllegalStateException if an entry could not be written
     */
    boolean run() throws InterruptedException {
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            Map<String, AttributeValue> after = Map.of();
            do {
                Map<String, AttributeValue> start = after;
                ScanResponse page = client.scan(scan -> scan.tableName(table)
                        .filterExpression("sk = :booking")
                        .expressionAttributeValues(
                                Map.of(":booking", AttributeValue.fromS("booking")))
                        .exclusiveStartKey(start.isEmpty() ? null : start));
                write(page.items(), writers);
                read.add(page.scannedCount());
                progress.accept(line());
                after = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : Map.of();
            } while (!after.isEmpty());
        }
        return unreadable.sum() == 0;
    }

    private void write(List<Map<String, AttributeValue>> items, ExecutorService writers)
            throws InterruptedException {
        List<Callable<Writing>> writes = new ArrayList<>();
        for (Map<String, AttributeValue> item : items) {
            booking(item).map(ListedBooking::of).ifPresent(entries -> {
                bookings.increment();
                entries.forEach(entry -> writes.add(() -> write(entry)));
            });
        }
        for (Future<Writing> each : writers.invokeAll(writes)) {
            try {
                each.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause() instanceof IllegalStateException stop
                        ? stop.getMessage()
                        : String.valueOf(e.getCause()), e);
            }
        }
    }

    private Writing write(ListedBooking entry) throws InterruptedException {
        Writing result = listing.put(entry);
        // All entries of a hot resource have one key: wait until its partition takes more.
        for (int wait = 1; isThrottled(result) && wait <= MOST_WAITS; wait++) {
            Thread.sleep(FIRST_WAIT_MILLIS << (wait - 1));
            result = listing.put(entry);
        }
        switch (result) {
            case Writing.Applied applied -> written.increment();
            case Writing.Refused refused -> there.increment();
            case Writing.NotApplied(var reason) -> throw stopped(entry, reason.name());
            case Writing.Ambiguous ambiguous -> throw stopped(entry, "no answer");
        }
        return result;
    }

    private static boolean isThrottled(Writing result) {
        return result.equals(new Writing.NotApplied(Reason.THROTTLED));
    }

    private static IllegalStateException stopped(ListedBooking entry, String reason) {
        return new IllegalStateException("the entry of booking " + entry.booking().value()
                + " was not written (" + reason + "); run it again, it may run twice");
    }

    private Optional<Booking> booking(Map<String, AttributeValue> item) {
        String key = Objects.requireNonNull(item.get("pk")).s();
        try {
            BookingId id = new BookingId(key.substring(PREFIX.length()));
            return new ItemImages().add(id, Optional.of(item)).image().booking(id);
        } catch (CorruptItem | IllegalArgumentException e) {
            unreadable.increment();
            progress.accept("cannot be read, left out: " + key);
            return Optional.empty();
        }
    }

    private String line() {
        return "%,d items read, %,d bookings, %,d entries written, %,d there already, %,d unreadable"
                .formatted(read.sum(), bookings.sum(), written.sum(), there.sum(),
                        unreadable.sum());
    }
}
