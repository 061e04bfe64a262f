package io.holdfast.domain.decision;

import io.holdfast.domain.Evidence;
import io.holdfast.domain.Evidence.Figure;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.command.BookCommand;
import io.holdfast.domain.command.LineRequest;
import io.holdfast.domain.ledger.BookingCommit;
import io.holdfast.domain.ledger.BookingCommit.Taking;
import io.holdfast.domain.ledger.Cancelled;
import io.holdfast.domain.resource.ExpiredSlots;
import io.holdfast.domain.resource.ExpiryWheel;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceKey;
import io.holdfast.domain.resource.ResourceStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** Whether to admit a booking: pure functions of one image of its resources and {@code now}. */
public final class BookRules {
    private BookRules() {}

    /** Before the write: admit, or refuse for the first reason by precedence. */
    public static Decision<BookingCommit> decide(BookCommand command,
            Map<ResourceKey, Resource> resources, Instant now) {
        List<Refusal> refusals = new ArrayList<>();
        OptionalLong slot = slot(command, now);
        for (LineRequest line : command.lines()) {
            Optional<Resource> image = Optional
                    .ofNullable(resources.get(ResourceKey.of(line.resource())));
            refusal(line, slot, image, now).ifPresent(refusals::add);
        }
        return Refusal.first(refusals)
                .<Decision<BookingCommit>>map(Decision.Refuse::new)
                .orElseGet(() -> new Decision.Admit<>(admit(command, resources, now)));
    }

    /**
     * After the write was cancelled and nothing stood under the id: the resources are judged first,
     * then the conflict, then the throttle. A guard that failed although its image would admit the
     * line lost a race.
     */
    public static Refusal judge(BookCommand command, Cancelled<Booking> why, Instant now) {
        List<Refusal> refusals = new ArrayList<>();
        for (LineRequest line : command.lines()) {
            Optional<Resource> image = why.failedGuards().get(ResourceKey.of(line.resource()));
            if (image != null) {
                refusals.add(refusal(line, slot(command, now), image, now)
                        .orElseGet(() -> lostRace(line.resource())));
            }
        }
        if (why.conflict()) {
            refusals.add(Refusal.of(Reason.CONTENTION));
        }
        if (why.throttled()) {
            refusals.add(Refusal.of(Reason.THROTTLED));
        }
        return Refusal.first(refusals).orElseThrow(
                () -> new IllegalStateException("the store cancelled a booking for no reason"));
    }

    private static Optional<Refusal> refusal(LineRequest line, OptionalLong slot,
            Optional<Resource> image, Instant now) {
        if (image.isEmpty()) {
            return Optional.of(new Refusal(Reason.RESOURCE_NOT_FOUND,
                    Evidence.of(line.resource())));
        }
        Resource resource = image.get();
        Evidence evidence = Evidence.of(resource.id()).with(Figure.VERSION, resource.version());
        // It was OPEN when it was read; what a later release made of it meanwhile is not known.
        if (resource.isOfLaterRelease()) {
            return Optional.of(lostRace(line.resource()));
        }
        if (resource.status() != ResourceStatus.OPEN) {
            return Optional.of(new Refusal(Reason.RESOURCE_CLOSED, evidence));
        }
        long expected = line.expectedVersion().orElse(resource.version());
        if (expected != resource.version()) {
            return Optional.of(new Refusal(Reason.VERSION_MISMATCH,
                    evidence.with(Figure.EXPECTED_VERSION, expected)));
        }
        long available = resource.availableAt(now);
        if (available < line.units()) {
            return Optional.of(new Refusal(Reason.INSUFFICIENT_CAPACITY,
                    evidence.with(Figure.REQUESTED, line.units())
                            .with(Figure.AVAILABLE, available)));
        }
        // Somebody's clock has seen this slot pass already, so nothing may be put there any more. No hold
        // has expired: the next attempt, by a later clock, gets a later slot.
        if (slot.isPresent() && slot.getAsLong() <= resource.expiredThrough()) {
            return Optional.of(new Refusal(Reason.CONTENTION,
                    evidence.with(Figure.SLOT, slot.getAsLong())
                            .with(Figure.EXPIRED_THROUGH, resource.expiredThrough())));
        }
        return Optional.empty();
    }

    private static Refusal lostRace(ResourceId resource) {
        return new Refusal(Reason.CONTENTION, Evidence.of(resource));
    }

    private static OptionalLong slot(BookCommand command, Instant now) {
        return command.holdFor().isPresent()
                ? OptionalLong.of(ExpiryWheel.slot(now, command.holdFor().get()))
                : OptionalLong.empty();
    }

    private static BookingCommit admit(BookCommand command,
            Map<ResourceKey, Resource> resources, Instant now) {
        List<Taking> takings = new ArrayList<>();
        for (LineRequest line : command.lines()) {
            Resource image = Objects
                    .requireNonNull(resources.get(ResourceKey.of(line.resource())));
            takings.add(taking(image, List.of(line), List.of(command), now));
        }
        return new BookingCommit(List.of(booking(command, now)), takings);
    }

    /**
     * A group of one-line bookings of one resource: admits in the order of arrival whoever still fits
     * beside those admitted before.
     */
    public static GroupDecision decideGroup(List<BookCommand> group, Optional<Resource> image,
            Instant now) {
        List<BookCommand> admitted = new ArrayList<>();
        Map<BookCommand, Refusal> refused = new LinkedHashMap<>();
        List<BookCommand> crowdedOut = new ArrayList<>();
        long left = image.map(resource -> resource.availableAt(now)).orElse(0L);
        for (BookCommand command : group) {
            LineRequest line = command.lines().getFirst();
            Optional<Refusal> refusal = refusal(line, slot(command, now), image, now);
            if (refusal.isPresent()) {
                refused.put(command, refusal.get());
            } else if (line.units() > left) {
                crowdedOut.add(command);
            } else {
                admitted.add(command);
                left -= line.units();
            }
        }
        return new GroupDecision(admitted.isEmpty()
                ? Optional.empty()
                : Optional.of(admitGroup(admitted, image.orElseThrow(), now)), admitted, refused,
                crowdedOut);
    }

    private static BookingCommit admitGroup(List<BookCommand> admitted, Resource image,
            Instant now) {
        List<LineRequest> lines = admitted.stream()
                .map(command -> command.lines().getFirst()).toList();
        return new BookingCommit(
                admitted.stream().map(command -> booking(command, now)).toList(),
                List.of(taking(image, lines, admitted, now)));
    }

    /** @param commands whose lines these are, in the same order */
    private static Taking taking(Resource image, List<LineRequest> lines,
            List<BookCommand> commands, Instant now) {
        long confirmed = 0;
        SortedMap<Long, Long> held = new TreeMap<>();
        for (int i = 0; i < lines.size(); i++) {
            OptionalLong slot = slot(commands.get(i), now);
            if (slot.isPresent()) {
                held.merge(slot.getAsLong(), lines.get(i).units(), Long::sum);
            } else {
                confirmed += lines.get(i).units();
            }
        }
        long units = lines.stream().mapToLong(LineRequest::units).sum();
        return new Taking(image.key(), confirmed, held, lines.getFirst().expectedVersion(),
                lines.size() == 1
                        ? ExpiredSlots.of(image, now, units)
                        : ExpiredSlots.ofGroup(image, now, units));
    }

    private static Booking booking(BookCommand command, Instant now) {
        List<Line> lines = command.lines().stream()
                .map(line -> new Line(ResourceKey.of(line.resource()), line.units())).toList();
        return Booking.committed(command, lines, slot(command, now), new Verdict.Committed(now));
    }
}
