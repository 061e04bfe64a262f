package io.holdfast.operate.audit;

import io.holdfast.domain.ResourceId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * What an audit looks at.
 *
 * @param snapshot whether all items are of one instant, as in an export; then the records that
 *        intents name need not be read again
 * @param listing whether the entries of the listing are audited as well
 * @param clock no time of an item may be far beyond it; stands still for a snapshot
 * @param only the resources whose sums a further round judges; empty for the first round, which
 *        judges everything
 */
public record Scope(boolean snapshot, boolean listing, InstantSource clock,
        Optional<Set<ResourceId>> only) {
    public Scope {
        only = only.map(Set::copyOf);
    }

    /** All of an export. */
    public static Scope export(boolean listing, Instant moment) {
        return new Scope(true, listing, InstantSource.fixed(moment), Optional.empty());
    }

    /** All of a table that others may write to meanwhile. */
    public static Scope table(boolean listing, InstantSource clock) {
        return new Scope(false, listing, clock, Optional.empty());
    }

    /** A further round over the same table, for the sums of these resources only. */
    public Scope again(Set<ResourceId> resources) {
        return new Scope(snapshot, false, clock, Optional.of(resources));
    }
}
