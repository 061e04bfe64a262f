package io.holdfast.domain.ledger;

import io.holdfast.domain.CommandId;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.resource.ResourceKey;
import java.util.List;

/**
 * The one write that admits a confirm or a release: the booking changed if it is still as seen, and
 * every resource changed under its guard, all in one transaction.
 *
 * @param after the booking as it will stand, one version above the one that was seen
 * @param id of the command, whose verdict stands in {@code after}
 */
public record ChangeCommit(Booking after, CommandId id, List<ResourceChange> changes) {
    /** What becomes of a line's units. */
    public enum Kind {
        /** From the slot to confirmed. */
        CONFIRM_HOLD,
        /** From the slot to available. */
        RELEASE_HOLD,
        /** From confirmed to available. */
        RELEASE_CONFIRMED
    }

    /**
     * One resource's part.
     *
     * @param slot of the booking's hold; without meaning for RELEASE_CONFIRMED
     */
    public record ResourceChange(ResourceKey key, Kind kind, long slot, long units) {}

    public ChangeCommit {
        changes = List.copyOf(changes);
    }

    /** The version that the booking had when it was read. */
    public long seenVersion() {
        return after.version() - 1;
    }

    public List<ResourceKey> keys() {
        return changes.stream().map(ResourceChange::key).toList();
    }
}
