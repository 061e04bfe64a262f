package io.holdfast.dynamodb.contract;

import io.holdfast.domain.CommandId;
import io.holdfast.domain.Evidence;
import io.holdfast.domain.Evidence.Figure;
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
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.DefinitionRecord;
import io.holdfast.domain.resource.DefinitionRecord.Defined;
import io.holdfast.domain.resource.ResourceStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Records of every kind. */
public final class Records {
    public static final ResourceId ROOM = new ResourceId("room");
    public static final ResourceId HALL = new ResourceId("hall");
    public static final ResourceId YARD = new ResourceId("yard");
    public static final Fingerprint FINGERPRINT = Fingerprint.of("a command");

    private Records() {}

    /** A hold of two lines, 3 units each. */
    public static Booking hold() {
        return committed(Admission.held(lines(), Room.SLOT));
    }

    /** The same, confirmed from the start. */
    public static Booking confirmed() {
        return committed(Admission.confirmed(lines(), Intents.NOON));
    }

    public static Booking failed() {
        return new Booking(Room.newBooking(), 1, FINGERPRINT,
                new Verdict.Failed(Reason.INSUFFICIENT_CAPACITY,
                        Evidence.of(ROOM).with(Figure.AVAILABLE, 1).with(Figure.REQUESTED, 2),
                        Intents.NOON),
                Optional.empty(), Map.of(), Optional.of("a reference"));
    }

    public static Booking committed(Admission admission) {
        return new Booking(Room.newBooking(), 1, FINGERPRINT,
                new Verdict.Committed(Intents.NOON), Optional.of(admission), Map.of(),
                Optional.empty());
    }

    public static List<Line> lines() {
        return List.of(new Line(ROOM, 3, 3, Intents.nonce()),
                new Line(HALL, 3, 3, Intents.nonce()));
    }

    /** After a confirm of all lines. */
    public static Booking confirm(Booking hold, CommandId command) {
        Admission held = hold.admission().orElseThrow();
        return hold.after(command,
                transition(Verb.CONFIRM, Map.of(ROOM, Intents.nonce(), HALL, Intents.nonce())),
                held.confirm(Intents.NOON));
    }

    /** After an extension that moves all lines. */
    public static Booking extend(Booking hold, CommandId command) {
        return hold.after(command,
                transition(Verb.EXTEND, Map.of(ROOM, Intents.nonce(), HALL, Intents.nonce())),
                hold.admission().orElseThrow().extend(Room.SLOT + 60));
    }

    /** After an amendment that drops the first line, and adds one of another resource. */
    public static Booking amend(Booking booking, CommandId command) {
        Admission admission = booking.admission().orElseThrow();
        Nonce nonce = Intents.nonce();
        List<Line> lines = List.of(admission.lines().getFirst().amend(0),
                admission.lines().getLast().amend(5), new Line(YARD, 2, 2, nonce));
        return booking.after(command, transition(Verb.AMEND, Map.of(ROOM, nonce, HALL, nonce,
                YARD, nonce)), admission.amend(lines));
    }

    /** After a release of one unit of the second line. */
    public static Booking releaseOne(Booking booking, CommandId command) {
        Admission admission = booking.admission().orElseThrow();
        List<Line> left = List.of(admission.lines().getFirst(),
                admission.lines().getLast().release(1));
        return booking.after(command, transition(Verb.RELEASE, Map.of(HALL, Intents.nonce())),
                admission.release(left, Intents.NOON));
    }

    /** After a release of everything. */
    public static Booking releaseAll(Booking booking, CommandId command) {
        Admission admission = booking.admission().orElseThrow();
        List<Line> left = admission.lines().stream().map(line -> line.release(line.remaining()))
                .toList();
        return booking.after(command,
                transition(Verb.RELEASE, Map.of(ROOM, Intents.nonce(), HALL, Intents.nonce())),
                admission.release(left, Intents.NOON));
    }

    public static Transition failed(Verb verb) {
        return Transition.failed(verb, FINGERPRINT,
                new Verdict.Failed(Reason.CONTENTION, Evidence.NONE, Intents.NOON));
    }

    public static DefinitionRecord defined(Optional<Nonce> nonce) {
        return new DefinitionRecord(newDefinition(), FINGERPRINT,
                new Verdict.Committed(Intents.NOON), ROOM,
                Optional.of(new Defined(new Definition(7, ResourceStatus.CLOSED), 2, true,
                        nonce)));
    }

    public static CommandId newDefinition() {
        return new CommandId("define-" + UUID.randomUUID());
    }

    private static Transition transition(Verb verb, Map<ResourceId, Nonce> nonces) {
        return new Transition(verb, FINGERPRINT, new Verdict.Committed(Intents.NOON), nonces);
    }
}
