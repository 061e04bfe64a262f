package io.holdfast.domain;

import io.holdfast.domain.Booking.Life;
import io.holdfast.domain.ChangeCommand.Confirm;
import io.holdfast.domain.ChangeCommand.Release;
import io.holdfast.domain.ChangeCommit.Kind;
import io.holdfast.domain.ChangeCommit.ResourceChange;
import io.holdfast.domain.Evidence.Figure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether to admit a confirm or a release: pure functions of the booking's image and now. */
final class ChangeDecision {
    private ChangeDecision() {}

    /** The verdict that stands already, or that another command has brought about for good. */
    static Optional<ChangeAnswer> standing(ChangeCommand command, Booking booking) {
        Change change = booking.commands().get(command.id());
        if (change != null) {
            return Optional.of(change.fingerprint().equals(command.fingerprint())
                    ? new ChangeAnswer.Settled(Optional.of(booking), change.verdict(), true)
                    : new ChangeAnswer.KeyReused());
        }
        return achieved(command, booking).map(at -> new ChangeAnswer.Settled(
                Optional.of(booking), new Verdict.Committed(at), true));
    }

    /** V8: what was confirmed stays confirmed, what was released as a whole stays released. */
    private static Optional<Instant> achieved(ChangeCommand command, Booking booking) {
        return booking.life().flatMap(life -> switch (command) {
            case Confirm confirm -> life.confirmedAt();
            case Release release -> release.isFull() ? life.releasedAt() : Optional.empty();
        });
    }

    static Decision<ChangeCommit> decide(ChangeCommand command, Booking booking, Instant now) {
        if (booking.life().isEmpty()) {
            return refuse(Reason.ILLEGAL_STATE, Evidence.NONE);
        }
        Life life = booking.life().get();
        if (life.state() == BookingState.RELEASED) {
            return refuse(Reason.ILLEGAL_STATE, Evidence.NONE);
        }
        if (life.state() == BookingState.HELD
                && ExpiryWheel.hasExpired(life.slot().orElseThrow(), now)) {
            return refuse(Reason.HOLD_EXPIRED,
                    Evidence.NONE.with(Figure.SLOT, life.slot().getAsLong()));
        }
        return switch (command) {
            case Confirm confirm -> admitConfirm(confirm, booking, life, now);
            case Release release -> decideRelease(release, booking, life, now);
        };
    }

    /**
     * After the write was cancelled and the booking has no verdict of this command: a slot that was
     * collected is a hold that expired; everything else is a lost race.
     */
    static Refusal judge(ChangeCommit commit, Cancelled<Booking> why) {
        for (ResourceChange change : commit.changes()) {
            Optional<Resource> image = why.failedGuards().get(change.key());
            if (image != null && change.kind() != Kind.RELEASE_CONFIRMED
                    && image.filter(resource -> holds(resource, change)).isEmpty()) {
                Evidence evidence = Evidence.of(change.key().id()).with(Figure.SLOT, change.slot());
                return new Refusal(Reason.HOLD_EXPIRED, image.map(resource -> evidence
                        .with(Figure.EXPIRED_THROUGH, resource.expiredThrough()))
                        .orElse(evidence));
            }
        }
        boolean throttledAlone = why.throttled() && !why.conflict() && why.standing().isEmpty()
                && why.failedGuards().isEmpty();
        return Refusal.of(throttledAlone ? Reason.THROTTLED : Reason.CONTENTION);
    }

    private static boolean holds(Resource resource, ResourceChange change) {
        return resource.expiredThrough() < change.slot()
                && resource.expiring().getOrDefault(change.slot(), 0L) >= change.units();
    }

    private static Decision<ChangeCommit> admitConfirm(Confirm command, Booking booking,
            Life life, Instant now) {
        Verdict.Committed verdict = new Verdict.Committed(now);
        Life confirmed = new Life(BookingState.CONFIRMED, life.lines(), life.remaining(),
                life.slot(), Optional.of(verdict.decidedAt()), Optional.empty());
        return admit(command, booking, confirmed, life.remaining(), Kind.CONFIRM_HOLD, verdict);
    }

    private static Decision<ChangeCommit> decideRelease(Release command, Booking booking,
            Life life, Instant now) {
        List<Long> released = new ArrayList<>();
        List<Long> remaining = new ArrayList<>();
        for (int i = 0; i < life.lines().size(); i++) {
            released.add(released(command, life, i));
            remaining.add(life.remaining().get(i) - released.get(i));
        }
        Optional<Refusal> tooMany = tooMany(command, life);
        if (tooMany.isPresent()) {
            return new Decision.Refuse<>(tooMany.get());
        }
        boolean all = remaining.stream().allMatch(units -> units == 0);
        Verdict.Committed verdict = new Verdict.Committed(now);
        Life after = new Life(all ? BookingState.RELEASED : life.state(), life.lines(), remaining,
                life.slot(), life.confirmedAt(),
                all ? Optional.of(verdict.decidedAt()) : Optional.empty());
        Kind kind = life.state() == BookingState.HELD
                ? Kind.RELEASE_HOLD
                : Kind.RELEASE_CONFIRMED;
        return admit(command, booking, after, released, kind, verdict);
    }

    private static long released(Release command, Life life, int line) {
        if (command.isFull()) {
            return life.remaining().get(line);
        }
        if (command.units().isPresent()) {
            // Lines never change, so this is the same for every attempt: bad input, not a verdict.
            if (life.lines().size() > 1) {
                throw new InvalidInput("units",
                        "the booking has several lines; say which in lines");
            }
            return command.units().getAsLong();
        }
        return command.lines().stream()
                .filter(each -> each.resource().equals(life.lines().get(line).key().id()))
                .mapToLong(Release.ReleaseLine::units).sum();
    }

    private static Optional<Refusal> tooMany(Release command, Life life) {
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

    private static Decision<ChangeCommit> admit(ChangeCommand command, Booking booking,
            Life after, List<Long> units, Kind kind, Verdict.Committed verdict) {
        List<ResourceChange> changes = new ArrayList<>();
        for (int i = 0; i < units.size(); i++) {
            if (units.get(i) > 0) {
                changes.add(new ResourceChange(after.lines().get(i).key(), kind,
                        after.slot().orElse(0), units.get(i)));
            }
        }
        Change change = new Change(command.verb(), command.fingerprint(), verdict);
        return new Decision.Admit<>(new ChangeCommit(booking.after(command.id(), change, after),
                command.id(), changes));
    }

    private static Decision<ChangeCommit> refuse(Reason reason, Evidence evidence) {
        return new Decision.Refuse<>(new Refusal(reason, evidence));
    }
}
