package io.holdfast.lab.explorer;

import io.holdfast.domain.CommandId;
import io.holdfast.domain.Evidence;
import io.holdfast.domain.Evidence.Figure;
import io.holdfast.domain.Limits;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verb;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.audit.Promises;
import io.holdfast.domain.audit.Violation;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.command.FollowUp;
import io.holdfast.domain.command.FollowUp.Amend;
import io.holdfast.domain.command.FollowUp.Extend;
import io.holdfast.domain.command.FollowUp.Release;
import io.holdfast.domain.command.Part;
import io.holdfast.domain.resource.ExpiryWheel;
import io.holdfast.lab.race.Sent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What one write may change in the record of a booking. A write records one command at most, and
 * makes of the booking exactly what that command says or nothing, so whoever reads the record sees
 * the units of before it or of after it, as a whole. Written from the documents, not from the code.
 */
final class RecordRules {
    private final List<Sent> sent;
    private final Map<CommandId, FollowUp> commands = new HashMap<>();

    RecordRules(Scenario scenario) {
        this.sent = scenario.sent();
        sent.stream().flatMap(each -> each.commands().stream())
                .filter(FollowUp.class::isInstance).map(FollowUp.class::cast)
                .forEach(command -> commands.put(command.id(), command));
    }

    void check(Booking before, Booking after) {
        List<Violation> changed = Promises.changed(List.of(before, after));
        BrokenPromise.unless(changed.isEmpty(),
                changed.isEmpty() ? "" : changed.getFirst().sentence());
        BrokenPromise.unless(after.version() == before.version() + 1,
                "every write to a record raises its version");
        BrokenPromise.unless(after.transitions().values().stream()
                .filter(each -> each.verdict() instanceof Verdict.Failed)
                .count() <= Limits.COMMANDS, "a booking keeps a bounded number of failures");
        BrokenPromise.unless(after.transitions().values().stream()
                .filter(each -> each.verb() == Verb.EXTEND
                        && each.verdict() instanceof Verdict.Committed)
                .count() <= Limits.EXTENSIONS, "a hold is extended a bounded number of times");
        before.admission().ifPresent(
                admission -> check(admission, after.admission().orElseThrow(), entry(before,
                        after)));
    }

    /** The command that the write has recorded, if it has recorded any. */
    private static Optional<Map.Entry<CommandId, Transition>> entry(Booking before,
            Booking after) {
        Set<CommandId> added = new HashSet<>(after.transitions().keySet());
        added.removeAll(before.transitions().keySet());
        BrokenPromise.unless(added.size() <= 1, "a write records one command");
        return added.stream().findFirst().map(id -> Map.entry(id,
                Objects.requireNonNull(after.transitions().get(id))));
    }

    private void check(Admission before, Admission after,
            Optional<Map.Entry<CommandId, Transition>> entry) {
        for (int i = 0; i < before.lines().size(); i++) {
            Line line = before.lines().get(i);
            BrokenPromise.unless(after.lines().size() > i
                    && after.lines().get(i).resource().equals(line.resource())
                    && after.lines().get(i).nonce().equals(line.nonce()),
                    "no line is ever removed from a record");
        }
        FollowUp command = entry.map(Map.Entry::getKey).map(commands::get).orElse(null);
        Verdict verdict = entry.map(Map.Entry::getValue).map(Transition::verdict).orElse(null);
        if (command == null || !(verdict instanceof Verdict.Committed)) {
            BrokenPromise.unless(after.equals(before), "what is not COMMITTED changes no booking");
        } else {
            BrokenPromise.unless(isDone(command, before, after),
                    "a COMMITTED command does all of what it says, and nothing else: "
                            + command + " made of " + before + " " + after);
        }
        if (command != null && verdict instanceof Verdict.Failed failed) {
            BrokenPromise.unless(isTrueOf(command, failed, before), failed.reason()
                    + " was true of the booking that it is recorded in: " + command + " on "
                    + before + ", with evidence " + failed.evidence());
        }
    }

    private boolean isDone(FollowUp command, Admission before, Admission after) {
        BookingState state = after.lines().stream().allMatch(line -> line.remaining() == 0)
                ? BookingState.RELEASED
                : command instanceof FollowUp.Confirm ? BookingState.CONFIRMED : before.state();
        return after.state() == state && hasUnits(command, before, after)
                && (command instanceof Extend extend
                        ? isEnd(extend, before.slot(), after.slot())
                        : after.slot().equals(before.slot()))
                && (before.confirmedAt().isEmpty()
                        || before.confirmedAt().equals(after.confirmedAt()));
    }

    private static boolean hasUnits(FollowUp command, Admission before, Admission after) {
        Set<ResourceId> all = new HashSet<>();
        after.lines().forEach(line -> all.add(line.resource()));
        if (command instanceof Amend amend) {
            amend.parts().forEach(part -> all.add(part.resource()));
        }
        return after.lines().size() == after.lines().stream().map(Line::resource).distinct()
                .count()
                && all.stream().allMatch(resource -> remaining(after, resource) == units(command,
                        before, resource));
    }

    /** The units of a resource that a booking has once the command is COMMITTED. */
    static long units(FollowUp command, Admission before, ResourceId resource) {
        long remaining = remaining(before, resource);
        return switch (command) {
            case FollowUp.Confirm confirm -> remaining;
            case Extend extend -> remaining;
            case Release release -> release.isFull()
                    ? 0
                    : remaining - named(release.units(), release.parts(), remaining, resource);
            case Amend amend -> named(amend.units(), amend.parts(), remaining, resource);
        };
    }

    /** Units without a resource are of the only line that has any. */
    private static long named(OptionalLong units, List<Part> parts, long remaining,
            ResourceId resource) {
        return units.isPresent()
                ? remaining == 0 ? 0 : units.getAsLong()
                : parts.stream().filter(part -> part.resource().equals(resource))
                        .mapToLong(Part::units).sum();
    }

    static long remaining(Admission admission, ResourceId resource) {
        return admission.lines().stream().filter(line -> line.resource().equals(resource))
                .mapToLong(Line::remaining).sum();
    }

    /** The end by the clock of a delivery, or the same if that is not later. */
    private boolean isEnd(Extend command, OptionalLong before, OptionalLong after) {
        return sent.stream().filter(each -> each.commands().contains(command))
                .map(each -> Math.max(before.orElseThrow(),
                        ExpiryWheel.slot(each.clock(), command.holdFor())))
                .anyMatch(end -> after.equals(OptionalLong.of(end)));
    }

    /**
     * Whether a reason that speaks of units or of a collected slot is true of these lines and this
     * slot: the record has not changed since the image of the resource was read.
     */
    private static boolean isTrueOf(FollowUp command, Verdict.Failed failed, Admission before) {
        Evidence evidence = failed.evidence();
        if (failed.reason() == Reason.HOLD_EXPIRED
                && evidence.figures().containsKey(Figure.EXPIRED_THROUGH)) {
            long slot = evidence.figures().getOrDefault(Figure.SLOT, Long.MIN_VALUE);
            return before.state() == BookingState.HELD
                    && before.slot().equals(OptionalLong.of(slot));
        }
        ResourceId resource = evidence.resource();
        if (!(command instanceof Amend) || resource == null) {
            return true;
        }
        long gain = units(command, before, resource) - remaining(before, resource);
        return switch (failed.reason()) {
            case INSUFFICIENT_CAPACITY ->
                Objects.equals(evidence.figures().get(Figure.REQUESTED), gain);
            case RESOURCE_CLOSED, RESOURCE_NOT_FOUND -> gain > 0;
            default -> true;
        };
    }
}
