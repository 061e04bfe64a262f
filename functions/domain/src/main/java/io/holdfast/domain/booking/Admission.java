package io.holdfast.domain.booking;

import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.command.Milestone;
import io.holdfast.domain.resource.ExpiryWheel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The units of a committed booking, and their state.
 *
 * @param lines 1 to 100, in the order in which the booking first named their resources; a line is
 *        never removed, since its nonce keeps an intent
 * @param slot of a booking that was made as a hold: the slot at which the hold expires
 * @param confirmedAt once set, never unset
 * @param releasedAt when its last units were released; once set, never unset
 */
public record Admission(BookingState state, List<Line> lines, OptionalLong slot,
        Optional<Instant> confirmedAt, Optional<Instant> releasedAt) {
    public Admission {
        lines = List.copyOf(lines);
        if (lines.isEmpty()) {
            throw new InvalidInput("lines", "must have at least one entry");
        }
    }

    /** A new hold. */
    public static Admission held(List<Line> lines, long slot) {
        return new Admission(BookingState.HELD, lines, OptionalLong.of(slot), Optional.empty(),
                Optional.empty());
    }

    /** A new booking that is confirmed from the start. */
    public static Admission confirmed(List<Line> lines, Instant at) {
        return new Admission(BookingState.CONFIRMED, lines, OptionalLong.empty(),
                Optional.of(at), Optional.empty());
    }

    /** The lines that have units left: a release or an amendment leaves the others in the record. */
    public List<Line> currentLines() {
        return lines.stream().filter(line -> line.remaining() > 0).toList();
    }

    /** The resource of the first line. */
    public ResourceId firstResource() {
        return lines.getFirst().resource();
    }

    /** Whether it is a hold whose slot has passed by the clock that reads {@code now}. */
    public boolean isExpiredAt(Instant now) {
        return state == BookingState.HELD
                && ExpiryWheel.hasExpired(slot.orElseThrow(), now);
    }

    /** When the milestone was reached, if it was. */
    public Optional<Instant> reachedAt(Milestone milestone) {
        return switch (milestone) {
            case CONFIRMED -> confirmedAt;
            case RELEASED -> releasedAt;
        };
    }

    /** This admission with its hold confirmed. */
    public Admission confirm(Instant at) {
        return new Admission(BookingState.CONFIRMED, lines, slot, Optional.of(at), releasedAt);
    }

    /** This admission with its hold ending at another slot. */
    public Admission extend(long until) {
        return new Admission(state, lines, OptionalLong.of(until), confirmedAt, releasedAt);
    }

    /** This admission with other units; the state and the end of a hold stay as they are. */
    public Admission amend(List<Line> amended) {
        return new Admission(state, amended, slot, confirmedAt, releasedAt);
    }

    /** This admission after a release; the release of the last unit ends it. */
    public Admission release(List<Line> left, Instant at) {
        boolean all = left.stream().allMatch(line -> line.remaining() == 0);
        return new Admission(all ? BookingState.RELEASED : state, left, slot, confirmedAt,
                all ? Optional.of(at) : Optional.empty());
    }
}
