package io.holdfast.lab.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.holdfast.engine.Interception;
import io.holdfast.lab.BusDouble;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.TestContext;
import io.holdfast.lab.Written;
import io.holdfast.lambda.StreamHandler;
import io.holdfast.lambda.stream.FailureQueue;
import io.holdfast.lambda.stream.StreamBatch;
import io.holdfast.lambda.stream.StreamEvent.StreamRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/**
 * The events of each write and their order, and the records that are redelivered after a failure.
 */
class StreamBatchTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final TestContext context = new TestContext(30_000);
    private final Written written = new Written(NOON);
    private final Functions noon = Functions.on(written.around(Engine.embedded()), NOON);
    private final String resource = Engine.fresh("resource");
    private final String booking = Engine.fresh("booking");
    private final BusDouble bus = new BusDouble();

    @BeforeEach
    void define() {
        noon.define(resource, 5);
        written.records.clear();
    }

    @Test
    void everyVerdictIsPublishedOnceUnderAnIdOfItsOwn() {
        noon.hold(booking, resource, 3, "PT10M");
        noon.confirm(booking, "pay");
        noon.release(booking, "one", 1);
        noon.release(booking, "many", 9);
        noon.release(booking, "rest");
        String other = Engine.fresh("other");
        noon.book(other, resource, 6);
        String direct = Engine.fresh("direct");
        noon.book(direct, resource, 1);

        publish();

        assertThat(bus.published).containsExactly(
                "booking.held booking/" + booking,
                "booking.confirmed booking/" + booking + "/pay",
                "booking.released booking/" + booking + "/one",
                "booking.failed booking/" + booking + "/many",
                "booking.released booking/" + booking + "/rest",
                "booking.failed booking/" + other,
                "booking.confirmed booking/" + direct);
    }

    @Test
    void anEventHoldsTheVerdictAndWhereTheBookingStoodThen() {
        noon.book(booking, "{\"holdFor\":\"PT10M\",\"reference\":\"order 4711\",\"lines\":["
                + "{\"resourceId\":\"" + resource + "\",\"units\":3}]}");
        noon.release(booking, "one", 1);
        noon.release(booking, "many", 9);

        publish();

        assertThat(bus.details.get(0).get("state").textValue()).isEqualTo("HELD");
        assertThat(bus.details.get(0).get("reference").textValue()).isEqualTo("order 4711");
        assertThat(bus.details.get(0).get("expiresAt").textValue())
                .isEqualTo("2026-03-01T12:10:00.000Z");
        assertThat(bus.details.get(1).at("/lines/0/remaining").intValue()).isEqualTo(2);
        assertThat(bus.details.get(2).get("reason").textValue()).isEqualTo("ILLEGAL_STATE");
        assertThat(bus.details.get(2).at("/evidence/remaining").intValue()).isEqualTo(2);
    }

    @Test
    void aReplayAndADefinitionAreNoEvents() {
        noon.book(booking, resource, 1);
        noon.book(booking, resource, 1);
        noon.define(resource, 9);

        publish();

        assertThat(bus.published).containsExactly("booking.confirmed booking/" + booking);
    }

    @Test
    void aNewResourceIsNoEventHoweverManyUnitsItHas() {
        noon.define(Engine.fresh("resource"), 5);
        noon.define(Engine.fresh("resource"), 0);

        assertThat(publish()).isEmpty();
        assertThat(bus.published).isEmpty();
    }

    @Test
    void aResourceIsExhaustedAndAvailableAgainByWrites() {
        noon.book(booking, resource, 5);
        noon.release(booking, "one", 1);
        noon.define(resource, 4);
        noon.define(resource, 5);

        publish();

        assertThat(bus.published).filteredOn(each -> each.startsWith("resource")).containsExactly(
                "resource.exhausted resource/" + resource + "/3",
                "resource.available resource/" + resource + "/5",
                "resource.exhausted resource/" + resource + "/6",
                "resource.available resource/" + resource + "/9");
        JsonNode exhausted = bus.details.get(bus.published
                .indexOf("resource.exhausted resource/" + resource + "/3"));
        assertThat(exhausted.get("available").intValue()).isZero();
        assertThat(exhausted.get("confirmed").intValue()).isEqualTo(5);
    }

    /** What a note takes is taken, and what is undone is there again: each is one write. */
    @Test
    void aNoteExhaustsAResourceAndItsUndoingMakesItAvailable() {
        Functions refused = Functions.on(written.around(throttled()), NOON);
        assertThat(refused.book(booking, resource, 5).reason()).isEqualTo("THROTTLED");

        publish();

        assertThat(bus.published).containsExactly(
                "resource.exhausted resource/" + resource + "/3",
                "booking.failed booking/" + booking,
                "resource.available resource/" + resource + "/4");
    }

    /** The first put of an attempt, its decision, is refused for throughput. */
    private static DynamoDbClient throttled() {
        AtomicBoolean done = new AtomicBoolean();
        Interception throttling = (request, proceed) -> {
            if (request instanceof PutItemRequest && done.compareAndSet(false, true)) {
                throw ProvisionedThroughputExceededException.builder().statusCode(400)
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode("ProvisionedThroughputExceededException").build())
                        .build();
            }
            return proceed.with(request);
        };
        return throttling.around(Engine.embedded());
    }

    @Test
    void aNoteAndItsSettlementAreNoEventsOfTheirOwn() {
        noon.hold(booking, resource, 1, "PT10M");
        noon.release(booking, "rest");
        noon.define(resource, 9);

        publish();

        assertThat(bus.published).containsExactly("booking.held booking/" + booking,
                "booking.released booking/" + booking + "/rest");
    }

    @Test
    void whoeverTidiesWritesNoEventOfAnother() {
        noon.hold(booking, resource, 1, "PT10M");
        written.records.clear();
        Functions later = Functions.on(written.around(Engine.embedded()),
                NOON.plus(Duration.ofMinutes(1)));
        for (int i = 0; i < 3; i++) {
            later.hold(Engine.fresh("hold"), resource, 1, "PT10M");
            later.define(resource, 20 + i);
        }

        publish();

        assertThat(bus.published).hasSize(3).allMatch(each -> each.startsWith("booking.held"));
    }

    @Test
    void whatExpiredCountsAsAvailableSoThatTakingItExhausts() {
        noon.hold(booking, resource, 5, "PT10M");
        written.at = NOON.plus(Duration.ofMinutes(11));
        Functions later = Functions.on(written.around(Engine.embedded()), written.at);
        later.book(Engine.fresh("next"), resource, 2);
        later.book(Engine.fresh("next"), resource, 3);

        publish();

        assertThat(bus.published).filteredOn(each -> each.startsWith("resource")).containsExactly(
                "resource.exhausted resource/" + resource + "/3",
                "resource.exhausted resource/" + resource + "/5");
    }

    @Test
    void aStreamThatRepeatsItselfTellsTheSameIdsInTheSameOrder() {
        noon.hold(booking, resource, 5, "PT10M");
        noon.confirm(booking, "pay");

        publish();
        List<String> first = List.copyOf(bus.published);
        bus.published.clear();
        publish();

        assertThat(bus.published).isEqualTo(first);
    }

    @Test
    void aCallTakesTenEntriesAndNoTwoOfOneBooking() {
        IntStream.range(0, 12).forEach(i -> noon.book(Engine.fresh("b"), resource, 9));
        noon.hold(booking, resource, 3, "PT10M");
        noon.confirm(booking, "pay");

        publish();

        assertThat(bus.calls).containsExactly(10, 3, 1);
    }

    @Test
    void aRefusedRecordIsRedeliveredAndNoneBehindItIsPublished() {
        List<String> ids = IntStream.range(0, 25).mapToObj(i -> Engine.fresh("b")).toList();
        ids.forEach(id -> noon.book(id, resource, 9));
        bus.refuse = Set.of("booking/" + ids.get(13));

        Optional<String> back = publish();

        assertThat(back).contains(written.records.get(13).sequenceNumber());
        assertThat(bus.published).as("the call's other entries, and no further call").hasSize(19);
    }

    @Test
    void aCallThatFailedAsAWholeComesAgain() {
        noon.book(booking, resource, 1);
        bus.broken = true;

        assertThat(publish()).as("its note is no event")
                .contains(written.records.get(1).sequenceNumber());
        assertThat(context.logged()).contains("no bus");
    }

    @Test
    void aDeletedItemIsNoEvent() {
        noon.book(booking, resource, 1);
        StreamRecord last = written.records.getLast();
        written.records.add(new StreamRecord("9999", NOON, last.after(), Map.of()));

        assertThat(publish()).isEmpty();
        assertThat(bus.published).hasSize(1);
    }

    @Test
    void theHandlerReadsTheEventOfTheStream() throws IOException {
        String event = """
                {"Records": [{"eventID": "1", "eventName": "INSERT", "eventSource": "aws:dynamodb",
                  "dynamodb": {"ApproximateCreationDateTime": 1.7672256E9, "SequenceNumber": "42",
                    "Keys": {"pk": {"S": "booking#b"}, "sk": {"S": "booking"}},
                    "NewImage": {"pk": {"S": "booking#b"}, "sk": {"S": "booking"},
                      "version": {"N": "1"}, "outcome": {"S": "COMMITTED"},
                      "decidedAt": {"N": "1767225600000"}, "state": {"S": "CONFIRMED"},
                      "lines": {"L": [{"M": {"resource": {"S": "r"}, "units": {"N": "2"},
                        "nonce": {"S": "AAAAAAAAAAAAAAAA"}}}]},
                      "remaining": {"L": [{"N": "2"}]}, "commands": {"M": {}},
                      "confirmedAt": {"N": "1767225600000"}},
                    "StreamViewType": "NEW_AND_OLD_IMAGES", "SizeBytes": 99}},
                  {"eventID": "2", "dynamodb": {"SequenceNumber": "43",
                    "ApproximateCreationDateTime": 1767225600, "NewImage": {"pk": {"S": "x"}, "sk": {"S": "y"}, "z": {"BOOL": true}, "q": {"SS": ["a"]}}}}]}
                """;
        ByteArrayOutputStream reply = new ByteArrayOutputStream();

        new StreamHandler(bus).handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), reply, context);

        assertThat(reply).hasToString("{\"batchItemFailures\":[]}");
        assertThat(bus.published).containsExactly("booking.confirmed booking/b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"Records\":[]}", "{\"Records\":[{}]}", "nonsense", ""})
    void whatIsNoEventOfAStreamFailsAsAWhole(String event) {
        assertThatThrownBy(() -> new StreamHandler(bus).handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                new ByteArrayOutputStream(), context)).isInstanceOf(IOException.class);
    }

    private Optional<String> publish() {
        return new StreamBatch(bus, FailureQueue.NONE, context).publish(written.records);
    }
}
