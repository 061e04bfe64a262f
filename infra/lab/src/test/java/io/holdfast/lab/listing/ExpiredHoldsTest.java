package io.holdfast.lab.listing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.holdfast.engine.Interception;
import io.holdfast.lab.BusDouble;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.TestContext;
import io.holdfast.lab.Written;
import io.holdfast.lambda.stream.FailureQueue;
import io.holdfast.lambda.stream.StreamBatch;
import io.holdfast.lambda.stream.StreamEvent.StreamRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** Who publishes that a hold has expired: whoever touches it, and whoever collects its slot. */
class ExpiredHoldsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant OVER = NOON.plus(Duration.ofMinutes(20));
    private static final long SLOT = NOON.plus(Duration.ofMinutes(10)).getEpochSecond() / 60;

    private final Written written = new Written(NOON);
    private final Functions noon = Functions.on(written.around(Engine.embedded()), NOON);
    private final Functions over = Functions.on(written.around(Engine.embedded()), OVER);
    private final String resource = Engine.fresh("resource");
    private final String hold = Engine.fresh("hold");
    private final BusDouble bus = new BusDouble();
    private final TestContext context = new TestContext(60_000);

    @BeforeEach
    void hold() {
        noon.define(resource, 5);
        noon.hold(hold, resource, 2, "PT10M");
        deliver(Engine.embedded(), NOON);
        bus.published.clear();
        bus.details.clear();
    }

    @Test
    void timeAlonePublishesNothing() {
        over.resource(resource);
        over.book(Engine.fresh("other"), resource, 1);

        deliver(Engine.embedded(), OVER);

        assertThat(expired()).isEmpty();
    }

    @Test
    void aConfirmThatComesTooLatePublishesItWithoutAListing() {
        over.confirm(hold, "pay");

        new StreamBatch(bus, FailureQueue.NONE, context).publish(take());

        assertThat(bus.published).containsExactly("booking.failed booking/" + hold + "/pay",
                event(hold, SLOT));
    }

    @Test
    void aBookingThatCollectsTheSlotPublishesTheHoldsInIt() {
        String other = Engine.fresh("hold");
        noon.hold(other, resource, 1, "PT10M");
        noon.hold(Engine.fresh("later"), resource, 1, "PT1H");
        deliver(Engine.embedded(), NOON);
        over.book(Engine.fresh("other"), resource, 4);

        deliver(Engine.embedded(), OVER);

        assertThat(expired()).containsExactlyInAnyOrder(event(hold, SLOT), event(other, SLOT));
        JsonNode detail = bus.details.stream()
                .filter(each -> each.get("eventId").textValue().startsWith("booking/" + hold))
                .findFirst().orElseThrow();
        assertThat(detail.get("state").textValue()).isEqualTo("EXPIRED");
        assertThat(detail.get("expiresAt").textValue()).isEqualTo("2026-03-01T12:10:00.000Z");
        assertThat(detail.at("/lines/0/remaining").intValue()).isEqualTo(2);
    }

    /** The record of the resource is read, and the others are published. */
    @Test
    void aHoldThatCannotBeReadHidesNoOther() {
        String broken = Engine.fresh("hold");
        noon.hold(broken, resource, 1, "PT10M");
        deliver(Engine.embedded(), NOON);
        over.book(Engine.fresh("other"), resource, 4);
        List<StreamRecord> records = take();
        Engine.embedded().updateItem(update -> update.tableName(Engine.TABLE)
                .key(Map.of("pk", AttributeValue.fromS("booking#" + broken), "sk",
                        AttributeValue.fromS("booking")))
                .updateExpression("REMOVE slot"));

        assertThat(publish(records, Engine.embedded(), OVER)).isEmpty();
        assertThat(expired()).containsExactly(event(hold, SLOT));
        assertThat(context.logged()).contains("left out of the holds that have expired");
    }

    @Test
    void withoutAListingACollectionPublishesNoHold() {
        over.book(Engine.fresh("other"), resource, 4);

        new StreamBatch(bus, FailureQueue.NONE, context).publish(take());

        assertThat(expired()).isEmpty();
    }

    @Test
    void aHoldThatWasConfirmedOrReleasedIsNotSaidToHaveExpired() {
        noon.confirm(hold, "pay");
        String released = Engine.fresh("hold");
        noon.hold(released, resource, 1, "PT10M");
        // The records of both are late: the listing still has them as holds.
        List<StreamRecord> late = take();
        noon.release(released, "back");
        String other = Engine.fresh("hold");
        noon.hold(other, resource, 3, "PT10M");
        over.book(Engine.fresh("other"), resource, 2);
        deliver(Engine.embedded(), OVER);
        written.records.addAll(late);
        deliver(Engine.embedded(), OVER);

        assertThat(expired()).containsOnly(event(other, SLOT));
    }

    @Test
    void aHoldThatWasCollectedBeforeItsRecordCameIsPublishedWithItsRecord() {
        String unlisted = Engine.fresh("hold");
        noon.hold(unlisted, resource, 3, "PT10M");
        List<StreamRecord> late = take();
        over.book(Engine.fresh("other"), resource, 5);
        deliver(Engine.embedded(), OVER);
        assertThat(expired()).containsExactly(event(hold, SLOT));

        written.records.addAll(late);
        deliver(Engine.embedded(), OVER);

        assertThat(expired()).contains(event(unlisted, SLOT));
    }

    @Test
    void anOldHoldThatNobodyHasCollectedIsNotPublishedWithItsRecord() {
        String unlisted = Engine.fresh("hold");
        noon.hold(unlisted, resource, 3, "PT10M");

        deliver(Engine.embedded(), OVER);

        assertThat(expired()).isEmpty();
    }

    @Test
    void aCollectionOfManyHoldsPublishesThemAll() {
        String hall = Engine.fresh("resource");
        noon.define(hall, 250);
        List<String> holds = IntStream.range(0, 250).mapToObj(i -> Engine.fresh("hold")).toList();
        holds.forEach(each -> noon.hold(each, hall, 1, "PT10M"));
        deliver(Engine.embedded(), NOON);
        over.book(Engine.fresh("other"), hall, 250);

        deliver(Engine.embedded(), OVER);

        assertThat(expired()).containsExactlyInAnyOrderElementsOf(
                holds.stream().map(each -> event(each, SLOT)).toList());
    }

    @Test
    void aRecordWhoseEntryIsNotWrittenIsRedeliveredWithThoseBehindIt() {
        AtomicBoolean throttled = new AtomicBoolean(true);
        Interception listing = (request, proceed) -> {
            if (throttled.get() && request instanceof PutItemRequest) {
                throw ProvisionedThroughputExceededException.builder().statusCode(400)
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode("ProvisionedThroughputExceededException").build())
                        .build();
            }
            return proceed.with(request);
        };
        noon.confirm(hold, "pay");
        List<StreamRecord> records = take();
        String first = records.stream().filter(each -> each.after().containsKey("lines"))
                .findFirst().orElseThrow().sequenceNumber();

        assertThat(publish(records, listing.around(Engine.embedded()), NOON)).contains(first);
        assertThat(bus.published).isEmpty();
        assertThat(context.logged()).contains("\"unlisted\"", "THROTTLED");
        throttled.set(false);
        assertThat(publish(records, listing.around(Engine.embedded()), NOON)).isEmpty();
        assertThat(bus.published).containsExactly("booking.confirmed booking/" + hold + "/pay");
    }

    private List<String> expired() {
        return bus.published.stream().filter(each -> each.startsWith("booking.expired")).toList();
    }

    private static String event(String booking, long slot) {
        return "booking.expired booking/" + booking + "/expired/" + slot;
    }

    private void deliver(DynamoDbClient client, Instant now) {
        assertThat(publish(take(), client, now)).isEmpty();
    }

    private Optional<String> publish(List<StreamRecord> records, DynamoDbClient client,
            Instant now) {
        return StreamBatch.of(bus, FailureQueue.NONE,
                Functions.wiring(client, InstantSource.fixed(now)), context).publish(records);
    }

    private List<StreamRecord> take() {
        List<StreamRecord> records = List.copyOf(written.records);
        written.records.clear();
        return records;
    }
}
