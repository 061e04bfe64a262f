package io.holdfast.domain.ledger;

import io.holdfast.domain.ResourceId;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.ExpiredSlots;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Resource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The one guarded write of a commit to one resource. */
public sealed interface ResourceWrite {
    ResourceId resource();

    /** Creates the resource, with all its units available, if there is none. */
    record Create(ResourceId resource, Definition definition) implements ResourceWrite {
        /** The resource as it is created. */
        public Resource result() {
            return new Resource(resource, 1, 1, definition, definition.capacity(), 0,
                    Collections.emptySortedMap(), 0);
        }
    }

    /**
     * Moves units. The guards follow from the movements: see {@link Movement}.
     *
     * @param movements of the resource; none for a definition that only changes the status
     * @param collected expired slots whose units the same write returns
     * @param expectedVersion of the resource, if a caller insists on one
     * @param redefinition of a write that changes the definition
     */
    record Move(ResourceId resource, List<Movement> movements, ExpiredSlots collected,
            OptionalLong expectedVersion, Optional<Redefinition> redefinition)
            implements
                ResourceWrite {
        public Move {
            movements = List.copyOf(movements);
        }

        /** Movements of a booking's units, and nothing else. */
        public static Move of(ResourceId resource, List<Movement> movements) {
            return new Move(resource, movements, ExpiredSlots.NONE, OptionalLong.empty(),
                    Optional.empty());
        }
    }

    /**
     * A change of the definition.
     *
     * @param seen the definition version that it was decided on
     * @param definition what the resource becomes; movements change its capacity
     * @param allowDrain whether a cut may leave fewer than no units available
     */
    record Redefinition(long seen, Definition definition, boolean allowDrain) {}
}
