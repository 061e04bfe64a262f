package io.holdfast.domain.booking;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.CommandRecord;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;
import io.holdfast.domain.Verb;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.command.BookCommand;
import io.holdfast.domain.resource.ExpiryWheel;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What stands under a booking id, whatever its verdict: a committed booking with its lines, or a
 * failed attempt, which has none.
 *
 * @param version +1 on every write to the item
 * @param fingerprint {@code null} only when the id was abandoned before its command was seen
 * @param life present if, and only if, the verdict is committed
 * @param commands verdicts of confirms and releases: at most 100 FAILED ones, 100 COMMITTED partial
 *        releases, a COMMITTED confirm and a COMMITTED full release. None is ever removed
 * @param reference the caller's own, at most 256 code points
 */
public record Booking(BookingId id, long version, @Nullable Fingerprint fingerprint,
        Verdict verdict, Optional<Life> life, Map<CommandId, Transition> commands,
        Optional<String> reference) implements CommandRecord {

    /**
     * Where a committed booking stands.
     *
     * @param lines what was admitted, immutable
     * @param remaining units of each line that were not released
     * @param slot when it was made as a hold: the slot at which that expires
     * @param confirmedAt once set, never unset (V8)
     * @param releasedAt when its last units were released; once set, never unset (V8)
     */
    public record Life(BookingState state, List<Line> lines, List<Long> remaining,
            OptionalLong slot, Optional<Instant> confirmedAt, Optional<Instant> releasedAt) {
        public Life {
            lines = List.copyOf(lines);
            remaining = List.copyOf(remaining);
            if (lines.isEmpty() || lines.size() != remaining.size()) {
                throw new InvalidInput("remaining", "must have one entry for each line");
            }
            for (int i = 0; i < lines.size(); i++) {
                InvalidInput.requireRange("remaining", remaining.get(i), 0, lines.get(i).units());
            }
        }
    }

    public Booking {
        commands = Map.copyOf(commands);
        if (verdict instanceof Verdict.Committed != life.isPresent()) {
            throw new InvalidInput("state", "belongs to a committed booking, and only there");
        }
    }

    public static Booking committed(BookCommand command, List<Line> lines, OptionalLong slot,
            Verdict.Committed verdict) {
        List<Long> remaining = lines.stream().map(Line::units).toList();
        Life life = slot.isPresent()
                ? new Life(BookingState.HELD, lines, remaining, slot, Optional.empty(),
                        Optional.empty())
                : new Life(BookingState.CONFIRMED, lines, remaining, slot,
                        Optional.of(verdict.decidedAt()), Optional.empty());
        return new Booking(command.id(), 1, command.fingerprint(), verdict, Optional.of(life),
                Map.of(), command.reference());
    }

    public static Booking failed(BookCommand command, Verdict.Failed verdict) {
        return new Booking(command.id(), 1, command.fingerprint(), verdict, Optional.empty(),
                Map.of(), command.reference());
    }

    public static Booking abandoned(BookingId id, Verdict.Failed verdict) {
        return new Booking(id, 1, null, verdict, Optional.empty(), Map.of(), Optional.empty());
    }

    /** This booking after one more command. */
    public Booking after(CommandId command, Transition change, Life newLife) {
        Map<CommandId, Transition> more = new HashMap<>(commands);
        more.put(command, change);
        return new Booking(id, version + 1, fingerprint, verdict, Optional.of(newLife), more,
                reference);
    }

    /**
     * Whether one more partial release can be recorded as COMMITTED. A confirm and a release of
     * everything need no room: each of them is COMMITTED once at most.
     */
    public boolean hasRoomForPartialRelease() {
        return commands.values().stream().filter(Transition::isCommitted)
                .filter(change -> change.verb() == Verb.RELEASE).count() < Limits.COMMANDS;
    }

    /** Whether one more failure can be recorded. Successes do not use up this room, nor it theirs. */
    public boolean hasRoomForFailure() {
        return commands.values().stream().filter(change -> !change.isCommitted())
                .count() < Limits.COMMANDS;
    }

    /**
     * The number of entries below which there is certainly room for a failure: as many as are
     * COMMITTED in this image, and 100. A condition can count entries but not those of one outcome, and
     * since COMMITTED ones only grow in number, this never admits one failure too many. A counter of
     * failures would need a default for items that older versions wrote, and could go wrong; a limit
     * that turns out too low is computed anew from the image that the refused write gives back.
     */
    public int mostWithFailure() {
        return Math.toIntExact(commands.values().stream().filter(Transition::isCommitted).count())
                + Limits.COMMANDS;
    }

    /** Where it stands at {@code now}: a hold past its slot reads EXPIRED. */
    public Optional<BookingState> stateAt(Instant now) {
        return life.map(each -> each.state() == BookingState.HELD
                && ExpiryWheel.hasExpired(each.slot().orElseThrow(), now)
                        ? BookingState.EXPIRED
                        : each.state());
    }
}
