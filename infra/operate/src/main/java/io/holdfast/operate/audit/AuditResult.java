package io.holdfast.operate.audit;

import io.holdfast.domain.ResourceId;
import java.util.List;
import java.util.Set;

/**
 * What an audit found.
 *
 * @param findings in the order of their items, at most {@link TableAudit#MOST_FINDINGS}
 * @param found all of them, those that are not listed too
 * @param inMotion resources whose sums were not judged, since they were written to meanwhile
 * @param counts of what was read
 */
public record AuditResult(List<Finding> findings, long found, Set<ResourceId> inMotion,
        Counts counts) {
    /**
     * Items that were read.
     *
     * @param entries of the listing
     * @param intents that were still open
     * @param unproven fingerprints whose command could not be told from the record, so that they
     *        prove nothing
     */
    public record Counts(long resources, long bookings, long failedBookings, long definitions,
            long entries, long intents, long unproven) {}

    public AuditResult {
        findings = List.copyOf(findings);
        inMotion = Set.copyOf(inMotion);
    }
}
