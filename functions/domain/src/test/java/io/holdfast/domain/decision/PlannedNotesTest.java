package io.holdfast.domain.decision;

import static io.holdfast.domain.decision.Rooms.NOON;
import static io.holdfast.domain.decision.Rooms.OWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.command.FollowUp.Confirm;
import io.holdfast.domain.decision.Decision.Admit;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.MemoryLedger;
import io.holdfast.domain.ledger.ResourceWrite.Note;
import io.holdfast.domain.ledger.ResourceWrite.Settle;
import io.holdfast.domain.ledger.Writing;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.ExpiredSlots;
import io.holdfast.domain.resource.Fate;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Noted;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.Settlement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random rooms with intents of all kinds, late ones and lent units among them. A note that is
 * planned on an image has guards that are true of that image: only a race can make one false.
 */
class PlannedNotesTest {
    private static final ResourceId ROOM = new ResourceId("room");
    private static final List<Fate> FATES = List.of(Fate.KEPT, Fate.VOID, Fate.IN_DOUBT);
    private static final long[] SLOTS = {Rooms.expiredSlot() - 1, Rooms.expiredSlot(),
            Rooms.slot(), Rooms.slot() + 5};

    private final MemoryLedger ledger = new MemoryLedger();
    private final Map<BookingId, Fate> fates = new HashMap<>();
    private Random random = new Random(0);
    private int admitted;

    @Test
    void aNoteIsNeverRefusedByTheImageThatItWasPlannedOn() {
        for (int seed = 0; seed < 4_000; seed++) {
            random = new Random(seed);
            fates.clear();
            ledger.has(room());
            for (int i = 0; i < 14; i++) {
                happen("b" + i);
            }
            requireThatPlansHold(seed);
        }
        assertThat(admitted).as("of 12,000").isGreaterThan(5_000);
    }

    private void requireThatPlansHold(int seed) {
        Resource room = ledger.resource(ROOM);
        Image image = Rooms.image(room).updatedBy(records(room));
        long units = random.nextLong(1, 9);
        for (Decision decision : List.of(
                BookRules.decide(Rooms.book(Rooms.line("room", units)), image, NOON, OWN),
                BookRules.decide(Rooms.hold(Rooms.line("room", units)), image, NOON, OWN),
                TransitionRules.decide(new Confirm(new BookingId("b"), new CommandId("c")),
                        held(units), image, NOON, OWN))) {
            if (decision instanceof Admit admit) {
                ledger.has(room);
                admitted++;
                assertThat(ledger.write(admit.notes().getFirst()))
                        .as("seed %s: %s", seed, admit.notes())
                        .isInstanceOf(Writing.Applied.class);
            }
        }
    }

    /** A late or a timely note, or a settlement; the store refuses what its guards do not allow. */
    private void happen(String booking) {
        List<Intent> there = ledger.resource(ROOM).allIntents();
        if (random.nextInt(3) > 0 || there.isEmpty()) {
            Intent.OfBooking intent = Noted.onBooking(booking, movement(),
                    NOON.minusSeconds(random.nextInt(90)));
            fates.put(intent.booking(), FATES.get(random.nextInt(3)));
            ledger.write(new Note(ROOM, List.of(intent), List.of(), ExpiredSlots.NONE,
                    OptionalLong.empty()));
            return;
        }
        Intent intent = there.get(random.nextInt(there.size()));
        Fate fate = fate(intent);
        // Confirmed units are never lent, but fates that are drawn at random give some out twice.
        if (fate.isFinal() && Settlement.of(intent, fate, ledger.resource(ROOM))
                .isPossible(ledger.resource(ROOM))) {
            ledger.write(new Settle(ROOM, List.of(
                    Settlement.of(intent, fate, ledger.resource(ROOM)))));
        }
    }

    private Movement movement() {
        Bucket slot = new Bucket.Slot(SLOTS[random.nextInt(SLOTS.length)]);
        long units = random.nextLong(1, 4);
        return switch (random.nextInt(5)) {
            case 0 -> new Movement(Counter.AVAILABLE, Counter.CONFIRMED, units);
            case 1 -> new Movement(Counter.AVAILABLE, slot, units);
            case 2 -> new Movement(slot, Counter.CONFIRMED, units);
            case 3 -> new Movement(slot, Counter.AVAILABLE, units);
            default -> new Movement(Counter.CONFIRMED, Counter.AVAILABLE, units);
        };
    }

    /** A look does not always show all records. */
    private Image records(Resource room) {
        Image records = Image.NONE;
        for (Intent.OfBooking intent : room.intents().values()) {
            if (random.nextInt(4) > 0) {
                records = records.updatedBy(switch (fate(intent)) {
                    case KEPT -> Image.of(Recorded.kept(intent, ROOM));
                    case VOID -> Image.of(Recorded.voided(intent, ROOM));
                    case IN_DOUBT -> Image.of(Recorded.undecided(intent, ROOM));
                });
            }
        }
        return records;
    }

    private Fate fate(Intent intent) {
        return fates.getOrDefault((BookingId) intent.record(), Fate.IN_DOUBT);
    }

    private Resource room() {
        Map<Long, Long> slots = new TreeMap<>();
        LongStream.of(SLOTS).forEach(slot -> slots.put(slot, random.nextLong(4)));
        long held = slots.values().stream().mapToLong(Long::longValue).sum();
        long available = random.nextLong(6);
        long watermark = random.nextInt(3) == 0 ? SLOTS[0] - 1 + random.nextInt(2) : 0;
        return new Resource(ROOM, 7, 3, Definition.open(available + 3 + held), available, 3,
                new TreeMap<>(slots), watermark);
    }

    private static Booking held(long units) {
        return new Booking(new BookingId("b"), 1, new Fingerprint("0".repeat(64)),
                new Verdict.Committed(NOON), Optional.of(Admission.held(
                        List.of(new Line(ROOM, units, units, OWN)), Rooms.slot())),
                Map.of(), Optional.empty());
    }
}
