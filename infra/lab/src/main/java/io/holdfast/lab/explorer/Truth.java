package io.holdfast.lab.explorer;

import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.command.Command;
import io.holdfast.domain.command.Command.Book;
import io.holdfast.domain.command.Command.Define;
import io.holdfast.domain.command.FollowUp;
import io.holdfast.domain.command.FollowUp.Release;
import io.holdfast.domain.command.LineRequest;
import io.holdfast.domain.resource.ExpiryWheel;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import io.holdfast.lab.steps.Request;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A reason is a statement about the items, and must be true of what its attempt has seen: of one
 * image of the resource, whatever becomes of the intents whose fates it could not know. Written
 * from the documents, not from the code. It is checked when the failure is sent to be recorded.
 */
final class Truth {
    private final Node node;
    private final Seen seen;
    private final Instant now;
    private final Claim claim;

    private Truth(Node node, Claim claim) {
        this.node = node;
        this.seen = Seen.by(node);
        this.now = node.program().sent().clock();
        this.claim = claim;
    }

    /** The untrue reason that an invocation is about to record, if it is about to. */
    static Optional<String> broken(Node node) {
        return node.request().filter(Request::writes).flatMap(Claim::of)
                .filter(claim -> !new Truth(node, claim).isTrue())
                .map(claim -> claim.reason() + " was true, with evidence " + claim.figures());
    }

    private boolean isTrue() {
        Optional<Command> own = node.program().sent().commands().stream()
                .filter(command -> command.idOfVerdict().equals(claim.id())).findFirst();
        if (own.isEmpty() || claim.reason() == Reason.ABANDONED) {
            return claim.reason() == Reason.ABANDONED && (seen.hasStaleIntent(claim.id(), now)
                    || own.filter(Command.Resolve.class::isInstance).isPresent());
        }
        return switch (claim.reason()) {
            case CONTENTION -> seen.lostARace() || isHindered(own.get()) || isTooLate()
                    || isOvertaken(own.get());
            case THROTTLED -> seen.wasThrottled();
            case STORE_ERROR -> seen.gotNoAnswer();
            default -> switch (own.get()) {
                case Book book -> isTrueOf(book);
                case FollowUp followUp -> isTrueOf(followUp);
                case Define define -> isTrueOf(define);
                case Command.Resolve resolve -> false;
            };
        };
    }

    /** Intents that no record had proven are in the way, or may be. */
    private boolean isHindered(Command command) {
        return resources(command).flatMap(seen::resources)
                .anyMatch(resource -> seen.hasUnproven(resource));
    }

    /** A new hold's slot was collected already, by a command whose clock is ahead. */
    private boolean isTooLate() {
        return claim.slot() <= claim.expiredThrough() && seen.hasWatermark(claim.expiredThrough());
    }

    /** Units of the booking that it read were gone when it read the resource. */
    private boolean isOvertaken(Command command) {
        return command instanceof FollowUp followUp && seen.bookings(followUp.booking())
                .flatMap(booking -> booking.admission().stream())
                .anyMatch(admission -> admission.lines().stream()
                        .anyMatch(line -> seen.resources(line.resource())
                                .anyMatch(resource -> units(admission, resource) < line
                                        .remaining())));
    }

    private static long units(Admission admission, Resource resource) {
        return admission.state() == BookingState.HELD
                ? resource.expiring().getOrDefault(admission.slot().orElseThrow(), 0L)
                : resource.confirmed();
    }

    private static Stream<ResourceId> resources(Command command) {
        return switch (command) {
            case Book book -> book.lines().stream().map(LineRequest::resource);
            case Define define -> Stream.of(define.resource());
            case Command.ForBooking forBooking -> Stream.of(new ResourceId("A"),
                    new ResourceId("B"));
        };
    }

    private boolean isTrueOf(Book book) {
        return book.lines().stream().filter(line -> claim.isAbout(line.resource()))
                .anyMatch(line -> cannotTake(line.resource(), line.units()));
    }

    private boolean cannotTake(ResourceId resource, long units) {
        return switch (claim.reason()) {
            case RESOURCE_NOT_FOUND ->
                seen.isAbsent(resource) || seen.resources(resource).anyMatch(Resource::isStub);
            case RESOURCE_CLOSED -> seen.resources(resource).anyMatch(
                    each -> each.version() == claim.figure("version") && isClosed(each));
            case INSUFFICIENT_CAPACITY -> seen.resources(resource).anyMatch(
                    each -> each.version() == claim.figure("version") && isShort(each, units));
            default -> false;
        };
    }

    private boolean isClosed(Resource resource) {
        return resource.status() == ResourceStatus.CLOSED && resource.defining()
                .filter(intent -> intent.closes() && !seen.isKept(intent, resource)).isEmpty();
    }

    /** Of that image, whatever becomes of the intents that no record had proven. */
    private boolean isShort(Resource resource, long units) {
        return claim.figure("requested") == units
                && claim.figure("available") == resource.availableAt(now)
                && seen.most(resource, now) < units;
    }

    private boolean isTrueOf(FollowUp command) {
        return seen.bookings(command.booking()).anyMatch(booking -> switch (claim.reason()) {
            case ILLEGAL_STATE -> isReleased(booking) || releasesMore(command, booking)
                    || (command instanceof FollowUp.Extend && !isHeld(booking));
            case HOLD_EXPIRED -> isExpired(booking) && saysWhatIsFree();
            default -> command instanceof FollowUp.Amend amend && canNotBeRaised(amend, booking);
        });
    }

    /** The units that it has already are not asked for again. */
    private boolean canNotBeRaised(FollowUp.Amend amend, Booking booking) {
        Admission now = booking.admission().orElseThrow();
        ResourceId resource = new ResourceId(claim.resource());
        long gain = RecordRules.units(amend, now, resource)
                - RecordRules.remaining(now, resource);
        return gain > 0 && cannotTake(resource, gain);
    }

    /** A hold that has expired by the clock comes with what its resource had available. */
    private boolean saysWhatIsFree() {
        return !claim.figures().containsKey("available")
                || seen.resources(new ResourceId(claim.resource()))
                        .anyMatch(each -> each.availableAt(now) == claim.figure("available"));
    }

    /** Units without a resource were given for a booking that had several lines. */
    static boolean isInvalid(Node node) {
        return node.program().sent().commands().stream().filter(Truth::namesNoResource)
                .map(FollowUp.class::cast)
                .anyMatch(command -> Seen.by(node).bookings(command.booking())
                        .flatMap(booking -> booking.admission().stream())
                        .anyMatch(now -> now.lines().stream().filter(line -> line.remaining() > 0)
                                .count() > 1));
    }

    private static boolean namesNoResource(Command command) {
        return switch (command) {
            case Release release -> release.units().isPresent();
            case FollowUp.Amend amend -> amend.units().isPresent();
            default -> false;
        };
    }

    private static boolean isReleased(Booking booking) {
        return booking.admission().filter(each -> each.state() == BookingState.RELEASED)
                .isPresent();
    }

    private static boolean releasesMore(FollowUp command, Booking booking) {
        Admission now = booking.admission().orElseThrow();
        return command instanceof Release && now.lines().stream().anyMatch(
                line -> RecordRules.units(command, now, line.resource()) < 0);
    }

    private static boolean isHeld(Booking booking) {
        return booking.admission().orElseThrow().state() == BookingState.HELD;
    }

    private boolean isExpired(Booking booking) {
        long slot = booking.admission().orElseThrow().slot().orElse(Long.MAX_VALUE);
        return isHeld(booking) && claim.slot() == slot
                && (ExpiryWheel.hasExpired(slot, now) || isTooLate());
    }

    private boolean isTrueOf(Define define) {
        return seen.resources(define.resource()).anyMatch(resource -> {
            long cut = claim.figure("capacity") - claim.figure("requested");
            return claim.reason() == Reason.CAPACITY_IN_USE && cut > 0
                    && claim.figure("taken") > claim.figure("requested")
                    && seen.most(resource, now) < cut;
        });
    }
}
