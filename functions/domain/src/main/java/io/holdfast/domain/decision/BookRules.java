package io.holdfast.domain.decision;

import io.holdfast.domain.Evidence;
import io.holdfast.domain.Evidence.Figure;
import io.holdfast.domain.Reason;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.command.Command.Book;
import io.holdfast.domain.command.LineRequest;
import io.holdfast.domain.ledger.Canceled;
import io.holdfast.domain.ledger.Commit;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.RecordWrite.PutBooking;
import io.holdfast.domain.ledger.ResourceWrite;
import io.holdfast.domain.ledger.ResourceWrite.Move;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.ExpiredSlots;
import io.holdfast.domain.resource.ExpiryWheel;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Whether to admit a booking: pure functions of one image of its resources and {@code now}. */
public final class BookRules {
    private static final Rules<Asked> RULES = new Rules<>(List.of(
            new Rule<>(Reason.RESOURCE_NOT_FOUND, Asked::resourceIsAbsent, Asked::named),
            new Rule<>(Reason.RESOURCE_CLOSED, Asked::resourceIsClosed, Asked::seen),
            new Rule<>(Reason.VERSION_MISMATCH, Asked::versionDiffers, Asked::versions),
            new Rule<>(Reason.INSUFFICIENT_CAPACITY, Asked::unitsAreShort, Asked::units),
            // A faster clock has collected this slot, so nothing may be put there any more. No hold
            // has expired: the next attempt, by a later clock, gets a later slot.
            new Rule<>(Reason.CONTENTION, Asked::slotIsCollected, Asked::slots)));

    private BookRules() {}

    /** A line of a command, and the resource that it names. */
    private record Asked(LineRequest line, OptionalLong slot, Optional<Resource> image,
            Instant now) {
        Resource resource() {
            return image.orElseThrow();
        }

        boolean resourceIsAbsent() {
            return image.isEmpty();
        }

        boolean resourceIsClosed() {
            return resource().status() != ResourceStatus.OPEN;
        }

        boolean versionDiffers() {
            return line.expectedVersion().isPresent()
                    && line.expectedVersion().getAsLong() != resource().version();
        }

        boolean unitsAreShort() {
            return resource().availableAt(now) < line.units();
        }

        boolean slotIsCollected() {
            return slot.isPresent() && resource().hasCollected(slot.getAsLong());
        }

        Evidence named() {
            return Evidence.of(line.resource());
        }

        Evidence seen() {
            return named().with(Figure.VERSION, resource().version());
        }

        Evidence versions() {
            return seen().with(Figure.EXPECTED_VERSION, line.expectedVersion().orElseThrow());
        }

        Evidence units() {
            return seen().with(Figure.REQUESTED, line.units())
                    .with(Figure.AVAILABLE, resource().availableAt(now));
        }

        Evidence slots() {
            return seen().with(Figure.SLOT, slot.orElseThrow())
                    .with(Figure.EXPIRED_THROUGH, resource().expiredThrough());
        }
    }

    /** Before the write: admits the booking, or refuses it for the first reason by precedence. */
    public static Decision decide(Book command, Image image, Instant now) {
        List<Refusal> refusals = new ArrayList<>();
        for (LineRequest line : command.lines()) {
            Optional<Resource> resource = image.resource(line.resource());
            if (resource.filter(Resource::isOfLaterRelease).isPresent()) {
                return new Decision.Unjudgeable();
            }
            refusal(command, line, resource, now).ifPresent(refusals::add);
        }
        return Refusal.first(refusals).<Decision>map(Decision.Refuse::new)
                .orElseGet(() -> new Decision.Admit(admit(command, image, now)));
    }

    /**
     * After the write was canceled and nothing was recorded under the id: the images of the
     * resources are judged first, then the conflict, then the throttle.
     */
    public static Refusal judge(Book command, Canceled why, Instant now) {
        List<Refusal> refusals = new ArrayList<>();
        for (LineRequest line : command.lines()) {
            if (why.image().shows(line.resource())) {
                refusals.add(judge(command, line, why.image().resource(line.resource()), now));
            }
        }
        return Refusal.afterCancel(why, refusals);
    }

    // A guard that was false although its image would admit the line lost a race. The resource was
    // OPEN when it was read; a status that a later release has given it since is unknown here.
    private static Refusal judge(Book command, LineRequest line, Optional<Resource> image,
            Instant now) {
        return image.filter(Resource::isOfLaterRelease).isPresent()
                ? Refusal.lostRace(line.resource())
                : refusal(command, line, image, now)
                        .orElseGet(() -> Refusal.lostRace(line.resource()));
    }

    static Optional<Refusal> refusal(Book command, LineRequest line, Optional<Resource> image,
            Instant now) {
        return RULES.refusal(new Asked(line, slot(command, now), image, now));
    }

    private static Commit admit(Book command, Image image, Instant now) {
        List<ResourceWrite> writes = new ArrayList<>();
        for (LineRequest line : command.lines()) {
            Resource resource = image.resource(line.resource()).orElseThrow();
            writes.add(new Move(line.resource(), List.of(movement(command, line, now)),
                    ExpiredSlots.of(resource, now, line.units()), line.expectedVersion(),
                    Optional.empty()));
        }
        return new Commit(List.of(put(command, now)), writes);
    }

    static PutBooking put(Book command, Instant now) {
        List<Line> lines = command.lines().stream()
                .map(line -> new Line(line.resource(), line.units(), line.units())).toList();
        Verdict.Committed verdict = new Verdict.Committed(now);
        OptionalLong slot = slot(command, now);
        return new PutBooking(Booking.committed(command, slot.isPresent()
                ? Admission.held(lines, slot.getAsLong())
                : Admission.confirmed(lines, verdict.decidedAt()), verdict));
    }

    /** Units go from available to confirmed, or to the slot of a hold. */
    static Movement movement(Book command, LineRequest line, Instant now) {
        OptionalLong slot = slot(command, now);
        return new Movement(Bucket.Counter.AVAILABLE, slot.isPresent()
                ? new Bucket.Slot(slot.getAsLong())
                : Bucket.Counter.CONFIRMED, line.units());
    }

    private static OptionalLong slot(Book command, Instant now) {
        return command.holdFor().isPresent()
                ? OptionalLong.of(ExpiryWheel.slot(now, command.holdFor().get()))
                : OptionalLong.empty();
    }
}
