package io.holdfast.operate.run;

import io.holdfast.domain.Id;
import io.holdfast.domain.ResourceId;
import io.holdfast.dynamodb.item.Attribute;
import io.holdfast.dynamodb.item.Table;
import io.holdfast.operate.audit.TableAudit;
import io.holdfast.operate.source.ItemSource;
import io.holdfast.operate.source.Pass;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The reads of one round over a table that others may write to meanwhile, in their order. */
final class TableReader {
    private final ItemSource table;
    private final TableAudit audit;
    private final Set<ResourceId> moved = new HashSet<>();
    private long items;

    TableReader(ItemSource table, TableAudit audit) {
        this.table = table;
        this.audit = audit;
    }

    /** Items of the pass over all of them. */
    long items() {
        return items;
    }

    /** The resources that were written to between their image and their second reading. */
    Set<ResourceId> moved() {
        return moved;
    }

    /**
     * The first round.
     *
     * @param listing reads the entries
     */
    void passes(String round, Runnable listing) {
        AuditRun.read(table, Pass.RESOURCES, round + "resources", audit::resources);
        records(round);
        listing.run();
    }

    /** A further round, for these resources only. */
    void passAgain(String round, Set<ResourceId> resources) {
        readAgain(resources, (id, item) -> item.ifPresent(audit::resources));
        records(round);
    }

    // The versions come last: a record that is read after them may be of a later command.
    private void records(String round) {
        items = AuditRun.read(table, Pass.EVERY_ITEM, round + "records", audit::records);
        readAgain(audit.openRecords(), audit::openRecord);
        Map<ResourceId, Long> seen = audit.versions();
        Set<ResourceId> others = ConcurrentHashMap.newKeySet();
        readAgain(seen.keySet(), (id, item) -> {
            if (version(item) != seen.getOrDefault(id, 0L)) {
                others.add((ResourceId) id);
            }
        });
        moved.addAll(others);
    }

    private static long version(Optional<Map<String, AttributeValue>> item) {
        return item.map(each -> LastWrite.number(each.get(Attribute.VERSION))).orElse(0L);
    }

    private void readAgain(Collection<? extends Id> ids,
            BiConsumer<Id, Optional<Map<String, AttributeValue>>> to) {
        Map<Map<String, AttributeValue>, Id> keys = new HashMap<>();
        ids.forEach(id -> keys.put(Table.key(id), id));
        table.readAgain(keys.keySet(), (key, item) -> {
            Id id = keys.get(key);
            if (id != null) {
                to.accept(id, item);
            }
        });
    }
}
