package io.holdfast.operate.run;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.ResourceId;
import io.holdfast.dynamodb.item.Attribute;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What was written shortly before the moment of an export. AWS promises no common instant across
 * the items of an export, so a record may be in it whose note is not, or the reverse. Every note
 * and every decision leaves its time in an item, which this class looks at.
 */
final class RecentWrites {
    /**
     * The most by which two items of an export may be of different moments, ten seconds, and the
     * longest timeout of a function: an invocation reads its clock when it starts.
     */
    static final Duration SKEW = Duration.ofSeconds(70);
    private static final String INTENT_AT = "t";

    private final Instant skewed;
    private final Instant unlisted;
    private final Set<ResourceId> resources = ConcurrentHashMap.newKeySet();
    private final Set<BookingId> bookings = ConcurrentHashMap.newKeySet();

    /**
     * @param table the moment of the table's export
     * @param listing the moment until which the listing had time to follow
     */
    RecentWrites(Instant table, Instant listing) {
        this.skewed = table.minus(SKEW);
        this.unlisted = listing.minus(ListingLag.LONGEST);
    }

    /** The resources that were written to at about the moment of the export. */
    Set<ResourceId> resources() {
        return new HashSet<>(resources);
    }

    /** The bookings that the listing's export may not have yet. */
    Set<BookingId> bookings() {
        return new HashSet<>(bookings);
    }

    /** Looks at any item; several threads may. */
    void see(Map<String, AttributeValue> item) {
        String key = text(item.get(Attribute.PK));
        if (key.startsWith("resource#")) {
            if (intents(item).anyMatch(at -> at >= skewed.getEpochSecond())) {
                add(key.substring("resource#".length()), ResourceId::new, resources);
            }
            return;
        }
        long last = LastWrite.millis(item);
        if (last >= skewed.toEpochMilli()) {
            named(item).forEach(id -> add(id, ResourceId::new, resources));
        }
        if (last >= unlisted.toEpochMilli() && key.startsWith("booking#")) {
            add(key.substring("booking#".length()), BookingId::new, bookings);
        }
    }

    private static Stream<Long> intents(Map<String, AttributeValue> resource) {
        AttributeValue map = resource.get(Attribute.INTENTS);
        AttributeValue defining = resource.get(Attribute.DEFINING);
        return Stream.concat(map == null ? Stream.of() : map.m().values().stream(),
                Stream.ofNullable(defining))
                .map(intent -> LastWrite.number(intent.m().get(INTENT_AT)));
    }

    private static Stream<String> named(Map<String, AttributeValue> record) {
        AttributeValue lines = record.get(Attribute.LINES);
        return Stream.concat(Stream.of(text(record.get(Attribute.RESOURCE))),
                lines == null
                        ? Stream.of()
                        : lines.l().stream().map(line -> text(line.m().get(Attribute.RESOURCE))));
    }

    private static String text(@Nullable AttributeValue value) {
        return value == null || value.s() == null ? "" : value.s();
    }

    // An id that is none is a finding of the judge.
    private static <I> void add(String id, Function<String, I> of, Set<I> to) {
        try {
            to.add(of.apply(id));
        } catch (InvalidInput e) {
            return;
        }
    }
}
