package io.holdfast.domain.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Evidence;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verb;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Noted;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A room with six confirmed units and four held, and bookings that have them. */
class PromisesTest {
    private static final ResourceId ROOM = new ResourceId("room");
    private static final long SLOT = 29_453_760;
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Verdict COMMITTED = new Verdict.Committed(NOON);

    private final Booking confirmed = booking("c", BookingState.CONFIRMED, 6);
    private final Booking held = booking("h", BookingState.HELD, 4);

    @Test
    void aTableThatKeepsItsPromisesHasNoViolation() {
        Booking released = booking("r", BookingState.RELEASED, 0);
        Booking failed = Booking.abandoned(new BookingId("f"),
                new Verdict.Failed(Reason.ABANDONED, Evidence.NONE, NOON));

        assertThat(broken(room(40, 6, 4, 0), confirmed, held, released, failed)).isEmpty();
    }

    @Test
    void fewerThanNoUnitsAreAvailableInADrainOnly() {
        assertThat(broken(room(-1, 6, 4, 0), confirmed, held)).containsExactly(
                new Violation(Promise.NEVER_OVERBOOKED, ROOM, "-1 available"));
        assertThat(Promises.broken(List.of(room(-1, 6, 4, 0)), List.of(confirmed, held),
                Set.of(ROOM))).isEmpty();
    }

    @Test
    void confirmedUnitsAreThoseOfTheConfirmedBookings() {
        assertThat(broken(room(40, 7, 4, 0), confirmed, held)).containsExactly(new Violation(
                Promise.CONFIRMED_UNITS, ROOM, "7 confirmed, and its bookings 6"));
        assertThat(broken(room(40, 6, 4, 0), held)).extracting(Violation::promise)
                .containsExactly(Promise.CONFIRMED_UNITS);
    }

    @Test
    void unitsInASlotAreThoseOfItsHolds() {
        assertThat(broken(room(40, 6, 5, 0), confirmed, held)).containsExactly(new Violation(
                Promise.HELD_UNITS, ROOM, "5 in slot " + SLOT + ", and its holds 4"));
        assertThat(broken(room(40, 6, 4, 0), confirmed)).extracting(Violation::promise)
                .containsExactly(Promise.HELD_UNITS);
        assertThat(broken(room(40, 6, 4, SLOT), confirmed, held))
                .as("a hold that slipped in below the watermark has its units").isEmpty();
    }

    @Test
    void aHoldThatWasNotCollectedHasItsUnits() {
        assertThat(broken(room(40, 6, 0, SLOT - 1), confirmed, held)).containsExactly(
                new Violation(Promise.UNITS_OF_A_HOLD, ROOM,
                        "no slot " + SLOT + ", and its holds 4"));
        assertThat(broken(room(40, 6, 0, SLOT), confirmed, held)).as("collected").isEmpty();
    }

    @Test
    void bookingsOfOtherResourcesDoNotCount() {
        Resource other = new Resource(new ResourceId("other"), 1, 1,
                new Definition(5, ResourceStatus.OPEN), 5, 0, new TreeMap<>(), 0);

        assertThat(broken(other, confirmed, held)).isEmpty();
    }

    @Test
    void aNoteOfABookingThatIsKeptIsThatBookingsAndAnyOtherIsUndone() {
        Resource noted = Noted.on(room(40, 0, 4, 0), Noted.book("c", 6, NOON),
                Noted.book("x", 5, NOON), Noted.hold("y", SLOT, 2, NOON));
        Booking failed = Booking.abandoned(new BookingId("y"),
                new Verdict.Failed(Reason.ABANDONED, Evidence.NONE, NOON));

        assertThat(broken(noted, confirmed, held, failed)).isEmpty();
        assertThat(broken(noted, confirmed, failed)).extracting(Violation::promise)
                .containsExactly(Promise.HELD_UNITS);
    }

    @Test
    void aReleaseThatIsKeptGivesItsUnitsOnceItIsSettled() {
        Intent.OfBooking release = Noted.release("h", new Bucket.Slot(SLOT), 2, NOON);
        Booking less = new Booking(held.id(), 2, held.fingerprint(), COMMITTED,
                booking("h", BookingState.HELD, 2).admission(),
                Map.of(release.command().orElseThrow(), new Transition(Verb.RELEASE,
                        new Fingerprint("0".repeat(64)), COMMITTED,
                        Map.of(ROOM, release.nonce()))),
                Optional.empty());
        Resource noted = Noted.on(room(40, 6, 4, 0), release);

        assertThat(broken(noted, confirmed, less)).isEmpty();
        assertThat(broken(room(40, 6, 4, 0), confirmed, less)).extracting(Violation::promise)
                .as("nobody has settled it, and its intent is gone")
                .containsExactly(Promise.HELD_UNITS);
    }

    @Test
    void aViolationIsASentence() {
        assertThat(broken(room(-1, 6, 4, 0), confirmed, held)).extracting(Violation::sentence)
                .containsExactly("never overbooked: room has -1 available");
    }

    @Test
    void aVerdictNeverChanges() {
        Booking other = new Booking(confirmed.id(), 2, confirmed.fingerprint(),
                new Verdict.Failed(Reason.CONTENTION, Evidence.NONE, NOON), Optional.empty(),
                Map.of(), Optional.empty());

        assertThat(Promises.changed(List.of(confirmed, held, confirmed))).isEmpty();
        assertThat(Promises.changed(List.of(confirmed, held, other)))
                .extracting(Violation::promise, Violation::subject)
                .containsExactly(tuple(Promise.ONE_VERDICT,
                        confirmed.id()));
    }

    @Test
    void anIdBelongsToOneCommand() {
        Booking reused = new Booking(held.id(), 2, new Fingerprint("1".repeat(64)), COMMITTED,
                held.admission(), Map.of(), Optional.empty());

        assertThat(Promises.changed(List.of(held, reused))).hasSize(1);
    }

    @Test
    void aVerdictInABookingIsNeverLost() {
        Booking paid = after(held, COMMITTED);
        Booking failed = after(held,
                new Verdict.Failed(Reason.CONTENTION, Evidence.NONE, NOON));

        assertThat(Promises.changed(List.of(paid, held))).as("the order of readings is free")
                .isEmpty();
        assertThat(Promises.changed(List.of(held, paid, failed))).extracting(Violation::promise)
                .containsExactly(Promise.ONE_VERDICT);
    }

    private static List<Violation> broken(Resource resource, Booking... bookings) {
        return Promises.broken(List.of(resource), List.of(bookings), Set.of());
    }

    private static Resource room(long available, long confirmed, long held, long expiredThrough) {
        return new Resource(ROOM, 1, 1,
                new Definition(available + confirmed + held, ResourceStatus.OPEN), available,
                confirmed, new TreeMap<>(held == 0 ? Map.of() : Map.of(SLOT, held)),
                expiredThrough);
    }

    private static Booking booking(String id, BookingState state, long remaining) {
        return new Booking(new BookingId(id), 1, new Fingerprint("0".repeat(64)), COMMITTED,
                Optional.of(
                        new Admission(state, List.of(new Line(ROOM, 9, remaining, Noted.nonce(id))),
                                OptionalLong.of(SLOT), Optional.empty(), Optional.empty())),
                Map.of(), Optional.empty());
    }

    private static Booking after(Booking booking, Verdict verdict) {
        return booking.after(new CommandId("pay"),
                new Transition(Verb.CONFIRM, new Fingerprint("0".repeat(64)), verdict,
                        Map.of()),
                booking.admission().orElseThrow());
    }
}
