package io.holdfast.domain.decision;

import static io.holdfast.domain.decision.Rooms.NOON;
import static io.holdfast.domain.decision.Rooms.OWN;
import static io.holdfast.domain.decision.Rooms.book;
import static io.holdfast.domain.decision.Rooms.image;
import static io.holdfast.domain.decision.Rooms.line;
import static io.holdfast.domain.decision.Rooms.open;
import static io.holdfast.domain.decision.Rooms.slot;
import static io.holdfast.domain.decision.Rooms.withHeld;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Evidence.Figure;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.command.FollowUp.Confirm;
import io.holdfast.domain.decision.Decision.Admit;
import io.holdfast.domain.decision.Decision.Hindered;
import io.holdfast.domain.decision.Decision.Hindrance;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.ExpiredSlots;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Noted;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is said where intents in doubt make the difference: a reason is true whatever they become. */
class InDoubtTest {
    private static final ResourceId ROOM = new ResourceId("room");
    private final Intent.OfBooking taking = Noted.book("other", 3, NOON);

    @Test
    void unitsThatAreShortOnlyBecauseOfWhatIsInDoubtAreContention() {
        Decision decision = decide(4, image(Noted.on(open("room", 5), taking)));

        assertThat(decision).isEqualTo(new Hindered(List.of(new Hindrance(ROOM, taking)),
                Refusal.lostRace(ROOM)));
    }

    /** The evidence is of the image; in the best case five units are not enough either. */
    @Test
    void n8UnitsThatAreShortInTheBestCaseAreInsufficient() {
        Refusal refusal = refused(6, image(Noted.on(open("room", 5), taking)));

        assertThat(refusal.reason()).isEqualTo(Reason.INSUFFICIENT_CAPACITY);
        assertThat(refusal.evidence().figures()).containsEntry(Figure.AVAILABLE, 2L);
    }

    @Test
    void whatIsProvenIsNoMoreInDoubt() {
        Resource room = Noted.on(open("room", 5), taking);

        assertThat(decide(4, image(room).updatedBy(Image.of(Recorded.voided(taking, ROOM)))))
                .isInstanceOf(Admit.class);
        assertThat(refused(4, image(room).updatedBy(Image.of(Recorded.kept(taking, ROOM))))
                .reason()).isEqualTo(Reason.INSUFFICIENT_CAPACITY);
    }

    @Test
    void aNoteThatIsRefusedIsJudgedWithEveryFateUnknown() {
        Resource room = Noted.on(open("room", 5), taking);

        assertThat(judged(4, room)).isEqualTo(Refusal.lostRace(ROOM));
        assertThat(judged(6, room).reason()).isEqualTo(Reason.INSUFFICIENT_CAPACITY);
    }

    @Test
    void n16AResourceThatOnlyADefinitionInDoubtHasClosedIsContention() {
        Intent.OfDefinition closing = Noted.status(ResourceStatus.CLOSED, NOON);
        Resource room = Noted.on(open("room", 5), closing);

        assertThat(((Hindered) decide(1, image(room))).hindrances())
                .containsExactly(new Hindrance(ROOM, closing));
        assertThat(judged(1, room)).isEqualTo(Refusal.lostRace(ROOM));
        assertThat(refused(1, image(room).updatedBy(Image.of(Recorded.kept(closing, ROOM))))
                .reason()).isEqualTo(Reason.RESOURCE_CLOSED);
    }

    @Test
    void n16AVoidClosingIsUndoneInTheBookingsOwnNote() {
        Intent.OfDefinition closing = Noted.status(ResourceStatus.CLOSED, NOON);
        Admit admit = (Admit) decide(1, image(Noted.on(open("room", 5), closing))
                .updatedBy(Image.of(Recorded.voided(closing, ROOM))));

        assertThat(admit.notes().getFirst().settlements()).hasSize(1);
    }

    /** It takes effect when it is settled, and whoever books settles it. */
    @Test
    void n16AnOpeningThatWasNotReadIsLookedAtBeforeTheResourceIsCalledClosed() {
        Intent.OfDefinition opening = Noted.status(ResourceStatus.OPEN, NOON);
        Image closed = image(Noted.on(Rooms.closed("room", 5), opening));

        assertThat(decide(1, closed)).isInstanceOf(Hindered.class);
        assertThat(((Admit) decide(1, closed.updatedBy(
                Image.of(Recorded.kept(opening, ROOM))))).notes().getFirst().settlements())
                .hasSize(1);
        for (Image records : List.of(Image.of(Recorded.voided(opening, ROOM)), new Image(Map.of(),
                Map.of(opening.command(), Optional.empty()), Map.of()))) {
            assertThat(refused(1, closed.updatedBy(records)).reason())
                    .isEqualTo(Reason.RESOURCE_CLOSED);
        }
    }

    @Test
    void aResourceWhoseFirstDefinitionWasNotReadIsNotJudged() {
        Intent.OfDefinition creation = creation();
        Image stub = image(Resource.stub(ROOM, creation));

        assertThat(((Hindered) decide(1, stub)).refusal()).isEqualTo(Refusal.lostRace(ROOM));
        assertThat(refused(1, stub.updatedBy(new Image(Map.of(), Map.of(creation.command(),
                Optional.empty()), Map.of()))).reason()).isEqualTo(Reason.RESOURCE_NOT_FOUND);
        assertThat(refused(1, stub.updatedBy(Image.of(Recorded.voided(creation, ROOM))))
                .reason()).isEqualTo(Reason.RESOURCE_NOT_FOUND);
    }

    @Test
    void aBookingSettlesTheFirstDefinitionOfItsResource() {
        Intent.OfDefinition creation = creation();
        Admit admit = (Admit) decide(5, image(Resource.stub(ROOM, creation))
                .updatedBy(Image.of(Recorded.kept(creation, ROOM))));

        assertThat(admit.notes().getFirst().settlements()).hasSize(1);
    }

    /** The booking can be made, but by no single note; others collect some meanwhile. */
    @Test
    void moreSlotsThanOneNoteCollectsAreContention() {
        SortedMap<Long, Long> expired = new TreeMap<>();
        for (int i = 0; i <= ExpiredSlots.MOST; i++) {
            expired.put(Rooms.expiredSlot() - i, 1L);
        }
        Resource room = new Resource(ROOM, 7, 3, Definition.open(ExpiredSlots.MOST + 1), 0, 0,
                expired, 0);

        assertThat(decide(ExpiredSlots.MOST, image(room))).isInstanceOf(Admit.class);
        assertThat(decide(ExpiredSlots.MOST + 1, image(room)))
                .isEqualTo(new Hindered(List.of(), Refusal.lostRace(ROOM)));
    }

    /** Both give their units back to the slot, once they are void. */
    @Test
    void n6AnothersConfirmInDoubtThatHidesTheUnitsIsInTheWay() {
        Intent.OfBooking late = Noted.confirm("late", slot(), 2, NOON);
        Confirm confirm = new Confirm(new BookingId("b"), new CommandId("c"));
        Booking held = new Booking(new BookingId("b"), 1, new Fingerprint("0".repeat(64)),
                new Verdict.Committed(NOON), Optional.of(Admission.held(
                        List.of(new Line(ROOM, 2, 2, OWN)), slot())),
                Map.of(), Optional.empty());
        Image image = image(Noted.on(withHeld("room", 5, slot(), 2), late));

        assertThat(((Hindered) TransitionRules.decide(confirm, held, image, NOON, OWN))
                .hindrances()).containsExactly(new Hindrance(ROOM, late));
        Admit admit = (Admit) TransitionRules.decide(confirm, held,
                image.updatedBy(Image.of(Recorded.voided(late, ROOM))), NOON, OWN);
        assertThat(admit.notes().getFirst().settlements()).hasSize(1);
    }

    /** It would free units only if it is kept, so whoever waits must learn that it is not. */
    @Test
    void aReleaseInDoubtThatWouldFreeTheUnitsIsInTheWay() {
        Intent.OfBooking release = Noted.release("other", new Bucket.Slot(slot()), 3, NOON);
        Intent.OfDefinition growth = Noted.growth(3, NOON);

        for (Intent each : List.of(release, growth)) {
            assertThat(((Hindered) decide(3, image(Noted.on(withHeld("room", 0, slot(), 3),
                    each)))).hindrances()).containsExactly(new Hindrance(ROOM, each));
        }
    }

    private static Decision decide(long units, Image image) {
        return BookRules.decide(book(line("room", units)), image, NOON, OWN);
    }

    private static Refusal refused(long units, Image image) {
        return ((Decision.Refuse) decide(units, image)).refusal();
    }

    private static Refusal judged(long units, Resource image) {
        return BookRules.judge(book(line("room", units)), ROOM, Optional.of(image), NOON);
    }

    private static Intent.OfDefinition creation() {
        return Noted.definition(
                Optional.of(new Movement(Counter.OUTSIDE, Counter.AVAILABLE, 5)),
                Optional.of(ResourceStatus.OPEN), NOON);
    }
}
