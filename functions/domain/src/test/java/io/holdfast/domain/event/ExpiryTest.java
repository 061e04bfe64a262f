package io.holdfast.domain.event;

import static io.holdfast.domain.listing.Bookings.NOON;
import static io.holdfast.domain.listing.Bookings.NOON_SLOT;
import static io.holdfast.domain.listing.Bookings.held;
import static io.holdfast.domain.listing.Bookings.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.CommandId;
import io.holdfast.domain.Evidence;
import io.holdfast.domain.Evidence.Figure;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verb;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Noted;
import io.holdfast.domain.resource.Resource;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** When an event says that a hold has expired. */
class ExpiryTest {
    @Test
    void aCommandThatFoundTheHoldOverSaysSo() {
        Booking hold = held("b", 1, NOON_SLOT, line("r", 5));

        assertThat(Event.of(new ItemChange.OfBooking(Optional.of(hold), late(hold, NOON_SLOT))))
                .hasSize(2).last().isInstanceOf(Event.OfExpiry.class);
    }

    /** A confirm by a clock that is ahead has read the hold before an extension was COMMITTED. */
    @Test
    void aHoldThatWasExtendedMeanwhileHasNotExpired() {
        Booking extended = held("b", 2, NOON_SLOT + 60, line("r", 5));

        assertThat(Event.of(new ItemChange.OfBooking(Optional.of(extended),
                late(extended, NOON_SLOT)))).hasSize(1).first()
                .isInstanceOf(Event.OfBooking.class);
    }

    @Test
    void aCollectionSaysNothingOfAHoldWhoseUnitsAreElsewhere() {
        Booking moved = held("b", 2, NOON_SLOT, line("r", 0), line("s", 5));

        assertThat(Collected.expired(moved, collected("r"))).isEmpty();
        assertThat(Collected.expired(moved, collected("s"))).isPresent();
    }

    /** A confirm that was noted before the collection may still be COMMITTED. */
    @Test
    void aCollectionSaysNothingOfAHoldThatACommandIsUnderWayOn() {
        Resource noted = Noted.on(collected("r"), Noted.onBooking("b",
                new Movement(Counter.AVAILABLE, Counter.CONFIRMED, 5), NOON));

        assertThat(Collected.expired(held("b", 1, NOON_SLOT, line("r", 5)), noted)).isEmpty();
        assertThat(Collected.expired(held("b", 2, NOON_SLOT, line("r", 5)), noted))
                .as("planned on a version that has passed").isPresent();
    }

    private static Booking late(Booking hold, long slot) {
        Verdict.Failed failed = new Verdict.Failed(Reason.HOLD_EXPIRED,
                Evidence.NONE.with(Figure.SLOT, slot), NOON);
        return hold.after(new CommandId("late"),
                Transition.failed(Verb.CONFIRM, new Fingerprint("0".repeat(64)), failed),
                hold.admission().orElseThrow());
    }

    private static Resource collected(String id) {
        return new Resource(new ResourceId(id), 2, 1, Definition.open(5), 5, 0, new TreeMap<>(),
                NOON_SLOT);
    }
}
