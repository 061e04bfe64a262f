package io.holdfast.domain.decision;

import static io.holdfast.domain.decision.Rooms.NOON;
import static io.holdfast.domain.decision.Rooms.OWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.Limits;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verb;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.command.FollowUp.Extend;
import io.holdfast.domain.decision.Decision.Admit;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.RecordWrite.AddTransition;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.ExpiryWheel;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Noted;
import io.holdfast.domain.resource.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An extension, judged on its hold and the resources that it is held on. */
class ExtendRulesTest {
    private static final ResourceId ROOM = new ResourceId("room");
    private static final ResourceId HALL = new ResourceId("hall");
    private static final BookingId ID = new BookingId("b");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Bucket.Slot SLOT = new Bucket.Slot(Rooms.slot());
    private static final Bucket.Slot LATER = new Bucket.Slot(ExpiryWheel.slot(NOON, HOUR));

    private final Booking held = booking(Admission.held(
            List.of(line(ROOM, 3), line(HALL, 2)), SLOT.minute()), Map.of());
    private final Image both = Rooms.image(Rooms.withHeld("room", 0, SLOT.minute(), 3),
            Rooms.withHeld("hall", 0, SLOT.minute(), 2));

    @Test
    void everyLineMovesToTheLaterSlot() {
        Admit admit = (Admit) decide(extend(HOUR), held, both, NOON);

        assertThat(moved(admit)).containsExactly(new Movement(SLOT, LATER, 2),
                new Movement(SLOT, LATER, 3));
        assertThat(admit.settlements()).as("it has moved them when it is noted").isEmpty();
        assertThat(after(admit).slot()).hasValue(LATER.minute());
        assertThat(after(admit).lines()).isEqualTo(held.admission().orElseThrow().lines());
        assertThat(((AddTransition) admit.record()).transition().nonces())
                .containsOnly(Map.entry(ROOM, OWN), Map.entry(HALL, OWN));
    }

    @Test
    void itIsCountedFromNowAndNeverEndsAHoldSooner() {
        Admit admit = (Admit) decide(extend(Duration.ofMinutes(1)), held, Image.NONE, NOON);

        assertThat(admit.notes()).isEmpty();
        assertThat(after(admit)).isEqualTo(held.admission().orElseThrow());
    }

    @Test
    void onlyAHoldHasAnEnd() {
        Booking confirmed = booking(
                held.admission().orElseThrow().confirm(NOON), Map.of());
        Booking released = booking(held.admission().orElseThrow().release(List.of(
                line(ROOM, 3).release(3), line(HALL, 2).release(2)), NOON), Map.of());

        assertThat(refused(confirmed, NOON)).isEqualTo(Refusal.of(Reason.ILLEGAL_STATE));
        assertThat(refused(released, NOON)).isEqualTo(Refusal.of(Reason.ILLEGAL_STATE));
    }

    @Test
    void aHoldThatIsOverIsNotBroughtBack() {
        Instant end = ExpiryWheel.expiresAt(SLOT.minute());

        assertThat(refused(held, end).reason()).isEqualTo(Reason.HOLD_EXPIRED);
        assertThat(decide(extend(HOUR), held, both, end.minusMillis(1)))
                .isInstanceOf(Admit.class);
        assertThat(((Decision.Refuse) decide(extend(HOUR), held, Rooms.image(
                Rooms.withHeld("room", 0, SLOT.minute(), 3), Rooms.collectedAhead("hall")), NOON))
                .refusal().reason()).isEqualTo(Reason.HOLD_EXPIRED);
    }

    @Test
    void aHoldIsExtendedTenTimes() {
        assertThat(decide(extend(HOUR), extended(Limits.EXTENSIONS - 1), both, NOON))
                .isInstanceOf(Admit.class);
        assertThat(decide(extend(HOUR), extended(Limits.EXTENSIONS), both, NOON))
                .isEqualTo(new Decision.NoRoom());
    }

    /** The clock of this delivery is ten minutes later, so its own slot would be another one. */
    @Test
    void aDeliveryTakesOverTheSlotThatItsTwinHasNoted() {
        Image half = Rooms.image(Noted.on(Rooms.withHeld("hall", 0, SLOT.minute(), 2), twin(2)),
                Rooms.withHeld("room", 0, SLOT.minute(), 3));

        Admit admit = (Admit) decide(extend(HOUR), held, half, NOON.plusSeconds(540));

        assertThat(moved(admit)).containsExactly(new Movement(SLOT, LATER, 3));
        assertThat(after(admit).slot()).hasValue(LATER.minute());
        assertThat(((AddTransition) admit.record()).transition().nonces())
                .containsOnly(Map.entry(HALL, Noted.nonce("twin")), Map.entry(ROOM, OWN));
    }

    @Test
    void aSlotThatWasCollectedSinceIsNotTakenOver() {
        Resource hall = Noted.on(Rooms.withHeld("hall", 0, SLOT.minute(), 2), twin(2));
        Resource collected = new Resource(HALL, 8, 3, hall.definition(), hall.available(),
                hall.confirmed(), hall.expiring(), LATER.minute(), hall.intents(),
                hall.defining());

        assertThat(((Decision.Refuse) decide(extend(HOUR), held, Rooms.image(collected,
                Rooms.withHeld("room", 0, SLOT.minute(), 3)), NOON)).refusal().reason())
                .isEqualTo(Reason.HOLD_EXPIRED);
    }

    private static Intent.OfBooking twin(long units) {
        Extend command = extend(HOUR);
        return new Intent.OfBooking(ID, Noted.nonce("twin"), new Movement(SLOT, LATER, units),
                Optional.of(command.id()), command.fingerprint().bits(), 1, NOON);
    }

    private static Decision decide(Extend command, Booking booking, Image image, Instant now) {
        return TransitionRules.decide(command, booking, image, now, OWN);
    }

    private Refusal refused(Booking booking, Instant now) {
        return ((Decision.Refuse) decide(extend(HOUR), booking, both, now)).refusal();
    }

    private static List<Movement> moved(Admit admit) {
        return admit.notes().stream().flatMap(note -> note.noted().stream())
                .map(intent -> intent.movement().orElseThrow()).toList();
    }

    private static Admission after(Admit admit) {
        return ((AddTransition) admit.record()).after().admission().orElseThrow();
    }

    private static Extend extend(Duration holdFor) {
        return new Extend(ID, new CommandId("e"), holdFor);
    }

    private Booking extended(int times) {
        Map<CommandId, Transition> entries = new HashMap<>();
        for (int i = 0; i < times; i++) {
            entries.put(new CommandId("e" + i), new Transition(Verb.EXTEND,
                    new Fingerprint("0".repeat(64)), new Verdict.Committed(NOON), Map.of()));
        }
        return booking(held.admission().orElseThrow(), entries);
    }

    private static Booking booking(Admission admission, Map<CommandId, Transition> entries) {
        return new Booking(ID, 1, new Fingerprint("0".repeat(64)), new Verdict.Committed(NOON),
                Optional.of(admission), entries, Optional.empty());
    }

    private static Line line(ResourceId resource, long units) {
        return new Line(resource, units, units, Noted.nonce(resource.value()));
    }
}
