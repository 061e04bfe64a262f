package io.holdfast.domain.ledger;

import io.holdfast.domain.CommandRecord;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A write that was refused as a whole, with what the store said of each part. The store need not
 * report every part that failed.
 *
 * @param standing what already stood under the ids of the commands
 * @param failedGuards the resources whose guard was false, each with its image at that instant,
 *        or empty when there is no such resource
 * @param conflict another write was under way on one of the items
 * @param throttled the store refused for throughput
 */
public record Cancelled<T extends CommandRecord>(List<T> standing,
        Map<ResourceKey, Optional<Resource>> failedGuards, boolean conflict, boolean throttled) {

    public Cancelled {
        standing = List.copyOf(standing);
        failedGuards = Map.copyOf(failedGuards);
    }
}
