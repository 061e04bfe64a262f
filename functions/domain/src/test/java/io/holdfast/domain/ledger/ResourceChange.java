package io.holdfast.domain.ledger;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.Fate;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Intent.OfDefinition;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import io.holdfast.domain.resource.Settlement;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a write to a resource leaves, by the meaning of its {@link Balance}. */
final class ResourceChange {
    private final Resource before;
    private final ResourceWrite write;
    private final Balance balance;

    ResourceChange(Resource before, ResourceWrite write) {
        this.before = before;
        this.write = write;
        this.balance = Balance.of(write);
    }

    Resource after() {
        boolean kept = definitionTakenOff().filter(each -> each.fate() == Fate.KEPT).isPresent();
        return new Resource(before.id(), before.version() + 1,
                before.definitionVersion() + (kept ? 1 : 0),
                new Definition(before.capacity() + balance.capacity(), status()),
                before.available() + balance.available(),
                before.confirmed() + balance.confirmed(), slots(),
                write.collected().through().orElse(before.expiredThrough()), intents(),
                defining());
    }

    private SortedMap<Long, Long> slots() {
        NavigableMap<Long, Long> slots = new TreeMap<>(before.expiring());
        balance.slots().forEach((slot, gain) -> slots.merge(slot, gain, Long::sum));
        write.collected().units().keySet().forEach(slots::remove);
        return slots;
    }

    private Map<BookingId, Intent.OfBooking> intents() {
        Map<BookingId, Intent.OfBooking> intents = new HashMap<>(before.intents());
        for (Settlement settlement : write.settlements()) {
            if (settlement.intent() instanceof Intent.OfBooking intent) {
                intents.remove(intent.booking());
            }
        }
        for (Intent intent : write.noted()) {
            if (intent instanceof Intent.OfBooking booking) {
                intents.put(booking.booking(), booking);
            }
        }
        return intents;
    }

    private Optional<OfDefinition> defining() {
        Optional<OfDefinition> noted = write.noted().stream()
                .filter(OfDefinition.class::isInstance).map(OfDefinition.class::cast).findFirst();
        return noted.isPresent() || definitionTakenOff().isPresent() ? noted : before.defining();
    }

    /** A closing takes effect when it is noted, an opening when it is settled (N16). */
    private ResourceStatus status() {
        boolean closes = write.noted().stream()
                .anyMatch(intent -> intent instanceof OfDefinition noted && noted.closes());
        return closes
                ? ResourceStatus.CLOSED
                : definitionTakenOff().flatMap(each -> ((OfDefinition) each.intent())
                        .statusAfter(each.fate())).orElse(before.status());
    }

    private Optional<Settlement> definitionTakenOff() {
        return write.settlements().stream()
                .filter(each -> each.intent() instanceof OfDefinition).findFirst();
    }
}
