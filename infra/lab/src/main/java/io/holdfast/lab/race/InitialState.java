package io.holdfast.lab.race;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Evidence;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.Limits;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verb;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.DefinitionRecord;
import io.holdfast.domain.resource.DefinitionRecord.Defined;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import io.holdfast.dynamodb.item.BookingItem;
import io.holdfast.dynamodb.item.DefinitionItem;
import io.holdfast.dynamodb.item.ResourceItem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The items with which a schedule starts: resource {@code A} with a unit available and booking
 * {@code H}, which holds units of it until a minute after the first clock; resource {@code B} with
 * one unit; and what dead attempts have left.
 *
 * @param suffix what a scenario's name ends with
 */
public record InitialState(String suffix, List<Resource> resources, List<Booking> bookings,
        List<DefinitionRecord> definitions) {
    static final Fingerprint ANY = Fingerprint.of("of a dead attempt");
    static final CommandId DEAD_COMMAND = new CommandId("dead-command");

    /** {@code H} holds 2 units and is alone in its slot. */
    public static final InitialState ALONE = held("", 2, 0);
    /** Booking {@code G}, which nothing races for, holds 2 units in the same slot. */
    public static final InitialState STRANGER = held("stranger", 2, 2);
    /** {@code H} holds 3 units and is alone in its slot. */
    public static final InitialState THREE = held("three", 3, 0);
    /** {@code H} holds 3 units, and {@code G} 1 in the same slot. */
    public static final InitialState THREE_AND_STRANGER = held("three, stranger", 3, 1);
    /** {@code H} has confirmed 2 units. */
    public static final InitialState CONFIRMED = confirmed();
    /** {@code H} holds 2 units and has as many failures as a booking keeps. */
    public static final InitialState NO_ROOM = noRoom("no room", Limits.COMMANDS);
    /** The same with room for one more. */
    public static final InitialState ROOM_FOR_ONE = noRoom("room for one", Limits.COMMANDS - 1);
    /** {@code H} holds 2 units, two minutes longer than in the others. */
    public static final InitialState LONGER = held("longer", World.SLOT + 2, 2, 0);
    /** {@code H} holds 2 units and can be extended once more. */
    public static final InitialState ROOM_TO_EXTEND_ONCE = extended(Limits.EXTENSIONS - 1);
    /** There is no resource {@code A}. */
    public static final InitialState ABSENT = new InitialState("absent", List.of(b()), List.of(),
            List.of());

    public InitialState {
        resources = List.copyOf(resources);
        bookings = List.copyOf(bookings);
        definitions = List.copyOf(definitions);
    }

    /** The items. */
    public List<Map<String, AttributeValue>> items() {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        resources.forEach(resource -> items.add(ResourceItem.write(resource)));
        bookings.forEach(booking -> items.add(BookingItem.write(booking)));
        definitions.forEach(definition -> items.add(DefinitionItem.write(definition)));
        return items;
    }

    /** With more units available. */
    public InitialState withRoom(long units) {
        return with(suffix.isEmpty() ? units + " more" : suffix + ", " + units + " more",
                a().after(new Movement(Counter.OUTSIDE, Counter.AVAILABLE, units)), bookings,
                definitions);
    }

    /** With the intent of a dead attempt to book a unit that was available beside the others. */
    public InitialState withBook(String fate, Duration age) {
        return withIntent(fate + " book", fate, new Movement(Counter.AVAILABLE, Counter.CONFIRMED,
                1), age);
    }

    /** The same of a hold. */
    public InitialState withHold(String fate, Duration age) {
        return withIntent(fate + " hold", fate, new Movement(Counter.AVAILABLE,
                new Bucket.Slot(World.SLOT), 1), age);
    }

    private InitialState withIntent(String kind, String fate, Movement movement, Duration age) {
        BookingId dead = new BookingId("dead");
        Nonce nonce = nonce(7);
        Intent.OfBooking intent = new Intent.OfBooking(dead, nonce, movement, Optional.empty(),
                ANY.bits(), 0, World.NOW.minus(age));
        Resource noted = intents(a().after(
                new Movement(Counter.OUTSIDE, Counter.AVAILABLE, movement.units()))
                .after(movement), List.of(intent));
        List<Booking> all = new ArrayList<>(bookings);
        Line line = new Line(World.A, movement.units(), movement.units(), nonce);
        switch (fate) {
            case "kept" -> all.add(new Booking(dead, 1, ANY, new Verdict.Committed(World.START),
                    Optional.of(movement.to() instanceof Bucket.Slot(long minute)
                            ? Admission.held(List.of(line), minute)
                            : Admission.confirmed(List.of(line), World.START)),
                    Map.of(), Optional.empty()));
            case "void" -> all.add(Booking.abandoned(dead, abandoned()));
            default -> {
                // In doubt: there is no record.
            }
        }
        return with(join(kind + " " + age.toSeconds() + "s"), noted, all, definitions);
    }

    /** With the intent of a dead attempt to confirm {@code H}, in doubt or void. */
    public InitialState withConfirm(boolean isVoid, Duration age) {
        Booking h = bookings.getFirst();
        long units = h.admission().orElseThrow().lines().getFirst().remaining();
        return withFollowUp("confirm", new Movement(new Bucket.Slot(World.SLOT),
                Counter.CONFIRMED, units), isVoid, age);
    }

    /** The same of a release of one unit. */
    public InitialState withRelease(boolean isVoid, Duration age) {
        return withFollowUp("release", new Movement(new Bucket.Slot(World.SLOT),
                Counter.AVAILABLE, 1), isVoid, age);
    }

    private InitialState withFollowUp(String kind, Movement movement, boolean isVoid,
            Duration age) {
        Booking h = bookings.getFirst();
        Intent.OfBooking intent = new Intent.OfBooking(h.id(), nonce(8), movement,
                Optional.of(DEAD_COMMAND), ANY.bits(), h.version(), World.NOW.minus(age));
        Resource moved = movement.isTaking() ? a().after(movement) : a();
        List<Booking> all = new ArrayList<>(bookings);
        if (isVoid) {
            all.set(0, h.raised());
        }
        return with(join((isVoid ? "void " : "doubtful ") + kind + " " + age.toSeconds() + "s"),
                intents(moved, List.of(intent)), all, definitions);
    }

    /** With the intent of the confirm that {@code H} is confirmed by: there is nothing to move. */
    public static InitialState withKeptConfirm() {
        Nonce nonce = nonce(8);
        Movement moved = new Movement(new Bucket.Slot(World.SLOT), Counter.CONFIRMED, 2);
        Booking held = ALONE.bookings.getFirst();
        Transition confirm = new Transition(Verb.CONFIRM, ANY,
                new Verdict.Committed(World.START), Map.of(World.A, nonce));
        return CONFIRMED.with("kept confirm", intents(CONFIRMED.a(),
                List.of(new Intent.OfBooking(World.H, nonce, moved, Optional.of(DEAD_COMMAND),
                        ANY.bits(), held.version(), World.START))),
                List.of(held.after(DEAD_COMMAND, confirm,
                        held.admission().orElseThrow().confirm(World.START))),
                List.of());
    }

    /** With a full map: so many intents of dead attempts to book one unit each. */
    public InitialState withFullMap(boolean isVoid, Duration age) {
        return withMap(Limits.INTENTS, isVoid, age);
    }

    /** With so many intents of dead attempts to book one unit each. */
    public InitialState withMap(int count, boolean isVoid, Duration age) {
        Resource resource = a();
        List<Booking> all = new ArrayList<>(bookings);
        List<Intent.OfBooking> dead = new ArrayList<>();
        Movement movement = new Movement(Counter.AVAILABLE, Counter.CONFIRMED, 1);
        for (int i = 0; i < count; i++) {
            BookingId id = new BookingId("dead" + i);
            dead.add(new Intent.OfBooking(id, nonce(100 + i), movement, Optional.empty(),
                    ANY.bits(), 0, World.NOW.minus(age).plusSeconds(i % 2)));
            resource = resource.after(new Movement(Counter.OUTSIDE, Counter.CONFIRMED, 1));
            if (isVoid) {
                all.add(Booking.abandoned(id, abandoned()));
            }
        }
        return with(join((count + (isVoid ? " void " : " doubtful ")) + age.toSeconds() + "s"),
                intents(resource, dead), all, definitions);
    }

    /** With a definition under way: a growth by a unit, a cut by one, or a closing. */
    public InitialState withDefining(String kind, String fate, Duration age) {
        Resource before = a();
        Nonce nonce = nonce(9);
        Optional<Movement> movement = switch (kind) {
            case "growth" -> Optional.of(new Movement(Counter.OUTSIDE, Counter.AVAILABLE, 1));
            case "cut" -> Optional.of(new Movement(Counter.AVAILABLE, Counter.OUTSIDE, 1));
            default -> Optional.empty();
        };
        Optional<ResourceStatus> status = kind.equals("closing")
                ? Optional.of(ResourceStatus.CLOSED)
                : Optional.empty();
        Intent.OfDefinition intent = new Intent.OfDefinition(DEAD_COMMAND, nonce, movement, status,
                ANY.bits(), World.NOW.minus(age));
        Resource noted = movement.filter(Movement::isTaking).map(before::after).orElse(before);
        Definition after = new Definition(before.capacity()
                + (kind.equals("growth") ? 1 : kind.equals("cut") ? -1 : 0),
                status.orElse(ResourceStatus.OPEN));
        List<DefinitionRecord> records = switch (fate) {
            case "kept" -> List.of(new DefinitionRecord(DEAD_COMMAND, ANY,
                    new Verdict.Committed(World.START), World.A,
                    Optional.of(new Defined(after, before.definitionVersion() + 1, false,
                            Optional.of(nonce)))));
            case "void" -> List.of(DefinitionRecord.abandoned(DEAD_COMMAND, World.A, abandoned()));
            default -> List.of();
        };
        return with(join(fate + " " + kind + " " + age.toSeconds() + "s"),
                new Resource(noted.id(), noted.version() + 1, noted.definitionVersion(),
                        new Definition(noted.capacity(), status.orElse(noted.status())),
                        noted.available(), noted.confirmed(), noted.expiring(),
                        noted.expiredThrough(), noted.intents(), Optional.of(intent)),
                bookings, records);
    }

    /** A stub of {@code A}, which a dead attempt to create it has left. */
    public static InitialState stub(String fate, Duration age) {
        Nonce nonce = nonce(9);
        Intent.OfDefinition intent = new Intent.OfDefinition(DEAD_COMMAND, nonce,
                Optional.of(new Movement(Counter.OUTSIDE, Counter.AVAILABLE, 2)),
                Optional.of(ResourceStatus.OPEN), ANY.bits(), World.NOW.minus(age));
        List<DefinitionRecord> records = switch (fate) {
            case "kept" -> List.of(new DefinitionRecord(DEAD_COMMAND, ANY,
                    new Verdict.Committed(World.START), World.A,
                    Optional.of(new Defined(Definition.open(2), 1, true, Optional.of(nonce)))));
            case "void" -> List.of(DefinitionRecord.abandoned(DEAD_COMMAND, World.A, abandoned()));
            default -> List.of();
        };
        return new InitialState(fate + " stub " + age.toSeconds() + "s",
                List.of(Resource.stub(World.A, intent), b()), List.of(), records);
    }

    /** Every kind of intent that a dead attempt leaves, of every fate and age. */
    public static List<InitialState> leftByTheDead() {
        List<InitialState> all = new ArrayList<>();
        for (int seconds : List.of(5, 20, 120)) {
            Duration age = Duration.ofSeconds(seconds);
            for (String fate : List.of("kept", "void", "doubtful")) {
                all.add(ALONE.withBook(fate, age));
                all.add(ALONE.withHold(fate, age));
                all.add(ALONE.withDefining("growth", fate, age));
                all.add(ALONE.withDefining("cut", fate, age));
                all.add(ALONE.withDefining("closing", fate, age));
            }
            for (boolean isVoid : List.of(true, false)) {
                all.add(STRANGER.withConfirm(isVoid, age));
                all.add(ALONE.withRelease(isVoid, age));
            }
        }
        return all;
    }

    private String join(String more) {
        return suffix.isEmpty() ? more : suffix + ", " + more;
    }

    InitialState with(String name, Resource a, List<Booking> all,
            List<DefinitionRecord> records) {
        return new InitialState(name, List.of(a, b()), all, records);
    }

    Resource a() {
        return resources.getFirst();
    }

    private static Verdict.Failed abandoned() {
        return new Verdict.Failed(Reason.ABANDONED, Evidence.NONE, World.START);
    }

    static Resource intents(Resource a, List<Intent.OfBooking> more) {
        Map<BookingId, Intent.OfBooking> all = new HashMap<>(a.intents());
        more.forEach(intent -> all.put(intent.booking(), intent));
        return new Resource(a.id(), a.version() + more.size(), a.definitionVersion(),
                a.definition(), a.available(), a.confirmed(), a.expiring(), a.expiredThrough(),
                all, a.defining());
    }

    private static InitialState held(String suffix, long units, long others) {
        return held(suffix, World.SLOT, units, others);
    }

    private static InitialState held(String suffix, long slot, long units, long others) {
        TreeMap<Long, Long> slots = new TreeMap<>(Map.of(slot, units + others));
        List<Booking> bookings = new ArrayList<>(List.of(hold(World.H, slot, units)));
        if (others > 0) {
            bookings.add(hold(World.G, slot, others));
        }
        return new InitialState(suffix, List.of(new Resource(World.A, 3, 1,
                Definition.open(units + others + 1), 1, 0, slots, 0), b()), bookings, List.of());
    }

    private static InitialState confirmed() {
        Line line = new Line(World.A, 2, 2, nonce(1));
        return new InitialState("confirmed", List.of(new Resource(World.A, 3, 1,
                Definition.open(3), 1, 2, new TreeMap<>(), 0), b()),
                List.of(booking(World.H, Admission.confirmed(List.of(line), World.START),
                        Map.of())),
                List.of());
    }

    private static InitialState extended(int count) {
        Map<CommandId, Transition> extensions = new HashMap<>();
        for (int i = 0; i < count; i++) {
            extensions.put(new CommandId("extended-" + i), new Transition(Verb.EXTEND, ANY,
                    new Verdict.Committed(World.START), Map.of()));
        }
        Booking extended = booking(World.H, ALONE.bookings().getFirst().admission().orElseThrow(),
                extensions);
        return new InitialState("room to extend once", ALONE.resources(), List.of(extended),
                List.of());
    }

    private static InitialState noRoom(String suffix, int count) {
        Map<CommandId, Transition> failures = new HashMap<>();
        for (int i = 0; i < count; i++) {
            failures.put(new CommandId("too-much-" + i), Transition.failed(Verb.RELEASE, ANY,
                    new Verdict.Failed(Reason.ILLEGAL_STATE, Evidence.NONE, World.START)));
        }
        Booking full = booking(World.H, ALONE.bookings().getFirst().admission().orElseThrow(),
                failures);
        return new InitialState(suffix, ALONE.resources(), List.of(full), List.of());
    }

    private static Resource b() {
        return new Resource(World.B, 1, 1, Definition.open(1), 1, 0, new TreeMap<>(), 0);
    }

    private static Booking hold(BookingId id, long slot, long units) {
        return booking(id, Admission.held(
                List.of(new Line(World.A, units, units, nonce(id.equals(World.H) ? 1 : 2))),
                slot), Map.of());
    }

    static Booking booking(BookingId id, Admission admission,
            Map<CommandId, Transition> transitions) {
        Instant at = World.START;
        return new Booking(id, 1 + transitions.size(), ANY, new Verdict.Committed(at),
                Optional.of(admission), transitions, Optional.empty());
    }

    static Nonce nonce(int number) {
        return new Nonce("before-%09d".formatted(number));
    }

    /** The ids of its resources. */
    public List<ResourceId> resourceIds() {
        return List.of(World.A, World.B);
    }
}
