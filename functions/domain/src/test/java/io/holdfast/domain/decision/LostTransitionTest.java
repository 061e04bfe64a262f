package io.holdfast.domain.decision;

import static io.holdfast.domain.decision.Rooms.NOON;
import static io.holdfast.domain.decision.Rooms.OWN;
import static io.holdfast.domain.decision.Rooms.open;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Evidence;
import io.holdfast.domain.Evidence.Figure;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.command.FollowUp.Confirm;
import io.holdfast.domain.command.FollowUp.Release;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which reason is given for a command on a booking, by what the image of a resource says. */
class LostTransitionTest {
    private static final ResourceId ROOM = new ResourceId("room");
    private static final BookingId ID = new BookingId("b");
    private static final Line LINE = new Line(ROOM, 3, 3, OWN);

    private final Confirm confirm = new Confirm(ID, new CommandId("c"));
    private final Release everything = new Release(ID, new CommandId("r"), OptionalLong.empty(),
            List.of());
    private final Booking held = booking(Admission.held(List.of(LINE), Rooms.slot()));
    private final Booking confirmed = booking(Admission.confirmed(List.of(LINE), NOON));
    private final Resource collected = new Resource(ROOM, 7, 3, Definition.open(3), 3, 0,
            new TreeMap<>(), Rooms.slot());

    @Test
    void aSlotNotAboveTheWatermarkWasCollected() {
        Refusal expired = new Refusal(Reason.HOLD_EXPIRED, Evidence.of(ROOM)
                .with(Figure.SLOT, Rooms.slot()).with(Figure.EXPIRED_THROUGH, Rooms.slot()));

        assertThat(((Decision.Refuse) TransitionRules.decide(confirm, held,
                Rooms.image(collected), NOON, OWN)).refusal()).isEqualTo(expired);
        assertThat(TransitionRules.judge(everything, held, ROOM, Optional.of(collected), NOON))
                .isEqualTo(expired);
    }

    @Test
    void theSlotSaysNothingAboutABookingThatHasLeftIt() {
        assertThat(TransitionRules.judge(everything, confirmed, ROOM, Optional.of(collected), NOON))
                .isEqualTo(Refusal.lostRace(ROOM));
    }

    @Test
    void aSlotThatIsShortAboveTheWatermarkIsALostRace() {
        assertThat(TransitionRules.judge(confirm, held, ROOM, Optional.of(open("room", 9)), NOON))
                .isEqualTo(Refusal.lostRace(ROOM));
    }

    @Test
    void aResourceThatIsGoneIsNotFound() {
        assertThat(TransitionRules.judge(confirm, held, ROOM, Optional.empty(), NOON).reason())
                .isEqualTo(Reason.RESOURCE_NOT_FOUND);
    }

    private static Booking booking(Admission admission) {
        return new Booking(ID, 1, new Fingerprint("0".repeat(64)), new Verdict.Committed(NOON),
                Optional.of(admission), Map.of(), Optional.empty());
    }
}
