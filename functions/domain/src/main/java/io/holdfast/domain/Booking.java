package io.holdfast.domain;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands under a booking id, whatever its verdict: a committed booking with its lines, or a
 * failed attempt, which has none.
 *
 * @param version +1 on every write to the item
 * @param fingerprint {@code null} only when the id was abandoned before its command was seen
 * @param state present if, and only if, the verdict is committed
 * @param lines what was admitted; empty if the verdict is failed
 * @param reference the caller's own, at most 256 characters
 */
public record Booking(BookingId id, long version, @Nullable Fingerprint fingerprint,
        Verdict verdict, Optional<BookingState> state, List<Line> lines,
        Optional<String> reference) implements CommandRecord {

    public Booking {
        lines = List.copyOf(lines);
        boolean committed = verdict instanceof Verdict.Committed;
        if (committed == lines.isEmpty() || committed != state.isPresent()) {
            throw new InvalidInput("lines", "a committed booking has lines and a state, "
                    + "a failed one has neither");
        }
    }

    static Booking committed(BookCommand command, List<Line> lines, Verdict.Committed verdict) {
        return new Booking(command.id(), 1, command.fingerprint(), verdict,
                Optional.of(BookingState.CONFIRMED), lines, command.reference());
    }

    static Booking failed(BookCommand command, Verdict.Failed verdict) {
        return new Booking(command.id(), 1, command.fingerprint(), verdict, Optional.empty(),
                List.of(), command.reference());
    }

    static Booking abandoned(BookingId id, Verdict.Failed verdict) {
        return new Booking(id, 1, null, verdict, Optional.empty(), List.of(), Optional.empty());
    }
}
