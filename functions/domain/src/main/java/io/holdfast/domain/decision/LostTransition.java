package io.holdfast.domain.decision;

import io.holdfast.domain.Evidence;
import io.holdfast.domain.Evidence.Figure;
import io.holdfast.domain.Reason;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.command.Command.FollowUp;
import io.holdfast.domain.ledger.Canceled;
import io.holdfast.domain.ledger.Commit;
import io.holdfast.domain.ledger.ResourceWrite;
import io.holdfast.domain.ledger.ResourceWrite.Move;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why the write of a confirm or of a release was canceled. Every reason is a statement about one
 * image that the store returned, or about {@code now}; if none of them is true, the reason is
 * {@code CONTENTION}.
 */
public final class LostTransition {
    private LostTransition() {}

    /**
     * The first reason by precedence, for a booking that has no verdict of this command. A slot
     * above the watermark was not collected; if it is short all the same, another write took the
     * units, and the command lost a race.
     */
    public static Refusal judge(FollowUp command, Commit commit, Canceled why, Instant now) {
        List<Refusal> refusals = new ArrayList<>();
        Optional<Booking> booking = why.image().booking(command.booking());
        boolean stillHeld = stillHeld(booking, why);
        for (ResourceWrite write : commit.resources()) {
            if (write instanceof Move move && why.image().shows(move.resource())) {
                refusals.add(of(move, why.image().resource(move.resource()), stillHeld));
            }
        }
        booking.ifPresent(image -> refusals.add(TransitionRules.refusal(command, image, now)
                .orElseGet(() -> Refusal.of(Reason.CONTENTION))));
        return Refusal.afterCancel(why, refusals);
    }

    // If the booking is not shown, its own guard was true, so it is unchanged and in its slot; but
    // after a conflict or a throttle the guard may not have been checked.
    private static boolean stillHeld(Optional<Booking> booking, Canceled why) {
        if (booking.isEmpty()) {
            return !why.conflict() && !why.throttled();
        }
        return booking.get().admission().stream()
                .allMatch(admission -> admission.state() == BookingState.HELD);
    }

    // A slot says nothing about a booking that has left it.
    private static Refusal of(Move move, Optional<Resource> image, boolean stillHeld) {
        if (image.isEmpty()) {
            return new Refusal(Reason.RESOURCE_NOT_FOUND, Evidence.of(move.resource()));
        }
        return move.movements().stream().map(Movement::from)
                .filter(from -> stillHeld && from instanceof Bucket.Slot slot
                        && image.get().hasCollected(slot.minute()))
                .findFirst()
                .map(from -> new Refusal(Reason.HOLD_EXPIRED, Evidence.of(move.resource())
                        .with(Figure.SLOT, ((Bucket.Slot) from).minute())
                        .with(Figure.EXPIRED_THROUGH, image.get().expiredThrough())))
                .orElseGet(() -> Refusal.lostRace(move.resource()));
    }
}
