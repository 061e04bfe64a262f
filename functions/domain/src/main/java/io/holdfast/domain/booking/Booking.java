package io.holdfast.domain.booking;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.CommandRecord;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;
import io.holdfast.domain.Verb;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.command.Command;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The record of a booking: a committed booking with its lines, or a failed attempt, which has none.
 *
 * @param version +1 on every write to the item
 * @param fingerprint {@code null} only if the id was abandoned before its command was seen
 * @param admission present if, and only if, the verdict is committed
 * @param transitions verdicts of the commands on it: at most 100 FAILED ones, 100 COMMITTED
 *        partial releases, extensions and amendments, a COMMITTED confirm and a COMMITTED full
 *        release. None is ever removed
 * @param reference the caller's own, at most 256 code points
 */
public record Booking(BookingId id, long version, @Nullable Fingerprint fingerprint,
        Verdict verdict, Optional<Admission> admission, Map<CommandId, Transition> transitions,
        Optional<String> reference) implements CommandRecord {

    public Booking {
        transitions = Map.copyOf(transitions);
        if (verdict instanceof Verdict.Committed != admission.isPresent()) {
            throw new InvalidInput("state", "belongs to a committed booking, and only there");
        }
    }

    public static Booking committed(Command.Book command, Admission admission,
            Verdict.Committed verdict) {
        return new Booking(command.booking(), 1, command.fingerprint(), verdict,
                Optional.of(admission), Map.of(), command.reference());
    }

    public static Booking failed(Command.Book command, Verdict.Failed verdict) {
        return new Booking(command.booking(), 1, command.fingerprint(), verdict,
                Optional.empty(), Map.of(), command.reference());
    }

    /**
     * The record of an id that was given up. It has no fingerprint: its verdict answers every
     * command of that id.
     */
    public static Booking abandoned(BookingId id, Verdict.Failed verdict) {
        return new Booking(id, 1, null, verdict, Optional.empty(), Map.of(), Optional.empty());
    }

    /** This booking after one more command on it. */
    public Booking after(CommandId command, Transition transition, Admission changed) {
        Map<CommandId, Transition> more = new HashMap<>(transitions);
        more.put(command, transition);
        return new Booking(id, version + 1, fingerprint, verdict, Optional.of(changed), more,
                reference);
    }

    /** This booking with its version raised, and nothing else changed. */
    public Booking raised() {
        return new Booking(id, version + 1, fingerprint, verdict, admission, transitions,
                reference);
    }

    /** The verdict of a command on this booking, if it has one. */
    public Optional<Transition> transition(CommandId command) {
        return Optional.ofNullable(transitions.get(command));
    }

    /**
     * Whether one more partial release, extension or amendment can be recorded as COMMITTED. A
     * confirm and a release of everything need no room: each of them is COMMITTED once at most.
     */
    public boolean hasRoomForSuccess() {
        return transitions.values().stream().filter(Transition::isCommitted)
                .filter(transition -> transition.verb() != Verb.CONFIRM)
                .count() < Limits.COMMANDS;
    }

    /** Whether its hold can be extended once more. */
    public boolean hasRoomForExtension() {
        return hasRoomForSuccess() && transitions.values().stream()
                .filter(Transition::isCommitted)
                .filter(transition -> transition.verb() == Verb.EXTEND)
                .count() < Limits.EXTENSIONS;
    }

    /**
     * Whether one more failure can be recorded. Failures and successes do not use up each other's
     * room.
     */
    public boolean hasRoomForFailure() {
        return transitions.values().stream().filter(transition -> !transition.isCommitted())
                .count() < Limits.COMMANDS;
    }

    /**
     * The number of entries below which there is certainly room for a failure: the COMMITTED ones
     * of this image, and 100. A condition can count entries but not those of one outcome, and since
     * COMMITTED ones only grow in number, this never admits one failure too many. A counter of
     * failures would need a default for items that older releases wrote, and could go wrong; a
     * limit that is too low is computed again from the image that the refused write returns.
     */
    public int mostWithFailure() {
        return Math.toIntExact(transitions.values().stream().filter(Transition::isCommitted)
                .count()) + Limits.COMMANDS;
    }

    /** Its state as a reader sees it at {@code now}: a hold whose slot has passed is EXPIRED. */
    public Optional<VisibleState> stateAt(Instant now) {
        return admission.map(each -> each.isExpiredAt(now)
                ? VisibleState.EXPIRED
                : VisibleState.valueOf(each.state().name()));
    }
}
