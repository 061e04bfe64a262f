package io.holdfast.domain.decision;

import io.holdfast.domain.Evidence;
import io.holdfast.domain.Evidence.Figure;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.command.FollowUp;
import io.holdfast.domain.command.FollowUp.Amend;
import io.holdfast.domain.command.FollowUp.Confirm;
import io.holdfast.domain.command.FollowUp.Extend;
import io.holdfast.domain.command.FollowUp.Release;
import io.holdfast.domain.command.LineRequest;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.RecordWrite.AddTransition;
import io.holdfast.domain.ledger.ResourceWrite;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether to admit a command on a booking: pure functions of the image of a committed booking, of
 * the resources whose units the command moves, of fates and of {@code now}.
 */
public final class TransitionRules {
    private TransitionRules() {}

    /**
     * The resources to read for the command: those whose units it moves. A confirm that is too late
     * reads them as well, to say whether its units are still free.
     */
    public static Set<ResourceId> resources(FollowUp command, Booking booking, Instant now) {
        Optional<Decision> alone = decideAlone(command, booking, now);
        if (booking.admission().isEmpty()
                || (alone.isPresent() && !isLapsedConfirm(command, alone.get()))) {
            return Set.of();
        }
        return Moved
                .of(command, booking.admission().get(),
                        Extensions.until(command, booking, Image.NONE, now))
                .stream().map(Moved::resource).collect(Collectors.toSet());
    }

    private static boolean isLapsedConfirm(FollowUp command, Decision decision) {
        return command instanceof Confirm
                && decision instanceof Decision.Refuse(Refusal(Reason reason, Evidence evidence))
                && reason == Reason.HOLD_EXPIRED;
    }

    /**
     * Refuses for a reason that needs no image of the resources.
     *
     * @throws InvalidInput if {@code units} is given for a booking of several lines, or if an
     *         amendment names too many resources
     */
    static Optional<Decision> decideAlone(FollowUp command, Booking booking, Instant now) {
        Admission admission = booking.admission().orElseThrow();
        if (admission.state() == BookingState.UNKNOWN) {
            return Optional.of(new Decision.Unjudgeable());
        }
        // No attempt that was planned on an earlier version can be decided any more, so this is
        // invalid input, not a verdict.
        switch (command) {
            case Release release -> Releases.requireLines(release, admission);
            case Amend amend -> Amendments.requireLines(amend, admission);
            case Confirm confirm -> {
            }
            case Extend extend -> {
            }
        }
        return StateRules.refusal(command, booking, now).<Decision>map(Decision.Refuse::new)
                .or(() -> hasRoom(command, booking)
                        ? Optional.empty()
                        : Optional.of(new Decision.NoRoom()));
    }

    /**
     * Admits the command, or refuses it for the first reason by precedence.
     *
     * @param image with the resources whose units it moves
     * @param nonce of this attempt
     */
    public static Decision decide(FollowUp command, Booking booking, Image image, Instant now,
            Nonce nonce) {
        Admission seen = booking.admission().orElseThrow();
        Optional<Decision> alone = decideAlone(command, booking, now);
        if (alone.isPresent()) {
            return isLapsedConfirm(command, alone.get())
                    ? new Decision.Refuse(Lapsed.refusal(seen, image, now))
                    : alone.get();
        }
        OptionalLong until = Extensions.until(command, booking, image, now);
        List<Moved> moves = Moved.of(command, seen, until);
        // Only that release can say whether it takes units now.
        if (moves.stream().filter(Moved::books).map(moved -> image.resource(moved.resource()))
                .flatMap(Optional::stream).anyMatch(Resource::isOfLaterRelease)) {
            return new Decision.Unjudgeable();
        }
        Planned planned = new Planned();
        for (Moved moved : moves) {
            planned.add(moved, seen, BookRules.outlook(moved.resource(), image, now),
                    moved.intent(command, booking, nonce, now));
        }
        return LinePlans.decide(planned.refusals, planned.plans,
                () -> new Decision.Admit(LinePlans.notes(planned.plans),
                        LinePlans.adopted(planned.plans),
                        record(command, booking, until, LinePlans.nonces(planned.plans), now),
                        planned.settlements));
    }

    /** What is planned for the lines of one command. */
    private static final class Planned {
        private final List<Refusal> refusals = new ArrayList<>();
        private final List<LinePlan> plans = new ArrayList<>();
        private final List<ResourceWrite.Settle> settlements = new ArrayList<>();

        void add(Moved moved, Admission seen, Optional<Outlook> outlook,
                Intent.OfBooking wanted) {
            if (outlook.flatMap(each -> LinePlan.adoptable(each, wanted)).isEmpty()) {
                refusal(moved, seen, outlook).ifPresent(refusals::add);
            }
            outlook.ifPresent(each -> {
                LinePlan plan = LinePlan.of(each, wanted, OptionalLong.empty());
                plans.add(plan);
                LinePlans.intent(plan).flatMap(intent -> LinePlan.settlement(each, intent))
                        .ifPresent(settlements::add);
            });
        }
    }

    /** The refusal of a note that found this image of a resource. */
    public static Refusal judge(FollowUp command, Booking booking, ResourceId resource,
            Optional<Resource> image, Instant now) {
        Admission seen = booking.admission().orElseThrow();
        return Moved.of(command, seen, Extensions.until(command, booking, Image.NONE, now)).stream()
                .filter(moved -> moved.resource().equals(resource))
                // The status was known when it was read; a later release has changed it since.
                .filter(moved -> !moved.books()
                        || image.filter(Resource::isOfLaterRelease).isEmpty())
                .findFirst()
                .flatMap(moved -> refusal(moved, seen,
                        image.map(each -> new Outlook(each, Image.NONE, now))))
                .orElseGet(() -> Refusal.lostRace(resource));
    }

    // A slot above the watermark was not collected; if it is short all the same, another write took
    // the units, and the command lost a race.
    private static Optional<Refusal> refusal(Moved moved, Admission seen,
            Optional<Outlook> outlook) {
        if (moved.books()) {
            // The slot of the record: every line of a hold ends at once.
            OptionalLong slot = seen.state() == BookingState.HELD
                    ? seen.slot()
                    : OptionalLong.empty();
            return BookRules.refusal(new LineRequest(moved.resource(), moved.movement().units(),
                    OptionalLong.empty()), slot, outlook);
        }
        if (outlook.isEmpty()) {
            return Optional.of(new Refusal(Reason.RESOURCE_NOT_FOUND,
                    Evidence.of(moved.resource())));
        }
        Resource image = outlook.get().image();
        return moved.movement().from() instanceof Bucket.Slot(long slot)
                && image.hasCollected(slot)
                        ? Optional.of(new Refusal(Reason.HOLD_EXPIRED,
                                Evidence.of(moved.resource()).with(Figure.SLOT, slot)
                                        .with(Figure.EXPIRED_THROUGH, image.expiredThrough())))
                        : Optional.empty();
    }

    // A booking without room never gets room again, and every earlier attempt at the command was
    // planned on a version that has changed since.
    private static boolean hasRoom(FollowUp command, Booking booking) {
        return switch (command) {
            case Confirm confirm -> true;
            case Release release -> release.isFull() || booking.hasRoomForSuccess();
            case Amend amend -> booking.hasRoomForSuccess();
            case Extend extend -> booking.hasRoomForExtension();
        };
    }

    private static AddTransition record(FollowUp command, Booking booking, OptionalLong until,
            Map<ResourceId, Nonce> nonces, Instant now) {
        Admission seen = booking.admission().orElseThrow();
        Verdict.Committed verdict = new Verdict.Committed(now);
        Transition transition = new Transition(command.verb(), command.fingerprint(), verdict,
                nonces);
        Admission changed = switch (command) {
            case Confirm confirm -> seen.confirm(verdict.decidedAt());
            case Extend extend -> until.isPresent() ? seen.extend(until.getAsLong()) : seen;
            case Release release -> seen.release(seen.lines().stream()
                    .map(line -> line.release(Releases.unitsOf(release, line))).toList(),
                    verdict.decidedAt());
            case Amend amend -> seen.amend(Amendments.lines(amend, seen, nonces));
        };
        return new AddTransition(booking.after(command.id(), transition, changed), command.id());
    }
}
