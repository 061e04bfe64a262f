package io.holdfast.local.race;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.audit.Promises;
import io.holdfast.domain.audit.Violation;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.resource.Resource;
import io.holdfast.dynamodb.item.ItemImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * What the table says after a race: which promises its resource and all its bookings break.
 *
 * @param judged whether the resource was the same before and after its bookings were read; if not,
 *        somebody else books it, and its sums prove nothing
 * @param bookings all that have lines of the resource, whoever made them
 * @param violations each as a sentence
 */
record Aftermath(boolean judged, List<Booking> bookings, List<String> violations) {
    /** Pages of the table, of 1 MB each: about a million bookings. */
    private static final int MOST_PAGES = 1_000;
    /** Readings before a resource that others change is left unjudged. */
    private static final int MOST_TRIES = 3;
    private static final String PREFIX = "booking#";
    private static final Aftermath NOT_JUDGED = new Aftermath(false, List.of(), List.of());

    /** @param drained whether an operator had cut its capacity below what is taken */
    static Aftermath read(Store store, ResourceId id, boolean drained) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Optional<Resource> before = resource(store, id);
            Optional<List<Booking>> bookings = bookings(store, id);
            Optional<Resource> after = resource(store, id);
            if (before.isPresent() && before.equals(after) && bookings.isPresent()) {
                List<Violation> violations = Promises.broken(List.of(before.get()),
                        bookings.get(), drained ? Set.of(id) : Set.of());
                return new Aftermath(true, bookings.get(),
                        violations.stream().map(Violation::sentence).toList());
            }
        }
        return NOT_JUDGED;
    }

    private static Optional<Resource> resource(Store store, ResourceId id) {
        return store.ledger().read(Set.of(id)) instanceof Reading.Read read
                ? read.image().resource(id)
                : Optional.empty();
    }

    /** Empty if the table has more pages than are read. */
    private static Optional<List<Booking>> bookings(Store store, ResourceId id) {
        List<Booking> found = new ArrayList<>();
        Map<String, AttributeValue> from = Map.of();
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            Map<String, AttributeValue> start = from;
            ScanResponse page = store.client().scan(scan -> scan.tableName(store.table())
                    .consistentRead(true).filterExpression("sk = :booking")
                    .expressionAttributeValues(
                            Map.of(":booking", AttributeValue.fromS("booking")))
                    .exclusiveStartKey(start.isEmpty() ? null : start));
            page.items().stream().map(Aftermath::booking).flatMap(Optional::stream)
                    .filter(booking -> isOf(booking, id)).forEach(found::add);
            if (!page.hasLastEvaluatedKey() || page.lastEvaluatedKey().isEmpty()) {
                return Optional.of(found);
            }
            from = page.lastEvaluatedKey();
        }
        return Optional.empty();
    }

    private static Optional<Booking> booking(Map<String, AttributeValue> item) {
        BookingId id = new BookingId(String.valueOf(Optional.ofNullable(item.get("pk"))
                .map(AttributeValue::s).orElse("")).substring(PREFIX.length()));
        return new ItemImages().add(id, Optional.of(item)).image().booking(id);
    }

    private static boolean isOf(Booking booking, ResourceId id) {
        return booking.admission().stream().flatMap(each -> each.lines().stream())
                .anyMatch(line -> line.resource().equals(id));
    }
}
