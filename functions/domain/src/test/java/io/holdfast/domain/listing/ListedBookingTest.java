package io.holdfast.domain.listing;

import static io.holdfast.domain.listing.Bookings.NOON;
import static io.holdfast.domain.listing.Bookings.NOON_SLOT;
import static io.holdfast.domain.listing.Bookings.confirmed;
import static io.holdfast.domain.listing.Bookings.held;
import static io.holdfast.domain.listing.Bookings.line;
import static io.holdfast.domain.listing.Bookings.released;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Evidence;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Booking;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which entries a booking has, which of them a write changes, and which lists show them. */
class ListedBookingTest {
    private static final Instant BEFORE_NOON = NOON.minusMillis(1);

    @Test
    void aBookingIsListedUnderEachOfItsResourcesAndUnderItsReference() {
        List<ListedBooking> entries = ListedBooking
                .of(held("b", 1, NOON_SLOT, line("r1", 5), line("r2", 5)));

        assertThat(entries).extracting(ListedBooking::key).containsExactly(resource("r1"),
                resource("r2"), new ListKey.OfReference("order 4711"));
        assertThat(entries).extracting(entry -> entry.lines().size()).containsExactly(1, 1, 2);
    }

    @Test
    void aFailedBookingIsListedNowhere() {
        assertThat(ListedBooking.of(Booking.abandoned(new BookingId("b"),
                new Verdict.Failed(Reason.ABANDONED, Evidence.NONE, NOON)))).isEmpty();
    }

    @Test
    void aWriteThatChangesOneLineWritesTheEntriesOfThatLineAndOfTheReference() {
        Booking before = confirmed("b", 1, line("r1", 5), line("r2", 5));

        assertThat(changed(before, confirmed("b", 2, line("r1", 5), line("r2", 4))))
                .containsExactly(resource("r2"), new ListKey.OfReference("order 4711"));
        assertThat(changed(before, confirmed("b", 2, line("r1", 5), line("r2", 5), line("r3", 1))))
                .containsExactly(resource("r3"), new ListKey.OfReference("order 4711"));
        assertThat(changed(before, confirmed("b", 2, line("r1", 5), line("r2", 5))))
                .as("a failure is recorded in the booking, and shown by no list").isEmpty();
        assertThat(changed(before, released("b", 2, line("r1", 5), line("r2", 5)))).hasSize(3);
    }

    @Test
    void anExtensionChangesAllEntries() {
        assertThat(changed(held("b", 1, NOON_SLOT, line("r1", 5)),
                held("b", 2, NOON_SLOT + 1, line("r1", 5)))).hasSize(2);
    }

    @Test
    void aHoldIsShownAsHeldUntilItsSlotAndAsExpiredFromThenOn() {
        ListedBooking hold = first(held("b", 1, NOON_SLOT, line("r", 5)));

        assertThat(filters(hold, BEFORE_NOON)).containsExactly(StateFilter.PRESENT,
                StateFilter.HELD, StateFilter.ALL);
        assertThat(filters(hold, NOON)).containsExactly(StateFilter.EXPIRED, StateFilter.ALL);
    }

    @Test
    void aBookingWithoutUnitsThereIsShownOnlyInTheListOfAll() {
        ListedBooking dropped = first(confirmed("b", 2, line("r1", 0), line("r2", 5)));
        ListedBooking heldElsewhere = first(held("b", 2, NOON_SLOT, line("r1", 0), line("r2", 5)));

        assertThat(filters(dropped, NOON)).containsExactly(StateFilter.ALL);
        assertThat(filters(heldElsewhere, BEFORE_NOON)).containsExactly(StateFilter.ALL);
        assertThat(filters(heldElsewhere, NOON)).containsExactly(StateFilter.ALL);
    }

    @Test
    void confirmedAndReleasedBookingsHaveListsOfTheirOwn() {
        assertThat(filters(first(confirmed("b", 1, line("r", 5))), NOON))
                .containsExactly(StateFilter.PRESENT, StateFilter.CONFIRMED, StateFilter.ALL);
        assertThat(filters(first(released("b", 1, line("r", 5))), NOON))
                .containsExactly(StateFilter.RELEASED, StateFilter.ALL);
    }

    private static List<StateFilter> filters(ListedBooking entry, Instant now) {
        return Arrays.stream(StateFilter.values()).filter(filter -> filter.admits(entry, now))
                .toList();
    }

    private static ListedBooking first(Booking booking) {
        return ListedBooking.of(booking).getFirst();
    }

    private static List<ListKey> changed(Booking before, Booking after) {
        return ListedBooking.changed(Optional.of(before), after).stream().map(ListedBooking::key)
                .toList();
    }

    private static ListKey resource(String id) {
        return new ListKey.OfResource(new ResourceId(id));
    }
}
