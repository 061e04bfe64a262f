package io.holdfast.domain.listing;

import static io.holdfast.domain.listing.Bookings.NOON;
import static io.holdfast.domain.listing.Bookings.NOON_SLOT;
import static io.holdfast.domain.listing.Bookings.confirmed;
import static io.holdfast.domain.listing.Bookings.held;
import static io.holdfast.domain.listing.Bookings.line;
import static io.holdfast.domain.listing.Bookings.released;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.booking.Booking;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages: each booking once, bounded reads, and cursors that are of one list only. */
class ListQueryTest {
    private static final ListKey KEY = new ListKey.OfResource(new ResourceId("r"));
    private static final Instant NOW = NOON.plus(Duration.ofMinutes(5));

    private final MemoryListing listing = new MemoryListing();

    @ParameterizedTest
    @EnumSource(StateFilter.class)
    void thePagesOfAListShowEachBookingOnce(StateFilter filter) {
        IntStream.range(0, 700).forEach(i -> put(switch (i % 3) {
            case 0 -> held("b" + i, 1, NOON_SLOT + i % 11, line("r", 5));
            case 1 -> confirmed("b" + i, 1, line("r", i % 5));
            default -> released("b" + i, 1, line("r", 5));
        }));
        for (int limit : new int[]{1, 7, 100}) {
            List<String> seen = walk(filter, limit);
            assertThat(seen).doesNotHaveDuplicates().hasSize((int) count(filter));
        }
    }

    @Test
    void aPageReadsABoundedNumberOfEntriesAndIsShortWhereMostAreLeftOut() {
        IntStream.range(0, 1_000).forEach(i -> put(released("b" + i, 1, line("r", 5))));

        ListQuery.Result.Page page = page(StateFilter.CONFIRMED, Optional.empty(), 10);

        assertThat(page.bookings()).isEmpty();
        assertThat(page.next()).isPresent();
        assertThat(listing.reads).hasSize(ListQuery.MOST_REQUESTS)
                .allMatch(read -> read.most() <= ListQuery.CHUNK);
        assertThat(walk(StateFilter.CONFIRMED, 10)).isEmpty();
    }

    @Test
    void aFirstPageThatIsFullReadsNoMoreThanItShows() {
        IntStream.range(0, 50).forEach(i -> put(confirmed("b" + i, 1, line("r", 5))));

        page(StateFilter.PRESENT, Optional.empty(), 10);

        assertThat(listing.reads).hasSize(1).first().matches(read -> read.most() == 10);
    }

    @Test
    void aListOfHoldsGoesOnWhereTimeHasOvertakenItsCursor() {
        put(held("b1", 1, NOON_SLOT + 6, line("r", 5)));
        put(held("b2", 1, NOON_SLOT + 9, line("r", 5)));
        Optional<Cursor> after = page(StateFilter.HELD, Optional.empty(), 1).next();

        ListQuery later = new ListQuery(KEY, StateFilter.HELD, after, 1,
                NOW.plus(Duration.ofMinutes(2)));

        assertThat(ids((ListQuery.Result.Page) later.read(listing::read))).containsExactly("b2");
        assertThat(listing.reads.getLast().after()).as("a place outside of the range").isEmpty();
    }

    @Test
    void aListOfExpiredHoldsEndsWhereASlowerClockSaysSo() {
        put(held("b1", 1, NOON_SLOT, line("r", 5)));
        Optional<Cursor> after = Optional.of(Cursor.parse(new Cursor(
                new BookingId("b1"),
                OptionalLong.of(NOON_SLOT + 9)).text()));

        assertThat(page(StateFilter.EXPIRED, after, 1).bookings()).isEmpty();
        assertThat(listing.reads).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "Yg==x", "YSBi", "MSMjMg", "LTEjYg", "eCNi"})
    void aTextThatIsNoCursorIsRefusedByName(String text) {
        assertThatThrownBy(() -> Cursor.parse(text)).isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith("after: ");
    }

    @Test
    void aCursorOfOneListIsNoneOfAListInAnotherOrder() {
        put(held("b1", 1, NOON_SLOT + 6, line("r", 5)));
        put(held("b2", 1, NOON_SLOT + 6, line("r", 5)));
        Optional<Cursor> ofHolds = page(StateFilter.HELD, Optional.empty(), 1).next();
        Optional<Cursor> ofAll = page(StateFilter.ALL, Optional.empty(), 1).next();

        assertThatThrownBy(() -> page(StateFilter.ALL, ofHolds, 1))
                .isInstanceOf(InvalidInput.class).hasMessageContaining("after: ");
        assertThatThrownBy(() -> page(StateFilter.HELD, ofAll, 1))
                .isInstanceOf(InvalidInput.class).hasMessageContaining("after: ");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 101})
    void aPageHasOneToAHundredBookings(int limit) {
        assertThatThrownBy(() -> page(StateFilter.ALL, Optional.empty(), limit))
                .isInstanceOf(InvalidInput.class).hasMessage("limit: must be from 1 to 100");
    }

    private List<String> walk(StateFilter filter, int limit) {
        List<String> seen = new ArrayList<>();
        Optional<Cursor> after = Optional.empty();
        do {
            ListQuery.Result.Page page = page(filter, after, limit);
            assertThat(page.bookings()).hasSizeLessThanOrEqualTo(limit)
                    .allMatch(entry -> filter.admits(entry, NOW));
            seen.addAll(ids(page));
            after = page.next().map(next -> Cursor.parse(next.text()));
        } while (after.isPresent());
        return seen;
    }

    private long count(StateFilter filter) {
        return ((Listing.Reading.Entries) listing.read(
                new Listing.Part(KEY, Optional.empty(), Optional.empty(), 1_000))).entries()
                .stream().filter(entry -> filter.admits(entry, NOW)).count();
    }

    private ListQuery.Result.Page page(StateFilter filter, Optional<Cursor> after, int limit) {
        return (ListQuery.Result.Page) new ListQuery(KEY, filter, after, limit, NOW)
                .read(listing::read);
    }

    private static List<String> ids(ListQuery.Result.Page page) {
        return page.bookings().stream().map(entry -> entry.booking().value()).toList();
    }

    private void put(Booking booking) {
        listing.put(ListedBooking.of(booking).getFirst());
    }
}
