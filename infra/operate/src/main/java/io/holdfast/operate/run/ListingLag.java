package io.holdfast.operate.run;

import io.holdfast.domain.BookingId;
import io.holdfast.dynamodb.item.Table;
import io.holdfast.operate.audit.Scope;
import io.holdfast.operate.audit.TableAudit;
import io.holdfast.operate.source.ItemSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Tells bookings whose entries are wrong from those that the listing has not followed yet: the
 * table's stream writes it, usually within a second.
 */
final class ListingLag {
    /** From then on entries that are not there are missing; the alarm IteratorAge says the same. */
    static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration BETWEEN_READINGS = Duration.ofSeconds(2);
    private static final int MOST_READINGS = 15;

    private final ItemSource table;
    private final ItemSource listing;
    private final InstantSource clock;
    private final Pause pause;
    private final Set<BookingId> agreed = new HashSet<>();
    private final Set<BookingId> late = new HashSet<>();

    ListingLag(ItemSource table, ItemSource listing, InstantSource clock, Pause pause) {
        this.table = table;
        this.listing = listing;
        this.clock = clock;
        this.pause = pause;
    }

    /** Bookings whose entries are right by now. */
    Set<BookingId> agreed() {
        return agreed;
    }

    /** Bookings whose entries still differ, and may still come. */
    Set<BookingId> late() {
        return late;
    }

    /**
     * Reads bookings and their entries again until they agree, or no booking is left whose entries
     * may still come, or it has waited for half a minute.
     *
     * @param differing with the keys of all entries that were expected or found
     */
    void follow(Map<BookingId, Set<Map<String, AttributeValue>>> differing) {
        Map<BookingId, Set<Map<String, AttributeValue>>> open = new HashMap<>(differing);
        for (int reading = 0; reading < MOST_READINGS; reading++) {
            late.clear();
            judge(open);
            open.keySet().retainAll(late);
            if (late.isEmpty()) {
                return;
            }
            pause.last(BETWEEN_READINGS);
        }
    }

    // The entries first: a later record may only be ahead of them, as the stream is late.
    private void judge(Map<BookingId, Set<Map<String, AttributeValue>>> open) {
        Set<Map<String, AttributeValue>> keys = new HashSet<>();
        open.values().forEach(keys::addAll);
        Collection<Map<String, AttributeValue>> entries = read(listing, keys).values();
        Map<Map<String, AttributeValue>, Map<String, AttributeValue>> records = read(table,
                open.keySet().stream().map(Table::key).toList());
        Instant now = clock.instant();
        Set<BookingId> differing = differing(records.values(), entries, now);
        for (BookingId booking : open.keySet()) {
            Map<String, AttributeValue> record = records.getOrDefault(Table.key(booking),
                    Map.of());
            if (!differing.contains(booking)) {
                agreed.add(booking);
            } else if (LastWrite.millis(record) > now.minus(LONGEST).toEpochMilli()) {
                late.add(booking);
            }
        }
    }

    private static Map<Map<String, AttributeValue>, Map<String, AttributeValue>> read(
            ItemSource source, Collection<Map<String, AttributeValue>> keys) {
        Map<Map<String, AttributeValue>, Map<String, AttributeValue>> items = new ConcurrentHashMap<>();
        source.readAgain(keys, (key, item) -> item.ifPresent(each -> items.put(key, each)));
        return items;
    }

    /** The same judge, on these items alone. */
    private static Set<BookingId> differing(Collection<Map<String, AttributeValue>> records,
            Collection<Map<String, AttributeValue>> entries, Instant now) {
        TableAudit audit = new TableAudit(Scope.table(true, InstantSource.fixed(now)));
        records.forEach(audit::records);
        entries.forEach(audit::entry);
        if (!audit.needsThirdPass()) {
            return Set.of();
        }
        records.forEach(audit::recordAgain);
        entries.forEach(audit::entryAgain);
        return audit.differing().keySet();
    }
}
