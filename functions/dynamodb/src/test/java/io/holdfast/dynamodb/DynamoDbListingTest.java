package io.holdfast.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.ledger.Writing;
import io.holdfast.domain.listing.Cursor;
import io.holdfast.domain.listing.ListKey;
import io.holdfast.domain.listing.ListQuery;
import io.holdfast.domain.listing.ListedBooking;
import io.holdfast.domain.listing.ListedLine;
import io.holdfast.domain.listing.Listing;
import io.holdfast.domain.listing.Slots;
import io.holdfast.domain.listing.StateFilter;
import io.holdfast.dynamodb.item.ListingTable;
import io.holdfast.engine.LocalDynamoDb;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The listing on DynamoDB Local: which entry wins, what is read back, and in which order. */
class DynamoDbListingTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final long SLOT = NOW.getEpochSecond() / 60;
    private static final DynamoDbClient CLIENT = LocalDynamoDb.embedded();

    static {
        CLIENT.createTable(ListingTable.creation("listing"));
    }

    private final Listing listing = new DynamoDbListing(CLIENT, "listing");
    private final ListKey key = new ListKey.OfResource(
            new ResourceId(UUID.randomUUID().toString()));
    private final ListKey reference = new ListKey.OfReference(
            "order \u00e9 # " + UUID.randomUUID());

    @Test
    void anEntryIsReadBackAsItWasWritten() {
        for (ListKey each : List.of(key, reference)) {
            ListedBooking hold = entry(each, "b1", 1, BookingState.HELD, SLOT);
            ListedBooking confirmed = entry(each, "b2", 7, BookingState.CONFIRMED, 0);
            listing.put(hold);
            listing.put(confirmed);

            assertThat(read(each, Optional.empty())).containsExactly(hold, confirmed);
            assertThat(read(each, Optional.of(new Slots(SLOT, SLOT)))).containsExactly(hold);
            assertThat(read(each, Optional.of(new Slots(0, SLOT - 1)))).isEmpty();
        }
    }

    @Test
    void theGreaterVersionWinsInWhateverOrderTheyArrive() {
        ListedBooking first = entry(key, "b", 1, BookingState.HELD, SLOT);
        ListedBooking second = entry(key, "b", 2, BookingState.CONFIRMED, 0);

        assertThat(listing.put(second)).isInstanceOf(Writing.Applied.class);
        assertThat(listing.put(first)).as("late").isInstanceOf(Writing.Refused.class);
        assertThat(listing.put(second)).as("twice").isInstanceOf(Writing.Refused.class);

        assertThat(read(key, Optional.empty())).containsExactly(second);
    }

    @Test
    void aHoldThatIsConfirmedLeavesTheIndex() {
        listing.put(entry(key, "b", 1, BookingState.HELD, SLOT));
        listing.put(entry(key, "b", 2, BookingState.CONFIRMED, 0));

        assertThat(read(key, Optional.of(new Slots(0, Long.MAX_VALUE)))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = StateFilter.class, names = {"HELD", "EXPIRED", "ALL"})
    void pagesGoOnBetweenHoldsOfOneSlot(StateFilter filter) {
        IntStream.range(0, 60).forEach(i -> listing
                .put(entry(key, "b" + i, 1, BookingState.HELD, SLOT - 1 + i / 20)));

        List<ListedBooking> seen = new ArrayList<>();
        var page = page(filter, Optional.empty());
        while (true) {
            seen.addAll(page.bookings());
            if (page.next().isEmpty()) {
                break;
            }
            page = page(filter, page.next());
        }

        assertThat(seen).doesNotHaveDuplicates()
                .hasSize(filter == StateFilter.ALL ? 60 : filter == StateFilter.HELD ? 20 : 40);
    }

    private ListQuery.Result.Page page(StateFilter filter,
            Optional<Cursor> after) {
        return (ListQuery.Result.Page) new ListQuery(key, filter, after, 7, NOW)
                .read(listing::read);
    }

    private List<ListedBooking> read(ListKey of, Optional<Slots> slots) {
        return ((Listing.Reading.Entries) listing
                .read(new Listing.Part(of, slots, Optional.empty(), 100))).entries();
    }

    private static ListedBooking entry(ListKey key, String id, long version, BookingState state,
            long slot) {
        ResourceId resource = key instanceof ListKey.OfResource(ResourceId of)
                ? of
                : new ResourceId("r");
        return new ListedBooking(key, new BookingId(id), version, state,
                List.of(new ListedLine(resource, 5, 3)),
                state == BookingState.HELD ? OptionalLong.of(slot) : OptionalLong.empty(), NOW,
                key instanceof ListKey.OfReference(String text)
                        ? Optional.of(text)
                        : Optional.of("mine"));
    }
}
