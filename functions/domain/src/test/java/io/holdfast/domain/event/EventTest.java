package io.holdfast.domain.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.ResourceId;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.Noted;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a write to a resource is an event of: whether anybody can book, and nothing else. */
class EventTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final long EXPIRED = NOW.getEpochSecond() / 60;

    @ParameterizedTest(name = "{0} with {1} available, then {2} with {3}: {4}")
    @CsvSource(textBlock = """
            OPEN,   1, OPEN,   0, exhausted
            OPEN,   0, OPEN,   1, available
            OPEN,   0, OPEN,  -1, nothing
            OPEN,   2, OPEN,   1, nothing
            CLOSED, 0, CLOSED, 1, nothing
            CLOSED, 1, CLOSED, 0, nothing
            OPEN,   1, CLOSED, 1, exhausted
            OPEN,   0, CLOSED, 0, nothing
            OPEN,   1, CLOSED, 0, exhausted
            CLOSED, 1, OPEN,   1, available
            CLOSED, 0, OPEN,   0, nothing
            CLOSED, 0, OPEN,   1, available
            UNKNOWN, 0, OPEN,  1, nothing
            UNKNOWN, 1, CLOSED, 1, nothing
            OPEN,   1, UNKNOWN, 1, nothing
            OPEN,   1, UNKNOWN, 0, nothing
            """)
    void anEventSaysThatSomebodyCanBookOrThatNobodyCanAnyMore(ResourceStatus statusBefore,
            long before, ResourceStatus statusAfter, long after, String event) {
        assertThat(event(resource(statusBefore, before, 0), resource(statusAfter, after, 0)))
                .isEqualTo(event);
    }

    @Test
    void unitsOfExpiredHoldsCountAsAvailable() {
        assertThat(event(resource(ResourceStatus.CLOSED, 0, 2),
                resource(ResourceStatus.OPEN, 0, 2))).isEqualTo("available");
        assertThat(event(resource(ResourceStatus.OPEN, 0, 2),
                resource(ResourceStatus.OPEN, 1, 1))).isEqualTo("nothing");
    }

    @Test
    void aNewResourceIsNoEvent() {
        assertThat(Event.of(new ItemChange.OfResource(Optional.empty(),
                resource(ResourceStatus.OPEN, 5, 0), NOW))).isEmpty();
    }

    /** Until its first definition is settled it does not exist for anybody. */
    @Test
    void aStubThatBecomesAResourceIsNoEvent() {
        Resource stub = Resource.stub(new ResourceId("r"), Noted.growth(5, NOW));

        assertThat(event(stub, resource(ResourceStatus.OPEN, 5, 0))).isEqualTo("nothing");
        assertThat(Event.of(new ItemChange.OfResource(Optional.empty(), stub, NOW))).isEmpty();
    }

    /** What takes units takes them with the note: the resource is exhausted then. */
    @Test
    void aNoteThatTakesTheLastUnitIsAnEventAndItsSettlementIsNone() {
        Resource before = resource(ResourceStatus.OPEN, 2, 0);
        Resource noted = Noted.on(before, Noted.book("b", 2, NOW));
        Resource tidied = resource(ResourceStatus.OPEN, 0, 0);

        assertThat(event(before, noted)).isEqualTo("exhausted");
        assertThat(event(noted, tidied)).isEqualTo("nothing");
        assertThat(event(noted, before)).as("undone").isEqualTo("available");
    }

    private static String event(Resource before, Resource after) {
        List<Event> events = Event.of(
                new ItemChange.OfResource(Optional.of(before), after, NOW));
        return events.isEmpty()
                ? "nothing"
                : ((Event.OfResource) events.getFirst()).exhausted() ? "exhausted" : "available";
    }

    /** @param expired units in a slot that has just expired */
    private static Resource resource(ResourceStatus status, long available, long expired) {
        long capacity = 10;
        return new Resource(new ResourceId("r"), 1, 1, new Definition(capacity, status), available,
                capacity - available - expired,
                new TreeMap<>(Map.of(EXPIRED, expired)), 0);
    }
}
