package io.holdfast.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.ledger.Writing;
import io.holdfast.domain.listing.ListedBooking;
import io.holdfast.domain.listing.Listing;
import io.holdfast.dynamodb.item.BookingItem;
import io.holdfast.dynamodb.item.Table;
import io.holdfast.engine.LocalDynamoDb;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** All entries of a hot resource have one key, whose partition refuses some of them for a while. */
class ThrottledRebuildTest {
    private final DynamoDbClient client = LocalDynamoDb.embedded();
    private final AtomicInteger puts = new AtomicInteger();

    @Test
    void anEntryThatIsThrottledIsWrittenOnceItsPartitionTakesIt() throws Exception {
        assertThat(rebuild(new Writing.NotApplied(Reason.THROTTLED), 3).run()).isTrue();
        assertThat(puts).hasValue(4);
    }

    @Test
    void whatIsNotThrottlingEndsTheRunAtOnce() throws Exception {
        Rebuild rebuild = rebuild(new Writing.NotApplied(Reason.STORE_ERROR), 3);

        assertThatThrownBy(rebuild::run).hasMessageContaining("STORE_ERROR");
        assertThat(puts).hasValue(1);
    }

    /** @param times the first puts, which have that result */
    private Rebuild rebuild(Writing first, int times) {
        client.createTable(Table.creation("table"));
        Booking booking = new Booking(new BookingId("b"), 1, new Fingerprint("0".repeat(64)),
                new Verdict.Committed(Instant.EPOCH),
                Optional.of(Admission.confirmed(List.of(new Line(new ResourceId("r"), 1, 1,
                        new Nonce("0123456789abcdef"))), Instant.EPOCH)),
                Map.of(), Optional.empty());
        client.putItem(put -> put.tableName("table").item(BookingItem.write(booking)));
        return new Rebuild(client, "table", new Listing() {
            @Override
            public Writing put(ListedBooking entry) {
                return puts.incrementAndGet() <= times ? first : new Writing.Applied();
            }

            @Override
            public Reading read(Part part) {
                throw new AssertionError("a rebuild reads no list");
            }
        }, line -> {});
    }
}
