package io.holdfast.operate.audit;

import io.holdfast.domain.ResourceId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What an audit looks at.
 *
 * @param snapshot whether all items are of one instant, as in an export; then the records that
 *        intents name need not be read again
 * @param listing whether the entries of the listing are audited as well
 * @param now no time of an item may be far beyond it
 * @param only the resources whose sums a further round judges; empty for the first round, which
 *        judges everything
 */
public record Scope(boolean snapshot, boolean listing, Instant now,
        Optional<Set<ResourceId>> only) {
    public Scope {
        only = only.map(Set::copyOf);
    }

    /** All of an export. */
    public static Scope export(boolean listing, Instant now) {
        return new Scope(true, listing, now, Optional.empty());
    }

    /** All of a table that others may write to meanwhile. */
    public static Scope table(boolean listing, Instant now) {
        return new Scope(false, listing, now, Optional.empty());
    }

    /** A further round over the same table, for the sums of these resources only. */
    public Scope again(Set<ResourceId> resources, Instant at) {
        return new Scope(snapshot, false, at, Optional.of(resources));
    }
}
