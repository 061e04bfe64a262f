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
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.command.Command.Confirm;
import io.holdfast.domain.command.Command.FollowUp;
import io.holdfast.domain.command.Command.Release;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.RecordWrite.AddTransition;
import io.holdfast.domain.ledger.ResourceWrite;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether to admit a confirm or a release: pure functions of the image of a committed booking, of
 * the resources whose units it moves, of fates and of {@code now}.
 */
public final class TransitionRules {
    private static final Rules<Asked> RULES = new Rules<>(List.of(
            new Rule<>(Reason.ILLEGAL_STATE, Asked::isReleased, asked -> Evidence.NONE),
            new Rule<>(Reason.ILLEGAL_STATE, Asked::unitsAreShort, Asked::units),
            new Rule<>(Reason.HOLD_EXPIRED, Asked::holdHasExpired, Asked::slot)));

    private TransitionRules() {}

    /** A command, and the booking that it names. */
    private record Asked(FollowUp command, Booking booking, Instant now) {
        Admission admission() {
            return booking.admission().orElseThrow();
        }

        boolean isReleased() {
            return admission().state() == BookingState.RELEASED;
        }

        boolean unitsAreShort() {
            return tooMany().isPresent();
        }

        boolean holdHasExpired() {
            return admission().isExpiredAt(now);
        }

        Evidence units() {
            return tooMany().orElseThrow();
        }

        Evidence slot() {
            return Evidence.NONE.with(Figure.SLOT, admission().slot().orElseThrow());
        }

        private Optional<Evidence> tooMany() {
            return command instanceof Release release
                    ? Releases.moreThanRemains(release, admission())
                    : Optional.empty();
        }
    }

    /** The resources whose units the command moves. */
    public static Set<ResourceId> resources(FollowUp command, Booking booking) {
        return booking.admission().map(admission -> moved(command, admission)).stream()
                .flatMap(List::stream).map(Moved::resource).collect(Collectors.toSet());
    }

    /**
     * Refuses for a reason that needs no image of the resources.
     *
     * @throws InvalidInput if {@code units} is given for a booking of several lines
     */
    public static Optional<Decision> decideAlone(FollowUp command, Booking booking, Instant now) {
        Admission admission = booking.admission().orElseThrow();
        if (admission.state() == BookingState.UNKNOWN) {
            return Optional.of(new Decision.Unjudgeable());
        }
        // Lines never change, so this is the same for every attempt: invalid input, not a verdict.
        if (command instanceof Release release) {
            Releases.requireLines(release, admission);
        }
        return RULES.refusal(new Asked(command, booking, now)).<Decision>map(Decision.Refuse::new)
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
        Optional<Decision> alone = decideAlone(command, booking, now);
        if (alone.isPresent()) {
            return alone.get();
        }
        List<Refusal> refusals = new ArrayList<>();
        List<LinePlan> plans = new ArrayList<>();
        List<ResourceWrite.Settle> settlements = new ArrayList<>();
        for (Moved moved : moved(command, booking.admission().orElseThrow())) {
            Optional<Outlook> outlook = BookRules.outlook(moved.resource(), image, now);
            refusal(moved, outlook.map(Outlook::image)).ifPresent(refusals::add);
            Intent.OfBooking wanted = intent(command, booking, moved.movement(), nonce, now);
            outlook.map(each -> LinePlan.of(each, wanted, OptionalLong.empty())).ifPresent(plan -> {
                plans.add(plan);
                LinePlans.intent(plan).flatMap(
                        intent -> LinePlan.settlement(outlook.orElseThrow(), intent))
                        .ifPresent(settlements::add);
            });
        }
        return LinePlans.decide(refusals, plans,
                () -> new Decision.Admit(LinePlans.notes(plans), LinePlans.adopted(plans),
                        record(command, booking, LinePlans.nonces(plans), now), settlements));
    }

    /** The refusal of a note that found this image of a resource. */
    public static Refusal judge(FollowUp command, Booking booking, ResourceId resource,
            Optional<Resource> image) {
        return moved(command, booking.admission().orElseThrow()).stream()
                .filter(moved -> moved.resource().equals(resource)).findFirst()
                .flatMap(moved -> refusal(moved, image))
                .orElseGet(() -> Refusal.lostRace(resource));
    }

    /** Units of one line, and where they go. */
    private record Moved(ResourceId resource, Movement movement) {}

    private static List<Moved> moved(FollowUp command, Admission admission) {
        List<Moved> all = new ArrayList<>();
        for (Line line : admission.lines()) {
            long units = switch (command) {
                case Confirm confirm -> line.remaining();
                case Release release -> Releases.unitsOf(release, line);
            };
            if (units > 0) {
                all.add(new Moved(line.resource(),
                        new Movement(from(admission), to(command), units)));
            }
        }
        all.sort(Comparator.comparing(Moved::resource));
        return all;
    }

    // A slot above the watermark was not collected; if it is short all the same, another write took
    // the units, and the command lost a race.
    private static Optional<Refusal> refusal(Moved moved, Optional<Resource> image) {
        if (image.isEmpty()) {
            return Optional.of(new Refusal(Reason.RESOURCE_NOT_FOUND,
                    Evidence.of(moved.resource())));
        }
        return moved.movement().from() instanceof Bucket.Slot(long slot)
                && image.get().hasCollected(slot)
                        ? Optional.of(new Refusal(Reason.HOLD_EXPIRED,
                                Evidence.of(moved.resource()).with(Figure.SLOT, slot)
                                        .with(Figure.EXPIRED_THROUGH,
                                                image.get().expiredThrough())))
                        : Optional.empty();
    }

    private static Intent.OfBooking intent(FollowUp command, Booking booking, Movement movement,
            Nonce nonce, Instant now) {
        return new Intent.OfBooking(booking.id(), nonce, movement, Optional.of(command.id()),
                command.fingerprint().bits(), booking.version(), now);
    }

    // A booking without room never gets room again, and every earlier attempt at the command was
    // planned on a version that has changed since.
    private static boolean hasRoom(FollowUp command, Booking booking) {
        return switch (command) {
            case Confirm confirm -> true;
            case Release release -> release.isFull() || booking.hasRoomForPartialRelease();
        };
    }

    private static AddTransition record(FollowUp command, Booking booking,
            Map<ResourceId, Nonce> nonces, Instant now) {
        Admission seen = booking.admission().orElseThrow();
        Verdict.Committed verdict = new Verdict.Committed(now);
        Transition transition = new Transition(command.verb(), command.fingerprint(), verdict,
                nonces);
        Admission changed = switch (command) {
            case Confirm confirm -> seen.confirm(verdict.decidedAt());
            case Release release -> seen.release(seen.lines().stream()
                    .map(line -> line.release(Releases.unitsOf(release, line))).toList(),
                    verdict.decidedAt());
        };
        return new AddTransition(booking.after(command.id(), transition, changed), command.id());
    }

    private static Bucket from(Admission seen) {
        return seen.state() == BookingState.HELD
                ? new Bucket.Slot(seen.slot().orElseThrow())
                : Bucket.Counter.CONFIRMED;
    }

    private static Bucket to(FollowUp command) {
        return switch (command) {
            case Confirm confirm -> Bucket.Counter.CONFIRMED;
            case Release release -> Bucket.Counter.AVAILABLE;
        };
    }
}
