package io.holdfast.domain.protocol;

import io.holdfast.domain.ResourceId;
import io.holdfast.domain.decision.Outlook;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a resource as callers see it. It settles nothing: intents whose fate is final for ten
 * seconds are applied in thought, and what has been in doubt for sixty counts as void, as the next
 * attempt would treat it.
 */
final class ResourceReading {
    private ResourceReading() {}

    /** The image shows the resource with those intents applied, or that it does not exist. */
    static Reading read(ResourceId id, Ledger ledger, Instant now) {
        Reading reading = ledger.read(Set.of(id));
        if (!(reading instanceof Reading.Read(Image image)) || !image.shows(id)) {
            return reading;
        }
        Optional<Resource> resource = image.resource(id);
        List<Intent> old = resource.map(Resource::allIntents).orElse(List.of()).stream()
                .filter(intent -> mayBeApplied(intent, resource.orElseThrow(), now)).toList();
        if (old.isEmpty()) {
            return shown(image, id, now);
        }
        return switch (ledger.read(Look.records(old))) {
            case Reading.NotRead notRead -> notRead;
            case Reading.Read(Image records) -> shown(image.updatedBy(records), id, now);
        };
    }

    /** Only the record says whether a resource exists that was never settled. */
    private static boolean mayBeApplied(Intent intent, Resource resource, Instant now) {
        return intent.isOlderThan(Intent.TIDIED_AFTER, now)
                || (resource.isStub() && intent instanceof Intent.OfDefinition);
    }

    private static Reading shown(Image image, ResourceId id, Instant now) {
        Optional<Resource> shown = image.resource(id)
                .flatMap(resource -> new Outlook(resource, image, now).visible());
        return new Reading.Read(new Image(Map.of(), Map.of(), Map.of(id, shown)));
    }
}
