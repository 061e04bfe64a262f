package io.holdfast.domain.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Evidence;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Booking.Life;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.command.BookCommand;
import io.holdfast.domain.command.ChangeCommand;
import io.holdfast.domain.command.ChangeCommand.Confirm;
import io.holdfast.domain.command.ChangeCommand.Release;
import io.holdfast.domain.command.LineRequest;
import io.holdfast.domain.ledger.Cancelled;
import io.holdfast.domain.ledger.ChangeCommit;
import io.holdfast.domain.resource.ExpiryWheel;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceKey;
import io.holdfast.domain.resource.ResourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which reason is given for a confirm or a release, by what the images say. */
class TransitionRulesTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant LATER = NOON.plus(Duration.ofMinutes(11));
    private static final ResourceKey ROOM = ResourceKey.of(new ResourceId("room"));
    private static final BookingId ID = new BookingId("b");

    private final Booking held = Booking.committed(
            new BookCommand(ID, List.of(new LineRequest(ROOM.id(), 3, OptionalLong.empty())),
                    Optional.of(Duration.ofMinutes(10)), Optional.empty()),
            List.of(new Line(ROOM, 3)), OptionalLong.of(slot()), new Verdict.Committed(NOON));
    private final Confirm confirm = new Confirm(ID, new CommandId("c"));
    private final Release everything = release(OptionalLong.empty());

    @Test
    void aSlotThatIsShortAboveTheWatermarkIsALostRace() {
        assertThat(reason(everything, cancelled(List.of(), resource(1, 0))))
                .isEqualTo(Reason.CONTENTION);
    }

    @Test
    void aSlotNotAboveTheWatermarkWasCollected() {
        Refusal refusal = refusal(confirm, cancelled(List.of(), resource(0, slot())));

        assertThat(refusal.reason()).isEqualTo(Reason.HOLD_EXPIRED);
        assertThat(refusal.evidence().figures()).containsEntry(Evidence.Figure.EXPIRED_THROUGH,
                slot());
    }

    @Test
    void theSlotSaysNothingAboutABookingThatHasLeftIt() {
        assertThat(reason(release(OptionalLong.of(1)), cancelled(
                List.of(with(BookingState.CONFIRMED, 3)), resource(0, slot()))))
                .isEqualTo(Reason.CONTENTION);
    }

    /** Another write was on the booking: whether it is still in its slot is not known. */
    @Test
    void theSlotSaysNothingAboutABookingThatGaveNoImageOfItself() {
        Map<ResourceKey, Optional<Resource>> collected = Map.of(ROOM,
                Optional.of(resource(0, slot())));

        for (ChangeCommand command : List.of(confirm, everything, release(OptionalLong.of(1)))) {
            assertThat(reason(command, new Cancelled<>(List.of(), collected, true, false)))
                    .isEqualTo(Reason.CONTENTION);
            assertThat(reason(command, new Cancelled<>(List.of(), collected, false, true)))
                    .isEqualTo(Reason.CONTENTION);
            assertThat(reason(command, new Cancelled<>(List.of(), collected, false, false)))
                    .isEqualTo(Reason.HOLD_EXPIRED);
        }
    }

    @Test
    void theBookingsStateComesBeforeTheSlot() {
        assertThat(reason(confirm, cancelled(List.of(with(BookingState.RELEASED, 0)),
                resource(0, slot())))).isEqualTo(Reason.ILLEGAL_STATE);
        assertThat(reason(release(OptionalLong.of(2)),
                cancelled(List.of(with(BookingState.HELD, 1)), resource(0, slot()))))
                .isEqualTo(Reason.ILLEGAL_STATE);
    }

    @Test
    void moreThanRemainsComesBeforeTheClock() {
        assertThat(TransitionRules.of(release(OptionalLong.of(4)), held, LATER))
                .map(Refusal::reason).contains(Reason.ILLEGAL_STATE);
        assertThat(TransitionRules.of(release(OptionalLong.of(3)), held, LATER))
                .map(Refusal::reason).contains(Reason.HOLD_EXPIRED);
    }

    @Test
    void throttledIsWhatIsLeftWhenNothingElseIsSaid() {
        assertThat(reason(confirm, new Cancelled<>(List.of(), Map.of(), false, true)))
                .isEqualTo(Reason.THROTTLED);
        assertThat(reason(confirm, new Cancelled<>(List.of(), Map.of(), true, true)))
                .isEqualTo(Reason.CONTENTION);
    }

    private Reason reason(ChangeCommand command, Cancelled<Booking> why) {
        return refusal(command, why).reason();
    }

    private Refusal refusal(ChangeCommand command, Cancelled<Booking> why) {
        ChangeCommit commit = ((Decision.Admit<ChangeCommit>) TransitionDecision.decide(command,
                held,
                NOON)).commit();
        return TransitionRules.afterCancel(command, commit, why, NOON);
    }

    private Booking with(BookingState state, long remaining) {
        Life life = held.life().orElseThrow();
        return new Booking(ID, 2, held.fingerprint(), held.verdict(),
                Optional.of(new Life(state, life.lines(), List.of(remaining), life.slot(),
                        Optional.empty(), Optional.empty())),
                Map.of(), Optional.empty());
    }

    private static Cancelled<Booking> cancelled(List<Booking> standing, Resource image) {
        return new Cancelled<>(standing, Map.of(ROOM, Optional.of(image)), false, false);
    }

    private static Resource resource(long heldUnits, long expiredThrough) {
        return new Resource(ROOM, 1, ResourceStatus.OPEN, 5, 1, 10, 10 - heldUnits, 0,
                new TreeMap<>(Map.of(slot(), heldUnits)), expiredThrough);
    }

    private static Release release(OptionalLong units) {
        return new Release(ID, new CommandId("r"), units, List.of());
    }

    private static long slot() {
        return ExpiryWheel.slot(NOON, Duration.ofMinutes(10));
    }
}
