package io.holdfast.lab.listing;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.listing.Listing;
import io.holdfast.dynamodb.DynamoDbListing;
import io.holdfast.engine.Interception;
import io.holdfast.lab.BusDouble;
import io.holdfast.lab.Engine;
import io.holdfast.lambda.stream.StreamEvent.StreamRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/**
 * Whatever is done to bookings, and however often and in whatever order the stream's records
 * arrive, the listing ends equal to the bookings.
 */
class ListingTest {
    private static final int COMMANDS = 250;
    private static final int BATCH = 20;

    private final Listing listing = new DynamoDbListing(Engine.embedded(), Engine.LISTING);

    @Test
    void aStreamInOrderMakesTheListingEqualToTheBookings() {
        Hotel hotel = hotel(1);

        deliver(hotel, hotel.records(), Engine.embedded());

        assertThat(Entries.ofBookings(hotel)).isNotEmpty();
        assertThat(listed(hotel)).isEqualTo(Entries.ofBookings(hotel));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void recordsThatArriveTwiceAndInAnyOrderDoTheSame(long seed) {
        Hotel hotel = hotel(seed);

        deliver(hotel, shuffledTwice(hotel.records(), seed), Engine.embedded());

        assertThat(listed(hotel)).isEqualTo(Entries.ofBookings(hotel));
    }

    @Test
    void aRecordThatIsDeliveredWhileTheBookingGoesOnDoesNoHarm() {
        Hotel hotel = new Hotel(7);
        for (int round = 0; round < 10; round++) {
            hotel.run(COMMANDS / 10);
            deliver(hotel, shuffledTwice(hotel.records(), round), Engine.embedded());
            assertThat(listed(hotel)).as("round %s", round).isEqualTo(Entries.ofBookings(hotel));
        }
    }

    /** The negative control: without the condition the last to arrive wins. */
    @Test
    void withoutTheConditionOnTheVersionALateRecordUndoesALaterOne() {
        Interception unconditional = (request, proceed) -> proceed
                .with(request instanceof PutItemRequest put
                        ? put.toBuilder().conditionExpression(null).expressionAttributeNames(null)
                                .expressionAttributeValues(null).build()
                        : request);
        Hotel hotel = hotel(1);

        deliver(hotel, shuffledTwice(hotel.records(), 1), unconditional.around(Engine.embedded()));

        assertThat(listed(hotel)).isNotEqualTo(Entries.ofBookings(hotel));
    }

    private static Hotel hotel(long seed) {
        Hotel hotel = new Hotel(seed);
        hotel.run(COMMANDS);
        return hotel;
    }

    private static void deliver(Hotel hotel, List<StreamRecord> records, DynamoDbClient client) {
        for (int from = 0; from < records.size(); from += BATCH) {
            assertThat(hotel.deliver(
                    records.subList(from, Math.min(records.size(), from + BATCH)), client,
                    new BusDouble())).isEmpty();
        }
    }

    private static List<StreamRecord> shuffledTwice(List<StreamRecord> records, long seed) {
        List<StreamRecord> all = new ArrayList<>(records);
        all.addAll(records);
        Collections.shuffle(all, new Random(seed));
        return all;
    }

    private Iterable<String> listed(Hotel hotel) {
        return Entries.ofListing(listing, hotel.lists());
    }
}
