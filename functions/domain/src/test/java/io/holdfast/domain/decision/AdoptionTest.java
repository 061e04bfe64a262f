package io.holdfast.domain.decision;

import static io.holdfast.domain.decision.Rooms.NOON;
import static io.holdfast.domain.decision.Rooms.OWN;
import static io.holdfast.domain.decision.Rooms.book;
import static io.holdfast.domain.decision.Rooms.hold;
import static io.holdfast.domain.decision.Rooms.image;
import static io.holdfast.domain.decision.Rooms.line;
import static io.holdfast.domain.decision.Rooms.open;
import static io.holdfast.domain.decision.Rooms.withHeld;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.command.Command.Book;
import io.holdfast.domain.command.FollowUp.Confirm;
import io.holdfast.domain.decision.Decision.Admit;
import io.holdfast.domain.decision.Decision.Hindered;
import io.holdfast.domain.decision.Decision.Hindrance;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.RecordWrite.AddTransition;
import io.holdfast.domain.ledger.RecordWrite.PutBooking;
import io.holdfast.domain.ledger.ResourceWrite.Note;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.ExpiryWheel;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Noted;
import io.holdfast.domain.resource.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Two deliveries of one command: the second counts what the first has noted as its own. */
class AdoptionTest {
    private static final Nonce OTHER = Noted.nonce("other");
    private static final long SLOT = Rooms.slot();

    @Test
    void anIntentOfAnotherDeliveryCountsAsNotedWithItsNonce() {
        Book command = book(line("hall", 1), line("room", 2));
        Resource room = Noted.on(open("room", 2), of(command, Counter.CONFIRMED, 2));

        Admit admit = (Admit) decide(command, image(open("hall", 1), room), NOON);

        assertThat(admit.notes()).extracting(note -> note.resource().value())
                .containsExactly("hall");
        assertThat(admit.adopted()).extracting(Intent::nonce).containsExactly(OTHER);
        assertThat(lines(admit)).extracting(Line::nonce).containsExactly(OWN, OTHER);
    }

    /** Its units are there already, whatever the counters and the status say now. */
    @Test
    void anAdoptedLineIsNotRefusedForWhatItHasTaken() {
        Book command = book(line("room", 2));
        Resource full = Noted.on(open("room", 2), of(command, Counter.CONFIRMED, 2));

        assertThat(full.available()).isZero();
        assertThat(decide(command, image(full), NOON)).isInstanceOf(Admit.class);
    }

    @Test
    void n9ALineThatIsNotedTakesItsSlotToTheOthersAndToTheRecord() {
        Book command = hold(line("hall", 1), line("room", 2));
        Resource room = Noted.on(open("room", 2), of(command, new Bucket.Slot(SLOT + 5), 2));

        Admit admit = (Admit) decide(command, image(open("hall", 1), room), NOON);

        assertThat(((Note) admit.notes().getFirst()).noted().getFirst().moves().to())
                .isEqualTo(new Bucket.Slot(SLOT + 5));
        assertThat(booking(admit).admission().orElseThrow().slot()).hasValue(SLOT + 5);
    }

    @Test
    void n9ASlotThatHasExpiredByThisClockIsNotAdopted() {
        Book command = hold(line("room", 2));
        Resource room = Noted.on(open("room", 9), of(command, new Bucket.Slot(SLOT), 2));

        assertThat(decide(command, image(room), ExpiryWheel.expiresAt(SLOT).minusMillis(1)))
                .isInstanceOf(Admit.class);
        assertThat(hindering(decide(command, image(room), ExpiryWheel.expiresAt(SLOT))))
                .containsExactly("b");
    }

    @Test
    void n9ASlotThatWasCollectedIsNotAdopted() {
        Book command = hold(line("room", 2));
        for (long slot : new long[]{SLOT + 5, SLOT}) {
            Resource room = Noted.on(open("room", 9), of(command, new Bucket.Slot(slot), 2));
            Resource collected = new Resource(room.id(), 8, 3, Definition.open(10), 9, 1,
                    new TreeMap<>(), slot, room.intents(), Optional.empty());

            assertThat(decide(command, image(collected), NOON)).as("slot %s", slot)
                    .isNotInstanceOf(Admit.class);
        }
    }

    @Test
    void n9TwoLinesNotedInDifferentSlotsAreNotAdoptedTogether() {
        Book command = hold(line("hall", 1), line("room", 2));
        Resource hall = Noted.on(open("hall", 1), of(command, new Bucket.Slot(SLOT + 5), 1));
        Resource room = Noted.on(open("room", 2), of(command, new Bucket.Slot(SLOT), 2));

        assertThat(((Hindered) decide(command, image(hall, room), NOON)).hindrances())
                .extracting(each -> each.resource().value()).containsExactly("room");
    }

    @Test
    void n9OnlyTheSameMovementOfTheSamePayloadIsAdopted() {
        Book command = book(line("room", 2));
        Intent.OfBooking own = of(command, Counter.CONFIRMED, 2);
        List<Intent.OfBooking> others = List.of(
                of(command, Counter.CONFIRMED, 1), of(command, new Bucket.Slot(SLOT), 2),
                new Intent.OfBooking(own.booking(), OTHER, own.moves(), Optional.empty(),
                        own.fingerprint() + 1, 0, NOON),
                new Intent.OfBooking(own.booking(), OTHER, own.moves(),
                        Optional.of(new CommandId("c")), own.fingerprint(), 0,
                        NOON));

        for (Intent.OfBooking other : others) {
            assertThat(hindering(decide(command, image(Noted.on(open("room", 9), other)), NOON)))
                    .as("%s", other).containsExactly("b");
        }
    }

    @Test
    void n10AnIntentOnABookingIsAdoptedOnlyIfItWasPlannedOnTheVersionRead() {
        Confirm confirm = new Confirm(new BookingId("b"), new CommandId("c"));
        Resource room = withHeld("room", 0, SLOT, 2);

        Admit admit = (Admit) TransitionRules.decide(confirm, held(4),
                image(Noted.on(room, confirming(confirm, 4))), NOON, OWN);
        assertThat(admit.notes()).isEmpty();
        assertThat(((AddTransition) admit.record()).transition().nonces())
                .containsValue(OTHER);

        Admit older = (Admit) TransitionRules.decide(confirm, held(4),
                image(Noted.on(room, confirming(confirm, 3))).updatedBy(Image.of(held(4))), NOON,
                OWN);
        assertThat(older.adopted()).as("it is void, and replaced").isEmpty();
        assertThat(older.notes().getFirst().settlements()).hasSize(1);

        assertThat(TransitionRules.decide(confirm, held(4),
                image(Noted.on(room, confirming(confirm, 5))), NOON, OWN))
                .as("the booking that was read is old").isInstanceOf(Hindered.class);
    }

    @Test
    void anIntentThatIsFinalIsReplacedAndNotAdopted() {
        Book command = book(line("room", 2));
        Intent.OfBooking own = of(command, Counter.CONFIRMED, 2);
        Image image = image(Noted.on(open("room", 2), own))
                .updatedBy(Image.of(Recorded.voided(own, line("room", 2).resource())));

        Admit admit = (Admit) decide(command, image, NOON);

        assertThat(admit.adopted()).isEmpty();
        assertThat(admit.notes().getFirst().settlements()).hasSize(1);
    }

    private static Decision decide(Book command, Image image, Instant now) {
        return BookRules.decide(command, image, now, OWN);
    }

    private static List<String> hindering(Decision decision) {
        Hindered hindered = (Hindered) decision;
        assertThat(hindered.refusal().reason()).isEqualTo(Reason.CONTENTION);
        return hindered.hindrances().stream().map(Hindrance::intent).map(Intent::record)
                .map(id -> ((BookingId) id).value()).toList();
    }

    private static Intent.OfBooking of(Book command, Bucket to, long units) {
        return new Intent.OfBooking(command.booking(), OTHER,
                new Movement(Counter.AVAILABLE, to, units), Optional.empty(),
                command.fingerprint().bits(), 0, NOON);
    }

    private static Intent.OfBooking confirming(Confirm confirm, long seen) {
        return new Intent.OfBooking(confirm.booking(), OTHER,
                new Movement(new Bucket.Slot(SLOT), Counter.CONFIRMED, 2),
                Optional.of(confirm.id()), confirm.fingerprint().bits(), seen, NOON);
    }

    private static Booking held(long version) {
        return new Booking(new BookingId("b"), version, new Fingerprint("0".repeat(64)),
                new Verdict.Committed(NOON), Optional.of(Admission.held(
                        List.of(new Line(new ResourceId("room"), 2, 2, OTHER)), SLOT)),
                Map.of(), Optional.empty());
    }

    private static Booking booking(Admit admit) {
        return ((PutBooking) admit.record()).booking();
    }

    private static List<Line> lines(Admit admit) {
        return booking(admit).admission().orElseThrow().lines();
    }
}
