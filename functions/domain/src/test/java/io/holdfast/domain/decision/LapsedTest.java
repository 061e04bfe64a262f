package io.holdfast.domain.decision;

import static io.holdfast.domain.decision.Rooms.NOON;
import static io.holdfast.domain.decision.Rooms.OWN;
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
import io.holdfast.domain.resource.Noted;
import io.holdfast.domain.resource.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the refusal of a late confirm says of the units of its hold, which ended at noon. */
class LapsedTest {
    private static final ResourceId ROOM = new ResourceId("room");
    private static final ResourceId HALL = new ResourceId("hall");
    private static final long SLOT = Rooms.expiredSlot();
    private static final Confirm CONFIRM = new Confirm(new BookingId("b"), new CommandId("c"));
    private static final Booking LATE = new Booking(CONFIRM.booking(), 1,
            new Fingerprint("0".repeat(64)), new Verdict.Committed(NOON),
            Optional.of(Admission.held(List.of(line(ROOM, 3), line(HALL, 2)), SLOT)), Map.of(),
            Optional.empty());

    @Test
    void theResourcesAreReadForAConfirmThatIsTooLate() {
        assertThat(TransitionRules.resources(CONFIRM, LATE, NOON)).containsOnly(ROOM, HALL);
    }

    @Test
    void theLineThatIsShortestOfUnitsSpeaksForAll() {
        assertThat(refusal(Rooms.withExpired("room", 1, 3), Rooms.withExpired("hall", 0, 2)))
                .as("the hold's own units are available again").isEqualTo(expired(HALL, 2, 2));
        assertThat(refusal(Rooms.open("room", 1), Rooms.open("hall", 9)))
                .isEqualTo(expired(ROOM, 3, 1));
    }

    @Test
    void aResourceThatIsClosedSaysNothing() {
        assertThat(refusal(Rooms.closed("room", 9), Rooms.open("hall", 9)))
                .isEqualTo(new Refusal(Reason.HOLD_EXPIRED,
                        Evidence.NONE.with(Figure.SLOT, SLOT)));
    }

    private static Refusal refusal(Resource... resources) {
        return ((Decision.Refuse) TransitionRules.decide(CONFIRM, LATE, Rooms.image(resources),
                NOON, OWN)).refusal();
    }

    private static Refusal expired(ResourceId resource, long requested, long available) {
        return new Refusal(Reason.HOLD_EXPIRED, Evidence.of(resource).with(Figure.SLOT, SLOT)
                .with(Figure.REQUESTED, requested).with(Figure.AVAILABLE, available));
    }

    private static Line line(ResourceId resource, long units) {
        return new Line(resource, units, units, Noted.nonce(resource.value()));
    }
}
