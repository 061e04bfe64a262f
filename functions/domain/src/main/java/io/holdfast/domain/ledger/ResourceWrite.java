package io.holdfast.domain.ledger;

import io.holdfast.domain.ResourceId;
import io.holdfast.domain.resource.ExpiredSlots;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Settlement;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A guarded write to one resource. In one write intents are settled first, then expired slots are
 * collected, then the write's own units are taken; its guards count what it gives (design section
 * 4, N2).
 */
public sealed interface ResourceWrite {
    ResourceId resource();

    /** The intents that the write takes off. */
    List<Settlement> settlements();

    /** The expired slots that the write collects. */
    ExpiredSlots collected();

    /** What the write notes. */
    List<? extends Intent> noted();

    /** The movements that the write carries out: its own takings, and those that it settles. */
    default List<Movement> movements() {
        return Stream.concat(settled().stream(),
                noted().stream().map(Intent::movement).flatMap(Optional::stream)
                        .filter(Movement::isTaking))
                .toList();
    }

    /** The movements of the settlements. */
    default List<Movement> settled() {
        return settlements().stream().map(Settlement::movement).flatMap(Optional::stream).toList();
    }

    /**
     * Notes intents of bookings.
     *
     * @param noted 1 to 25, of distinct bookings; one that the write takes off may be of the same
     *        booking, and is replaced
     * @param expectedVersion of the resource, if a caller insists on one
     */
    record Note(ResourceId resource, List<Intent.OfBooking> noted, List<Settlement> settlements,
            ExpiredSlots collected, OptionalLong expectedVersion) implements ResourceWrite {
        public Note {
            noted = List.copyOf(noted);
            settlements = List.copyOf(settlements);
        }
    }

    /**
     * Notes a definition.
     *
     * @param seen the definition version that the item had; empty if there was no item
     * @param allowDrain whether a cut may leave fewer than no units available
     */
    record DefinitionNote(ResourceId resource, Intent.OfDefinition intent, OptionalLong seen,
            boolean allowDrain, List<Settlement> settlements, ExpiredSlots collected)
            implements
                ResourceWrite {
        public DefinitionNote {
            settlements = List.copyOf(settlements);
        }

        @Override
        public List<Intent> noted() {
            return List.of(intent);
        }
    }

    /** Takes intents off, and notes nothing. */
    record Settle(ResourceId resource, List<Settlement> settlements) implements ResourceWrite {
        public Settle {
            settlements = List.copyOf(settlements);
        }

        @Override
        public ExpiredSlots collected() {
            return ExpiredSlots.NONE;
        }

        @Override
        public List<Intent> noted() {
            return List.of();
        }
    }
}
