package io.holdfast.domain.decision;

import static io.holdfast.domain.decision.Rooms.NOON;
import static io.holdfast.domain.decision.Rooms.OWN;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.command.FollowUp.Amend;
import io.holdfast.domain.command.Part;
import io.holdfast.domain.decision.Decision.Admit;
import io.holdfast.domain.ledger.RecordWrite.AddTransition;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Noted;
import io.holdfast.domain.resource.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A booking of the room, and amendments of it, for the tests of their rules. */
final class Amending {
    static final ResourceId ROOM = new ResourceId("room");
    static final ResourceId HALL = new ResourceId("hall");
    static final BookingId ID = new BookingId("b");
    static final Bucket.Slot SLOT = new Bucket.Slot(Rooms.slot());

    static final Booking HELD = booking(Admission.held(List.of(room(3)), SLOT.minute()));
    static final Booking CONFIRMED = booking(Admission.confirmed(List.of(room(1)), NOON));

    private Amending() {}

    static Decision decide(Amend command, Booking booking, Instant now) {
        return TransitionRules.decide(command, booking, Rooms.image(roomWith(9)), now, OWN);
    }

    static Admit admitted(Amend command, Booking booking, Resource... resources) {
        return (Admit) TransitionRules.decide(command, booking, Rooms.image(resources), NOON, OWN);
    }

    static Refusal refused(Amend command, Booking booking, Resource... resources) {
        return ((Decision.Refuse) TransitionRules.decide(command, booking, Rooms.image(resources),
                NOON, OWN)).refusal();
    }

    static List<Movement> moved(Admit admit) {
        return admit.notes().stream().flatMap(note -> note.noted().stream())
                .map(intent -> intent.movement().orElseThrow()).toList();
    }

    static Admission after(Admit admit) {
        return ((AddTransition) admit.record()).after().admission().orElseThrow();
    }

    /** Three units of the hold, and others that are available. */
    static Resource roomWith(long available) {
        return Rooms.withHeld("room", available, SLOT.minute(), 3);
    }

    static Amend units(long units) {
        return new Amend(ID, new CommandId("a"), OptionalLong.of(units), List.of());
    }

    static Amend lines(Part... parts) {
        return new Amend(ID, new CommandId("a"), OptionalLong.empty(), List.of(parts));
    }

    static Booking booking(Admission admission) {
        return new Booking(ID, 1, print(), new Verdict.Committed(NOON), Optional.of(admission),
                Map.of(), Optional.empty());
    }

    static Fingerprint print() {
        return new Fingerprint("0".repeat(64));
    }

    static Line room(long units) {
        return new Line(ROOM, units, units, Noted.nonce("room"));
    }

    static Line hall(long units) {
        return new Line(HALL, units, units, Noted.nonce("hall"));
    }
}
