package io.holdfast.domain.protocol;

import io.holdfast.domain.Id;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.decision.Outlook;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads resources as callers see them. It settles nothing: intents whose fate is final for ten
 * seconds are applied in thought, and what has been in doubt for sixty counts as void, as the next
 * attempt would treat it. It is one request, and one more where there are old intents; that one
 * reads at most {@link Look#MOST_RECORDS} records, and what it does not read counts as in doubt.
 */
final class ResourceReading {
    private ResourceReading() {}

    /**
     * The image shows each resource with those intents applied, or that it does not exist. It lacks
     * a resource that the store did not return, and one of which only a record that was not read
     * says whether it exists.
     *
     * @param ids 1 to 100
     */
    static Reading read(Set<ResourceId> ids, Ledger ledger, Instant now) {
        Reading reading = ledger.read(Set.copyOf(ids));
        if (!(reading instanceof Reading.Read(Image image)) || !image.showsAll(Set.copyOf(ids))) {
            return reading;
        }
        Set<Id> records = records(image, now);
        if (records.isEmpty()) {
            return shown(image, ids, now);
        }
        return switch (ledger.read(records)) {
            case Reading.NotRead notRead -> notRead;
            case Reading.Read(Image more) -> shown(image.updatedBy(more), ids, now);
        };
    }

    /** First those that say whether a resource exists, at most one of each resource. */
    private static Set<Id> records(Image image, Instant now) {
        List<Intent> first = new ArrayList<>();
        List<Intent> old = new ArrayList<>();
        image.resources().values().stream().flatMap(Optional::stream).forEach(resource -> {
            for (Intent intent : resource.allIntents()) {
                if (resource.isStub() && intent instanceof Intent.OfDefinition) {
                    first.add(intent);
                } else if (intent.isOlderThan(Intent.TIDIED_AFTER, now)) {
                    old.add(intent);
                }
            }
        });
        Set<Id> records = new LinkedHashSet<>(Look.records(first));
        records.addAll(Look.records(old));
        return records.stream().limit(Look.MOST_RECORDS).collect(Collectors.toSet());
    }

    private static Reading shown(Image image, Set<ResourceId> ids, Instant now) {
        Map<ResourceId, Optional<Resource>> shown = new HashMap<>();
        for (ResourceId id : ids) {
            Optional<Outlook> outlook = image.resource(id)
                    .map(resource -> new Outlook(resource, image, now));
            if (outlook.filter(Outlook::mayExist).isEmpty()) {
                shown.put(id, outlook.flatMap(Outlook::visible));
            }
        }
        return new Reading.Read(new Image(Map.of(), Map.of(), shown));
    }
}
