package io.holdfast.domain.listing;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.booking.VisibleState;
import io.holdfast.domain.resource.ExpiryWheel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One entry of the listing: a committed booking under one of its resources, or under its reference.
 * Entries are only ever replaced by those of a greater version, and none is deleted: the recorded
 * lines of a booking only grow in number, and one that was given back stays with nothing remaining.
 * So entries may be written in any order, and twice, and no tombstone is needed.
 *
 * @param version of the booking that showed this; one that changed nothing here is not written
 * @param state as it is stored; time alone does not change it
 * @param lines under a resource that one line, under a reference all recorded ones
 * @param slot at which it expires; present if, and only if, the state is HELD
 */
public record ListedBooking(ListKey key, BookingId booking, long version, BookingState state,
        List<ListedLine> lines, OptionalLong slot, Instant decidedAt,
        Optional<String> reference) {
    public ListedBooking {
        lines = List.copyOf(lines);
        if (lines.isEmpty()) {
            throw new InvalidInput("lines", "must have at least one entry");
        }
        if (slot.isPresent() != (state == BookingState.HELD)) {
            throw new InvalidInput("slot", "belongs to a hold, and only there");
        }
    }

    /** The entries of a booking: none if it has FAILED, since it has no units anywhere. */
    public static List<ListedBooking> of(Booking booking) {
        List<ListedBooking> entries = new ArrayList<>();
        booking.admission().ifPresent(admission -> {
            List<ListedLine> lines = admission.lines().stream().map(ListedLine::of).toList();
            for (ListedLine line : lines) {
                entries.add(entry(new ListKey.OfResource(line.resource()), booking, admission,
                        List.of(line)));
            }
            booking.reference().ifPresent(reference -> entries
                    .add(entry(new ListKey.OfReference(reference), booking, admission, lines)));
        });
        return entries;
    }

    /**
     * The entries that a write to the booking has changed. The others keep the version of the last
     * write that changed them: of all writes that show an entry differently the greatest version is
     * still the last.
     */
    public static List<ListedBooking> changed(Optional<Booking> before, Booking after) {
        Set<ListedBooking> known = new HashSet<>();
        before.ifPresent(booking -> of(booking)
                .forEach(entry -> known.add(entry.withVersion(0))));
        return of(after).stream().filter(entry -> !known.contains(entry.withVersion(0))).toList();
    }

    private static ListedBooking entry(ListKey key, Booking booking, Admission admission,
            List<ListedLine> lines) {
        return new ListedBooking(key, booking.id(), booking.version(), admission.state(), lines,
                admission.state() == BookingState.HELD ? admission.slot() : OptionalLong.empty(),
                booking.verdict().decidedAt(), booking.reference());
    }

    private ListedBooking withVersion(long other) {
        return new ListedBooking(key, booking, other, state, lines, slot, decidedAt, reference);
    }

    /** Its state as a reader sees it at {@code now}: a hold whose slot has passed is EXPIRED. */
    public VisibleState stateAt(Instant now) {
        return slot.isPresent() && ExpiryWheel.hasExpired(slot.getAsLong(), now)
                ? VisibleState.EXPIRED
                : VisibleState.valueOf(state.name());
    }

    /** Whether it still has units there. */
    public boolean hasUnits() {
        return lines.stream().anyMatch(line -> line.remaining() > 0);
    }
}
