package io.holdfast.domain.protocol;

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
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.command.Command.Book;
import io.holdfast.domain.command.LineRequest;
import io.holdfast.domain.ledger.Canceled;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger.Committing;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.ExpiryWheel;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What the tests of the protocol start from: a room, bookings of it, and enough time. */
final class Given {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final Instant EARLIER = NOON.minusSeconds(60);
    static final ResourceId ROOM = new ResourceId("room");
    static final BookingId ID = new BookingId("b");
    static final Invocation INVOCATION = new Invocation(NOON, base -> true);

    private Given() {}

    static Book book(String id, long units) {
        return new Book(new BookingId(id),
                List.of(new LineRequest(ROOM, units, OptionalLong.empty())), Optional.empty(),
                Optional.empty());
    }

    static Image room(ResourceStatus status, long available) {
        return new Image(Map.of(), Map.of(), Map.of(ROOM, Optional.of(new Resource(ROOM, 1, 1,
                new Definition(available, status), available, 0, new TreeMap<>(), 0))));
    }

    static Image open(long available) {
        return room(ResourceStatus.OPEN, available);
    }

    /** The verdict that another invocation has recorded. */
    static Booking booked(Book command) {
        List<Line> lines = command.lines().stream()
                .map(line -> new Line(line.resource(), line.units(), line.units())).toList();
        return Booking.committed(command, Admission.confirmed(lines, EARLIER),
                new Verdict.Committed(EARLIER));
    }

    static Booking failed(Book command, Reason reason) {
        return Booking.failed(command, new Verdict.Failed(reason, Evidence.NONE, EARLIER));
    }

    /** A hold of three units of the room. */
    static Booking held() {
        return new Booking(ID, 1, new Fingerprint("0".repeat(64)), new Verdict.Committed(EARLIER),
                Optional.of(Admission.held(List.of(new Line(ROOM, 3, 3)),
                        ExpiryWheel.slot(NOON, Duration.ofMinutes(10)))),
                Map.of(), Optional.empty());
    }

    /** The booking with that many more entries, and as many versions later. */
    static Booking with(Booking booking, int entries, Verb verb, Verdict verdict) {
        Map<CommandId, Transition> all = new HashMap<>(booking.transitions());
        for (int i = 0; i < entries; i++) {
            all.put(new CommandId(verb + "-" + i),
                    new Transition(verb, new Fingerprint("0".repeat(64)), verdict));
        }
        return new Booking(booking.id(), booking.version() + entries, booking.fingerprint(),
                booking.verdict(), booking.admission(), all, booking.reference());
    }

    static Committing canceled(Image image) {
        return new Committing.NotApplied(new Canceled(image, false, false));
    }

    static Verdict.Failed failure(Reason reason) {
        return new Verdict.Failed(reason, Evidence.NONE, NOON);
    }
}
