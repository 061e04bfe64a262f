package io.holdfast.domain.decision;

import io.holdfast.domain.command.BookCommand;
import io.holdfast.domain.ledger.BookingCommit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to do about a group of bookings of one resource, judged on one image of it.
 *
 * @param commit admits those that fit, in the order of arrival; empty where none does
 * @param admitted whose bookings the commit puts, in its order
 * @param refused whom the image refuses whatever becomes of the others
 * @param crowdedOut who would fit, but not beside those admitted: whether it is true that units are
 *        lacking is known only when the commit's fate is (V4), so they are decided anew after it
 */
public record GroupDecision(Optional<BookingCommit> commit, List<BookCommand> admitted,
        Map<BookCommand, Refusal> refused, List<BookCommand> crowdedOut) {
    public GroupDecision {
        admitted = List.copyOf(admitted);
        refused = Map.copyOf(refused);
        crowdedOut = List.copyOf(crowdedOut);
    }
}
