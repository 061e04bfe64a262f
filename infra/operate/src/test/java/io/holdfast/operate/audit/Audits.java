package io.holdfast.operate.audit;

import io.holdfast.domain.Id;
import io.holdfast.dynamodb.item.Table;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Runs an audit over items that lie in memory. */
final class Audits {
    private Audits() {}

    static AuditResult of(List<Map<String, AttributeValue>> items,
            Optional<List<Map<String, AttributeValue>>> entries, Instant now) {
        TableAudit audit = new TableAudit(Scope.export(entries.isPresent(), now));
        passes(audit, items, entries);
        return audit.result(Set.of(), Set.of());
    }

    /** As of a live table to which nobody writes: the open records are read again. */
    static AuditResult live(List<Map<String, AttributeValue>> items, Instant now) {
        TableAudit audit = new TableAudit(Scope.table(false, InstantSource.fixed(now)));
        passes(audit, items, Optional.empty());
        for (Id id : audit.openRecords()) {
            AttributeValue pk = Objects.requireNonNull(Table.key(id).get("pk"));
            audit.openRecord(id, items.stream().filter(item -> pk.equals(item.get("pk")))
                    .findFirst());
        }
        return audit.result(Set.of(), Set.of());
    }

    private static void passes(TableAudit audit, List<Map<String, AttributeValue>> items,
            Optional<List<Map<String, AttributeValue>>> entries) {
        items.forEach(audit::resources);
        items.forEach(audit::records);
        entries.ifPresent(listing -> listing.forEach(audit::entry));
        if (audit.needsThirdPass()) {
            items.forEach(audit::recordAgain);
            entries.orElseThrow().forEach(audit::entryAgain);
        }
    }
}
