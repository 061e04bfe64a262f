package io.holdfast.domain.audit;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verb;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.command.Command;
import io.holdfast.domain.command.FollowUp;
import io.holdfast.domain.command.LineRequest;
import io.holdfast.domain.command.Precondition;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.DefinitionRecord;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Items as the commands write them, and what a judge says of them. */
final class Ledgers {
    static final ResourceId ROOM = new ResourceId("room");
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final long SLOT = NOON.getEpochSecond() / 60 + 10;
    static final Verdict.Committed COMMITTED = new Verdict.Committed(NOON);

    private Ledgers() {}

    /** What a judge finds in these items, a minute after noon. */
    static List<Violation> judged(List<Resource> resources, List<Booking> bookings,
            List<DefinitionRecord> definitions) {
        List<Violation> found = new ArrayList<>();
        Judge judge = new Judge(InstantSource.fixed(NOON.plusSeconds(60)), true, (promise, subject,
                figures) -> found.add(new Violation(promise, subject, figures)));
        resources.forEach(judge::add);
        bookings.forEach(booking -> {
            judge.add(booking);
            if (judge.isOpen(booking.id())) {
                judge.resolve(booking.id(), Optional.of(booking));
            }
        });
        definitions.forEach(record -> {
            judge.add(record);
            if (judge.isOpen(record.id())) {
                judge.resolve(record.id(), Optional.of(record));
            }
        });
        judge.finish(id -> true);
        return found;
    }

    /** The promises that a booking breaks by itself. */
    static List<Promise> broken(Booking booking) {
        List<Promise> found = new ArrayList<>();
        Judge judge = new Judge(InstantSource.fixed(NOON.plusSeconds(60)), true,
                (promise, subject, figures) -> found.add(promise));
        judge.add(booking);
        return found;
    }

    static Command.Book command(String id, long units, Optional<Duration> holdFor) {
        return new Command.Book(new BookingId(id),
                List.of(new LineRequest(ROOM, units, OptionalLong.empty())), holdFor,
                Optional.empty());
    }

    static List<Line> lines(String id, long units) {
        return List.of(new Line(ROOM, units, units, nonce(id)));
    }

    static Nonce nonce(String id) {
        return new Nonce((id + "_______________").substring(0, 16));
    }

    static Booking direct(String id, long units) {
        return Booking.committed(command(id, units, Optional.empty()),
                Admission.confirmed(lines(id, units), NOON), COMMITTED);
    }

    static Booking hold(String id, long units) {
        return Booking.committed(command(id, units, Optional.of(Duration.ofMinutes(10))),
                Admission.held(lines(id, units), SLOT), COMMITTED);
    }

    static Booking confirmed(String id, long units) {
        Booking held = hold(id, units);
        return held.after(new CommandId("pay"), confirm(held.id(), "pay"),
                admission(held).confirm(NOON));
    }

    static Transition confirm(BookingId booking, String command) {
        return new Transition(Verb.CONFIRM,
                new FollowUp.Confirm(booking, new CommandId(command)).fingerprint(), COMMITTED,
                Map.of(ROOM, nonce(command)));
    }

    static Transition release(BookingId booking, String command, OptionalLong units) {
        return new Transition(Verb.RELEASE,
                new FollowUp.Release(booking, new CommandId(command), units, List.of())
                        .fingerprint(),
                COMMITTED, Map.of(ROOM, nonce(command)));
    }

    static Booking released(String id, long units, long some) {
        Booking booking = direct(id, units);
        return booking.after(new CommandId("back"),
                release(booking.id(), "back",
                        some == units ? OptionalLong.empty() : OptionalLong.of(some)),
                admission(booking).release(
                        List.of(admission(booking).lines().getFirst().release(some)), NOON));
    }

    static Admission admission(Booking booking) {
        return booking.admission().orElseThrow();
    }

    static Booking with(Booking booking, Admission admission) {
        return new Booking(booking.id(), booking.version(), booking.fingerprint(),
                booking.verdict(), Optional.of(admission), booking.transitions(),
                booking.reference());
    }

    static Booking with(Booking booking, String command, Transition entry) {
        Map<CommandId, Transition> all = new HashMap<>(booking.transitions());
        all.put(new CommandId(command), entry);
        return new Booking(booking.id(), booking.version() + 1, booking.fingerprint(),
                booking.verdict(), booking.admission(), all, booking.reference());
    }

    /** A room of 50 units at version 100. */
    static Resource room(long confirmed, Map<Long, Long> held, Intent.OfBooking... intents) {
        Map<BookingId, Intent.OfBooking> noted = new HashMap<>();
        List.of(intents).forEach(intent -> noted.put(intent.booking(), intent));
        long all = held.values().stream().mapToLong(Long::longValue).sum();
        return new Resource(ROOM, 100, 1, Definition.open(50), 50 - confirmed - all, confirmed,
                new TreeMap<>(held), 0, noted, Optional.empty());
    }

    static Command.Define define(String id, OptionalLong capacity, boolean drain) {
        return new Command.Define(ROOM, new CommandId(id), capacity, Optional.empty(), drain,
                OptionalLong.empty(), Precondition.NONE);
    }

    /** The definition that has made the room. */
    static DefinitionRecord created() {
        return defined(define("create", OptionalLong.of(50), false), 50, 1);
    }

    static DefinitionRecord defined(Command.Define command, long capacity, long version) {
        return new DefinitionRecord(command.id(), command.fingerprint(), COMMITTED, ROOM,
                Optional.of(new DefinitionRecord.Defined(
                        new Definition(capacity, ResourceStatus.OPEN), version, version == 1,
                        Optional.of(nonce(command.id().value())))));
    }
}
