package io.holdfast.domain.decision;

import io.holdfast.domain.Evidence;
import io.holdfast.domain.Evidence.Figure;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Booking.Life;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.command.ChangeCommand;
import io.holdfast.domain.command.ChangeCommand.Release;
import io.holdfast.domain.ledger.Cancelled;
import io.holdfast.domain.ledger.ChangeCommit;
import io.holdfast.domain.ledger.ChangeCommit.Kind;
import io.holdfast.domain.ledger.ChangeCommit.ResourceChange;
import io.holdfast.domain.resource.ExpiryWheel;
import io.holdfast.domain.resource.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why a confirm or a release is refused. Every reason is a statement about one image that was read or
 * given back, or about {@code now}; {@code CONTENTION} is what is left when none of them is true.
 */
public final class TransitionRules {
    private static final Refusal CONTENTION = Refusal.of(Reason.CONTENTION);

    private TransitionRules() {}

    /** Why an image of the booking does not allow the command, if it does not. */
    static Optional<Refusal> of(ChangeCommand command, Booking booking, Instant now) {
        if (booking.life().isEmpty()) {
            return Optional.of(Refusal.of(Reason.ILLEGAL_STATE));
        }
        Life life = booking.life().get();
        Optional<Refusal> tooMany = command instanceof Release release
                ? tooMany(release, life)
                : Optional.empty();
        if (life.state() == BookingState.RELEASED) {
            return Optional.of(Refusal.of(Reason.ILLEGAL_STATE));
        }
        boolean expired = life.state() == BookingState.HELD
                && ExpiryWheel.hasExpired(life.slot().orElseThrow(), now);
        return tooMany.or(() -> expired
                ? Optional.of(new Refusal(Reason.HOLD_EXPIRED,
                        Evidence.NONE.with(Figure.SLOT, life.slot().getAsLong())))
                : Optional.empty());
    }

    /**
     * After the write was cancelled and the booking has no verdict of this command: what the images
     * that the store gave back say, first by precedence. A slot that is short although it is above the
     * watermark was not collected; somebody else took the units, and that is a lost race.
     */
    public static Refusal afterCancel(ChangeCommand command, ChangeCommit commit,
            Cancelled<Booking> why,
            Instant now) {
        List<Refusal> refusals = new ArrayList<>();
        boolean stillHeld = stillHeld(why);
        for (ResourceChange change : commit.changes()) {
            Optional<Resource> image = why.failedGuards().get(change.key());
            if (image != null) {
                refusals.add(of(change, image, stillHeld));
            }
        }
        why.standing().stream().findFirst().ifPresent(
                image -> refusals.add(of(command, image, now).orElse(CONTENTION)));
        if (why.conflict()) {
            refusals.add(CONTENTION);
        }
        if (why.throttled()) {
            refusals.add(Refusal.of(Reason.THROTTLED));
        }
        return Refusal.first(refusals).orElseThrow(() -> new IllegalStateException(
                "the store cancelled a confirm or release for no reason"));
    }

    // No image of the booking means that its own guard held, so that it is as it was seen, in its slot;
    // but after a conflict or a throttle it may as well not have been checked at all.
    private static boolean stillHeld(Cancelled<Booking> why) {
        if (why.standing().isEmpty()) {
            return !why.conflict() && !why.throttled();
        }
        return why.standing().stream().flatMap(image -> image.life().stream())
                .allMatch(life -> life.state() == BookingState.HELD);
    }

    // A slot says nothing about a booking that has left it since.
    private static Refusal of(ResourceChange change, Optional<Resource> image,
            boolean stillHeld) {
        Evidence evidence = Evidence.of(change.key().id());
        if (image.isEmpty()) {
            return new Refusal(Reason.RESOURCE_NOT_FOUND, evidence);
        }
        boolean collected = change.kind() != Kind.RELEASE_CONFIRMED && stillHeld
                && change.slot() <= image.get().expiredThrough();
        return collected
                ? new Refusal(Reason.HOLD_EXPIRED, evidence.with(Figure.SLOT, change.slot())
                        .with(Figure.EXPIRED_THROUGH, image.get().expiredThrough()))
                : new Refusal(Reason.CONTENTION, evidence);
    }

    private static Optional<Refusal> tooMany(Release command, Life life) {
        // Lines never change, so this is the same for every attempt: bad input, not a verdict.
        if (command.units().isPresent() && life.lines().size() > 1) {
            throw new InvalidInput("units", "the booking has several lines; say which in lines");
        }
        for (Release.ReleaseLine asked : command.lines()) {
            long remaining = remaining(life, asked.resource());
            if (asked.units() > remaining) {
                return Optional.of(moreThanRemains(asked.resource(), asked.units(), remaining));
            }
        }
        long asked = command.units().orElse(0);
        return asked > life.remaining().getFirst()
                ? Optional.of(moreThanRemains(life.lines().getFirst().key().id(), asked,
                        life.remaining().getFirst()))
                : Optional.empty();
    }

    private static long remaining(Life life, ResourceId resource) {
        for (int i = 0; i < life.lines().size(); i++) {
            if (life.lines().get(i).key().id().equals(resource)) {
                return life.remaining().get(i);
            }
        }
        return 0;
    }

    private static Refusal moreThanRemains(ResourceId resource, long asked, long remaining) {
        return new Refusal(Reason.ILLEGAL_STATE, Evidence.of(resource)
                .with(Figure.REQUESTED, asked).with(Figure.REMAINING, remaining));
    }
}
