package io.holdfast.operate.audit;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Id;
import io.holdfast.domain.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Judges the items of a table, one after the other, in passes: the resources first, since every
 * change is noted there before it is decided; then the records, and the entries of the listing.
 * Each method may be called by several threads, but a pass only after the one before it.
 */
public final class TableAudit {
    /** Findings that are listed; beyond it they are only counted. */
    public static final int MOST_FINDINGS = 1_000;

    @SuppressWarnings("unused")
    private final Scope scope;

    public TableAudit(Scope scope) {
        this.scope = scope;
    }

    /** Pass 1: any item of the table; only resources are looked at. */
    public void resources(Map<String, AttributeValue> item) {}

    /** Pass 2: any item of the table; everything but resources is looked at. */
    public void records(Map<String, AttributeValue> item) {}

    /** Pass 2: an item of the listing. */
    public void entry(Map<String, AttributeValue> item) {}

    /**
     * After pass 2: the records that intents name, to be read again, since only they can have
     * changed the sums meanwhile. None in a snapshot.
     */
    public Set<Id> openRecords() {
        return Set.of();
    }

    /** One of {@link #openRecords()}, read after pass 1; empty if there is none. */
    public void openRecord(Id id, Optional<Map<String, AttributeValue>> item) {}

    /**
     * The version of each resource as pass 1 saw it, 0 for one that a booking names and pass 1 did
     * not see. One that has another version now is in motion.
     */
    public Map<ResourceId, Long> versions() {
        return Map.of();
    }

    /**
     * After pass 2: whether bookings and entries of the listing differ. Then a pass 3 over both
     * ({@link #recordAgain}, {@link #entryAgain}) names them; on a live table some seconds later,
     * because the listing follows the table's stream.
     */
    public boolean needsThirdPass() {
        return false;
    }

    /** Pass 3: any item of the table. */
    public void recordAgain(Map<String, AttributeValue> item) {}

    /** Pass 3: an item of the listing. */
    public void entryAgain(Map<String, AttributeValue> item) {}

    /**
     * The result of all passes.
     *
     * @param inMotion resources that were written to since pass 1; their sums are not judged
     * @param bookingsInMotion bookings that were written to since pass 3 read them; their entries
     *        are not judged
     */
    public AuditResult result(Set<ResourceId> inMotion, Set<BookingId> bookingsInMotion) {
        return new AuditResult(List.of(), 0, inMotion,
                new AuditResult.Counts(0, 0, 0, 0, 0, 0, 0));
    }
}
