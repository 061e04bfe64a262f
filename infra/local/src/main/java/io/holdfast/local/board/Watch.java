package io.holdfast.local.board;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.protocol.Protocol;
import io.holdfast.domain.resource.ExpiryWheel;
import io.holdfast.domain.resource.Resource;
import io.holdfast.dynamodb.item.CorruptItem;
import io.holdfast.local.race.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * The resources as the board shows them. It reads those that were written, a few times a second and
 * as callers read them, so that a page and the API have the same figures. One thread reads; any
 * thread may say that a resource was written.
 */
final class Watch {
    /** Resources of the board; one more replaces the one that was written longest ago. */
    static final int MOST_RESOURCES = 500;
    /** Pages of the table, of 1 MB each, that are searched for resources when somebody looks. */
    private static final int MOST_PAGES = 100;
    /** A resource with intents is read again after so long. */
    private static final Duration UNSETTLED = Duration.ofSeconds(1);
    private static final String PREFIX = "resource#";

    private final Store store;
    private final Counters counters;
    private final Set<String> written = new LinkedHashSet<>();
    private final LinkedHashMap<String, Seen> known = new LinkedHashMap<>();
    private boolean complete = true;

    /**
     * A resource as it was read last.
     *
     * @param due when time alone changes it, in epoch milliseconds
     */
    private record Seen(long capacity, OptionalLong due, ObjectNode view) {
        Seen unread() {
            return new Seen(capacity, OptionalLong.empty(), view);
        }
    }

    Watch(Store store, Counters counters) {
        this.store = store;
        this.counters = counters;
    }

    /** Says that a resource was written. */
    void touch(String id) {
        synchronized (written) {
            written.add(id);
            if (written.size() > MOST_RESOURCES) {
                written.remove(written.iterator().next());
            }
        }
    }

    /** Finds the resources of the table, and reads them. */
    void discover(Instant now) {
        known.clear();
        complete = false;
        Map<String, AttributeValue> from = Map.of();
        int found = 0;
        for (int pages = 0; pages < MOST_PAGES && found <= MOST_RESOURCES; pages++) {
            ScanResponse page = store.client().scan(ScanRequest.builder().tableName(store.table())
                    .filterExpression("sk = :resource").projectionExpression("pk")
                    .expressionAttributeValues(
                            Map.of(":resource", AttributeValue.fromS("resource")))
                    .exclusiveStartKey(from.isEmpty() ? null : from).build());
            page.items().stream().map(item -> Optional.ofNullable(item.get("pk")))
                    .flatMap(Optional::stream)
                    .forEach(key -> touch(key.s().substring(PREFIX.length())));
            found += page.items().size();
            from = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : Map.of();
            if (from.isEmpty()) {
                complete = found <= MOST_RESOURCES;
                break;
            }
        }
        for (int i = 0; i <= MOST_RESOURCES / Limits.RESOURCES_READ; i++) {
            changes(now);
        }
    }

    /** Reads the resources that were written, or that time has changed; returns what changed. */
    ArrayNode changes(Instant now) {
        known.forEach((id, seen) -> {
            if (seen.due().isPresent() && seen.due().getAsLong() <= now.toEpochMilli()) {
                touch(id);
            }
        });
        ArrayNode changes = JsonNodeFactory.instance.arrayNode();
        Set<ResourceId> ids = take();
        if (ids.isEmpty()) {
            return changes;
        }
        read(ids, now, changes);
        return changes;
    }

    /** One item that cannot be read fails the whole request; then each id has one of its own. */
    private void read(Set<ResourceId> ids, Instant now, ArrayNode changes) {
        try {
            switch (new Protocol(store.ledger()).readResources(ids, now)) {
                case Reading.Read(Image image) -> ids
                        .forEach(id -> see(id, image.resource(id), now).ifPresent(changes::add));
                case Reading.NotRead notRead -> ids.forEach(id -> touch(id.value()));
            }
        } catch (CorruptItem e) {
            if (ids.size() > 1) {
                ids.forEach(id -> read(Set.of(id), now, changes));
                return;
            }
            counters.unreadable(String.valueOf(e.getMessage()));
            // Counted once; it is read again when it is written, and not by the clock.
            ids.forEach(id -> known.computeIfPresent(id.value(), (key, seen) -> seen.unread()));
        }
    }

    /** All resources of the board. */
    ArrayNode all() {
        ArrayNode views = JsonNodeFactory.instance.arrayNode();
        known.values().forEach(seen -> views.add(seen.view()));
        return views;
    }

    /** Whether all resources of the table are on the board. */
    boolean isComplete() {
        return complete;
    }

    private Set<ResourceId> take() {
        Set<ResourceId> ids = new LinkedHashSet<>();
        synchronized (written) {
            for (String id : Set.copyOf(written)) {
                if (ids.size() == Limits.RESOURCES_READ) {
                    break;
                }
                written.remove(id);
                try {
                    ids.add(new ResourceId(id));
                } catch (InvalidInput e) {
                    // A verdict named something that cannot be a resource.
                }
            }
        }
        return ids;
    }

    private Optional<ObjectNode> see(ResourceId id, Optional<Resource> read, Instant now) {
        Seen before = known.remove(id.value());
        if (read.isEmpty()) {
            return before == null
                    ? Optional.empty()
                    : Optional.of(JsonNodeFactory.instance.objectNode()
                            .put("resourceId", id.value()).put("gone", true));
        }
        Resource resource = read.get();
        boolean over = counters.judge(resource,
                before == null || resource.capacity() < before.capacity());
        Seen seen = seen(resource, now);
        seen.view().put("overCapacity", over);
        known.put(id.value(), seen);
        if (known.size() > MOST_RESOURCES) {
            known.pollFirstEntry();
            complete = false;
        }
        return before != null && before.view().equals(seen.view())
                ? Optional.empty()
                : Optional.of(seen.view());
    }

    private static Seen seen(Resource resource, Instant now) {
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        view.put("resourceId", resource.id().value()).put("capacity", resource.capacity())
                .put("available", resource.availableAt(now)).put("held", resource.heldAt(now))
                .put("confirmed", resource.confirmed()).put("status", resource.status().name())
                .put("version", resource.version())
                .put("definitionVersion", resource.definitionVersion())
                .put("intents", resource.intents().size());
        OptionalLong expiry = resource.expiring().entrySet().stream()
                .filter(slot -> slot.getKey() > ExpiryWheel.lastExpired(now)
                        && slot.getValue() > 0)
                .mapToLong(slot -> ExpiryWheel.expiresAt(slot.getKey()).toEpochMilli())
                .findFirst();
        expiry.ifPresent(at -> view.put("nextExpiry", at));
        // Intents that are not settled yet are so for readers a few seconds later.
        OptionalLong due = resource.intents().isEmpty()
                ? expiry
                : OptionalLong.of(now.plus(UNSETTLED).toEpochMilli());
        return new Seen(resource.capacity(), due, view);
    }
}
