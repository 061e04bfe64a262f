package io.holdfast.domain;

import io.holdfast.domain.BookingCommit.GuardedLine;
import io.holdfast.domain.Evidence.Figure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether to admit a booking: pure functions of one image of its resources and {@code now}. */
final class BookingDecision {
    private BookingDecision() {}

    /** Before the write: admit, or refuse for the first reason by precedence. */
    static Decision<BookingCommit> decide(BookCommand command,
            Map<ResourceKey, Resource> resources, Instant now) {
        List<Refusal> refusals = new ArrayList<>();
        for (LineRequest line : command.lines()) {
            Optional<Resource> image = Optional
                    .ofNullable(resources.get(ResourceKey.of(line.resource())));
            refusal(line, image).ifPresent(refusals::add);
        }
        return Refusal.first(refusals)
                .<Decision<BookingCommit>>map(Decision.Refuse::new)
                .orElseGet(() -> new Decision.Admit<>(admit(command, now)));
    }

    /**
     * After the write was cancelled and nothing stood under the id: the resources are judged first,
     * then the conflict, then the throttle. A guard that failed although its image would admit the
     * line lost a race.
     */
    static Refusal judge(BookCommand command, Cancelled<Booking> why) {
        List<Refusal> refusals = new ArrayList<>();
        for (LineRequest line : command.lines()) {
            Optional<Resource> image = why.failedGuards().get(ResourceKey.of(line.resource()));
            if (image != null) {
                refusals.add(refusal(line, image).orElseGet(() -> lostRace(line.resource())));
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

    private static Optional<Refusal> refusal(LineRequest line, Optional<Resource> image) {
        if (image.isEmpty()) {
            return Optional.of(new Refusal(Reason.RESOURCE_NOT_FOUND,
                    Evidence.of(line.resource())));
        }
        Resource resource = image.get();
        Evidence evidence = Evidence.of(resource.id()).with(Figure.VERSION, resource.version());
        if (resource.status() == ResourceStatus.CLOSED) {
            return Optional.of(new Refusal(Reason.RESOURCE_CLOSED, evidence));
        }
        long expected = line.expectedVersion().orElse(resource.version());
        if (expected != resource.version()) {
            return Optional.of(new Refusal(Reason.VERSION_MISMATCH,
                    evidence.with(Figure.EXPECTED_VERSION, expected)));
        }
        if (resource.available() < line.units()) {
            return Optional.of(new Refusal(Reason.INSUFFICIENT_CAPACITY,
                    evidence.with(Figure.REQUESTED, line.units())
                            .with(Figure.AVAILABLE, resource.available())));
        }
        return Optional.empty();
    }

    private static Refusal lostRace(ResourceId resource) {
        return new Refusal(Reason.CONTENTION, Evidence.of(resource));
    }

    private static BookingCommit admit(BookCommand command, Instant now) {
        List<GuardedLine> guarded = command.lines().stream()
                .map(line -> new GuardedLine(
                        new Line(ResourceKey.of(line.resource()), line.units()),
                        line.expectedVersion()))
                .toList();
        List<Line> lines = guarded.stream().map(GuardedLine::line).toList();
        return new BookingCommit(
                Booking.committed(command, lines, new Verdict.Committed(now)), guarded);
    }
}
