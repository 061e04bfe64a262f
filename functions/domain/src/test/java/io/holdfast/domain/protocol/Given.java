package io.holdfast.domain.protocol;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Evidence;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.Nonce;
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
import io.holdfast.domain.protocol.Answer.Decided;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.ExpiryWheel;
import io.holdfast.domain.resource.Noted;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What the tests of the protocol start from: a room, bookings of it, and enough time. */
final class Given {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final Instant EARLIER = NOON.minusSeconds(60);
    static final Instant LONG_AGO = NOON.minusSeconds(61);
    static final ResourceId ROOM = new ResourceId("room");
    static final BookingId ID = new BookingId("b");
    static final long SLOT = ExpiryWheel.slot(NOON, Duration.ofMinutes(10));

    private Given() {}

    /** At noon, without a limit of time. */
    static Invocation invocation() {
        return at(NOON);
    }

    static Invocation at(Instant now) {
        return new Invocation(now, base -> true, nonces());
    }

    static Supplier<Nonce> nonces() {
        AtomicInteger drawn = new AtomicInteger();
        return () -> Noted.nonce("own" + drawn.incrementAndGet());
    }

    static Book book(String id, long units) {
        return book(id, line("room", units));
    }

    static Book book(String id, LineRequest... lines) {
        return new Book(new BookingId(id), List.of(lines), Optional.empty(), Optional.empty());
    }

    static LineRequest line(String resource, long units) {
        return new LineRequest(new ResourceId(resource), units, OptionalLong.empty());
    }

    static Resource room(ResourceStatus status, long available) {
        return room("room", status, available);
    }

    static Resource room(String id, ResourceStatus status, long available) {
        return new Resource(new ResourceId(id), 1, 1, new Definition(available, status), available,
                0, new TreeMap<>(), 0);
    }

    static Resource open(long available) {
        return room(ResourceStatus.OPEN, available);
    }

    /** The room of {@link #held}: three units in its slot, and no others. */
    static Resource holding() {
        return new Resource(ROOM, 1, 1, Definition.open(3), 0, 0, new TreeMap<>(Map.of(SLOT, 3L)),
                0);
    }

    /** The verdict that another invocation has recorded. */
    static Booking booked(Book command) {
        List<Line> lines = command.lines().stream().map(line -> new Line(line.resource(),
                line.units(), line.units(), Noted.nonce("other"))).toList();
        return Booking.committed(command, Admission.confirmed(lines, EARLIER),
                new Verdict.Committed(EARLIER));
    }

    static Booking failed(Book command, Reason reason) {
        return Booking.failed(command, new Verdict.Failed(reason, Evidence.NONE, EARLIER));
    }

    /** A hold of three units of the room. */
    static Booking held() {
        return new Booking(ID, 1, new Fingerprint("0".repeat(64)), new Verdict.Committed(EARLIER),
                Optional.of(Admission.held(
                        List.of(new Line(ROOM, 3, 3, Noted.nonce("other"))), SLOT)),
                Map.of(), Optional.empty());
    }

    /** The booking with that many more entries, and as many versions later. */
    static Booking with(Booking booking, int entries, Verb verb, Verdict verdict) {
        Map<CommandId, Transition> all = new HashMap<>(booking.transitions());
        for (int i = 0; i < entries; i++) {
            all.put(new CommandId(verb + "-" + i),
                    new Transition(verb, new Fingerprint("0".repeat(64)), verdict, Map.of()));
        }
        return new Booking(booking.id(), booking.version() + entries, booking.fingerprint(),
                booking.verdict(), booking.admission(), all, booking.reference());
    }

    static Verdict.Failed failure(Reason reason) {
        return new Verdict.Failed(reason, Evidence.NONE, NOON);
    }

    static Reason reason(Answer answer) {
        return ((Verdict.Failed) ((Decided) answer).verdict()).reason();
    }

    static boolean isCommitted(Answer answer) {
        return ((Decided) answer).verdict() instanceof Verdict.Committed;
    }

    /** The ids of the intents on a resource, sorted. */
    static List<String> intents(Resource resource) {
        return resource.intents().keySet().stream().map(BookingId::value).sorted().toList();
    }
}
