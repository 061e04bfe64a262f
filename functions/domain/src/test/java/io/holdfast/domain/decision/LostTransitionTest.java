package io.holdfast.domain.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Evidence;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.command.Command.Book;
import io.holdfast.domain.command.Command.Confirm;
import io.holdfast.domain.command.Command.FollowUp;
import io.holdfast.domain.command.Command.Release;
import io.holdfast.domain.command.LineRequest;
import io.holdfast.domain.ledger.Canceled;
import io.holdfast.domain.ledger.Commit;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.ExpiryWheel;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which reason is given for a confirm or a release whose write was canceled, by what the images say. */
class LostTransitionTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final ResourceId ROOM = new ResourceId("room");
    private static final BookingId ID = new BookingId("b");

    private final Booking held = Booking.committed(
            new Book(ID, List.of(new LineRequest(ROOM, 3, OptionalLong.empty())),
                    Optional.of(Duration.ofMinutes(10)), Optional.empty()),
            Admission.held(List.of(new Line(ROOM, 3, 3)), slot()), new Verdict.Committed(NOON));
    private final Confirm confirm = new Confirm(ID, new CommandId("c"));
    private final Release everything = release(OptionalLong.empty());

    @Test
    void aSlotThatIsShortAboveTheWatermarkIsALostRace() {
        assertThat(reason(everything, canceled(resource(1, 0))))
                .isEqualTo(Reason.CONTENTION);
    }

    @Test
    void aSlotNotAboveTheWatermarkWasCollected() {
        Refusal refusal = refusal(confirm, canceled(resource(0, slot())));

        assertThat(refusal.reason()).isEqualTo(Reason.HOLD_EXPIRED);
        assertThat(refusal.evidence().figures()).containsEntry(Evidence.Figure.EXPIRED_THROUGH,
                slot());
    }

    @Test
    void theSlotSaysNothingAboutABookingThatHasLeftIt() {
        assertThat(reason(release(OptionalLong.of(1)), canceled(
                with(BookingState.CONFIRMED, 3), resource(0, slot()))))
                .isEqualTo(Reason.CONTENTION);
    }

    /** Another write was on the booking: whether it is still in its slot is not known. */
    @Test
    void theSlotSaysNothingAboutABookingThatGaveNoImageOfItself() {
        Image collected = image(resource(0, slot()));

        for (FollowUp command : List.of(confirm, everything, release(OptionalLong.of(1)))) {
            assertThat(reason(command, new Canceled(collected, true, false)))
                    .isEqualTo(Reason.CONTENTION);
            assertThat(reason(command, new Canceled(collected, false, true)))
                    .isEqualTo(Reason.CONTENTION);
            assertThat(reason(command, new Canceled(collected, false, false)))
                    .isEqualTo(Reason.HOLD_EXPIRED);
        }
    }

    @Test
    void theBookingsStateComesBeforeTheSlot() {
        assertThat(reason(confirm, canceled(with(BookingState.RELEASED, 0),
                resource(0, slot())))).isEqualTo(Reason.ILLEGAL_STATE);
        assertThat(reason(release(OptionalLong.of(2)),
                canceled(with(BookingState.HELD, 1), resource(0, slot()))))
                .isEqualTo(Reason.ILLEGAL_STATE);
    }

    @Test
    void aResourceThatIsGoneIsNotFound() {
        Canceled why = new Canceled(
                new Image(Map.of(), Map.of(), Map.of(ROOM, Optional.empty())), false, false);

        assertThat(reason(confirm, why)).isEqualTo(Reason.RESOURCE_NOT_FOUND);
    }

    @Test
    void aBookingThatWouldStillAllowItHasLostARace() {
        assertThat(reason(confirm, new Canceled(Image.of(with(BookingState.HELD, 3)), false,
                false))).isEqualTo(Reason.CONTENTION);
    }

    @Test
    void throttledIsWhatIsLeftWhenNothingElseIsSaid() {
        assertThat(reason(confirm, new Canceled(Image.NONE, false, true)))
                .isEqualTo(Reason.THROTTLED);
        assertThat(reason(confirm, new Canceled(Image.NONE, true, true)))
                .isEqualTo(Reason.CONTENTION);
    }

    private Reason reason(FollowUp command, Canceled why) {
        return refusal(command, why).reason();
    }

    private Refusal refusal(FollowUp command, Canceled why) {
        Commit commit = ((Decision.Admit) TransitionRules.decide(command, held, NOON)).commit();
        return LostTransition.judge(command, commit, why, NOON);
    }

    private Booking with(BookingState state, long remaining) {
        return new Booking(ID, 2, held.fingerprint(), held.verdict(),
                Optional.of(new Admission(state, List.of(new Line(ROOM, 3, remaining)),
                        OptionalLong.of(slot()), Optional.empty(), Optional.empty())),
                Map.of(), Optional.empty());
    }

    private static Canceled canceled(Resource resource) {
        return new Canceled(image(resource), false, false);
    }

    private static Canceled canceled(Booking booking, Resource resource) {
        return new Canceled(image(resource).updatedBy(Image.of(booking)), false, false);
    }

    private static Image image(Resource resource) {
        return new Image(Map.of(), Map.of(), Map.of(ROOM, Optional.of(resource)));
    }

    private static Resource resource(long heldUnits, long expiredThrough) {
        return new Resource(ROOM, 5, 1, new Definition(10, ResourceStatus.OPEN), 10 - heldUnits, 0,
                new TreeMap<>(Map.of(slot(), heldUnits)), expiredThrough);
    }

    private static Release release(OptionalLong units) {
        return new Release(ID, new CommandId("r"), units, List.of());
    }

    private static long slot() {
        return ExpiryWheel.slot(NOON, Duration.ofMinutes(10));
    }
}
