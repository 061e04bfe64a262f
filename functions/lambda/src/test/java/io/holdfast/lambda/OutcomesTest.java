package io.holdfast.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.holdfast.engine.Interception;
import io.holdfast.lambda.Outcomes.Unpublishable;
import io.holdfast.lambda.StreamEvent.StreamRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** What is told of each write, in what order, and what comes again when it could not be told. */
class OutcomesTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final TestContext context = new TestContext(30_000);
    private final Written written = new Written();
    private final Functions noon = Functions.on(written.around(Engine.embedded()), NOON);
    private final String resource = Engine.fresh("resource");
    private final String booking = Engine.fresh("booking");
    private final Bus bus = new Bus();

    @BeforeEach
    void define() {
        noon.define(resource, 5);
        written.records.clear();
    }

    @Test
    void everyVerdictIsToldOnceUnderAnIdOfItsOwn() {
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

        assertThat(bus.told).containsExactly(
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
    void aReplayAndADefinitionAreNoNews() {
        noon.book(booking, resource, 1);
        noon.book(booking, resource, 1);
        noon.define(resource, 9);

        publish();

        assertThat(bus.told).containsExactly("booking.confirmed booking/" + booking);
    }

    @Test
    void aNewResourceIsNoNewsHoweverManyUnitsItHas() {
        noon.define(Engine.fresh("resource"), 5);
        noon.define(Engine.fresh("resource"), 0);

        assertThat(publish()).isEmpty();
        assertThat(bus.told).isEmpty();
    }

    @Test
    void aResourceIsExhaustedAndAvailableAgainByWrites() {
        noon.book(booking, resource, 5);
        noon.release(booking, "one", 1);
        noon.define(resource, 4);
        noon.define(resource, 5);

        publish();

        assertThat(bus.told).filteredOn(each -> each.startsWith("resource")).containsExactly(
                "resource.exhausted resource/" + resource + "/2",
                "resource.available resource/" + resource + "/3",
                "resource.exhausted resource/" + resource + "/4",
                "resource.available resource/" + resource + "/5");
        JsonNode exhausted = bus.details.get(bus.told
                .indexOf("resource.exhausted resource/" + resource + "/2"));
        assertThat(exhausted.get("available").intValue()).isZero();
        assertThat(exhausted.get("confirmed").intValue()).isEqualTo(5);
    }

    @Test
    void whatExpiredCountsAsAvailableSoThatTakingItExhausts() {
        noon.hold(booking, resource, 5, "PT10M");
        written.at = NOON.plus(Duration.ofMinutes(11));
        Functions later = Functions.on(written.around(Engine.embedded()), written.at);
        later.book(Engine.fresh("next"), resource, 2);
        later.book(Engine.fresh("next"), resource, 3);

        publish();

        assertThat(bus.told).filteredOn(each -> each.startsWith("resource")).containsExactly(
                "resource.exhausted resource/" + resource + "/2",
                "resource.exhausted resource/" + resource + "/4");
    }

    @Test
    void aStreamThatRepeatsItselfTellsTheSameIdsInTheSameOrder() {
        noon.hold(booking, resource, 5, "PT10M");
        noon.confirm(booking, "pay");

        publish();
        List<String> first = List.copyOf(bus.told);
        bus.told.clear();
        publish();

        assertThat(bus.told).isEqualTo(first);
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
    void whatWasRefusedComesAgainFromThereAndNothingBehindItIsTold() {
        List<String> ids = IntStream.range(0, 25).mapToObj(i -> Engine.fresh("b")).toList();
        ids.forEach(id -> noon.book(id, resource, 9));
        bus.refuse = Set.of("booking/" + ids.get(13));

        Optional<String> back = publish();

        assertThat(back).contains(written.records.get(13).sequenceNumber());
        assertThat(bus.told).as("the call's other entries, and no further call").hasSize(19);
    }

    @Test
    void aCallThatFailedAsAWholeComesAgain() {
        noon.book(booking, resource, 1);
        bus.broken = true;

        assertThat(publish()).contains(written.records.getFirst().sequenceNumber());
        assertThat(context.logged()).contains("no bus");
    }

    @Test
    void aRecordThatIsNoItemOfTheTableIsReportedWhenThoseBeforeItAreTold() {
        noon.book(booking, resource, 1);
        written.records.add(poison("7777"));
        noon.book(Engine.fresh("b"), resource, 9);

        assertThat(publish()).contains("7777");
        assertThat(bus.told).containsExactly("booking.confirmed booking/" + booking);
    }

    @Test
    void aBatchThatStartsWithItFailsSoThatItIsHalvedUntilTheRecordIsAlone() {
        written.records.add(poison("7777"));
        noon.book(booking, resource, 1);

        assertThatThrownBy(this::publish).isInstanceOf(Unpublishable.class)
                .hasMessageContaining("7777");
        assertThat(bus.told).isEmpty();
    }

    @Test
    void aDeletedItemIsNoNews() {
        noon.book(booking, resource, 1);
        StreamRecord last = written.records.getLast();
        written.records.add(new StreamRecord("9999", NOON, last.after(), Map.of()));

        assertThat(publish()).isEmpty();
        assertThat(bus.told).hasSize(1);
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
                      "lines": {"L": [{"M": {"resource": {"S": "r"}, "stripe": {"N": "0"},
                        "units": {"N": "2"}}}]},
                      "remaining": {"L": [{"N": "2"}]}, "commands": {"M": {}},
                      "confirmedAt": {"N": "1767225600000"}},
                    "StreamViewType": "NEW_AND_OLD_IMAGES", "SizeBytes": 99}},
                  {"eventID": "2", "dynamodb": {"SequenceNumber": "43", "NewImage":
                    {"pk": {"S": "x"}, "sk": {"S": "y"}, "z": {"BOOL": true}, "q": {"SS": ["a"]}}}}]}
                """;
        ByteArrayOutputStream reply = new ByteArrayOutputStream();

        new OutcomesHandler(bus).handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), reply, context);

        assertThat(reply).hasToString("{\"batchItemFailures\":[{\"itemIdentifier\":\"43\"}]}");
        assertThat(bus.told).containsExactly("booking.confirmed booking/b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"Records\":[]}", "{\"Records\":[{}]}", "nonsense", ""})
    void whatIsNoEventOfAStreamFailsAsAWhole(String event) {
        assertThatThrownBy(() -> new OutcomesHandler(bus).handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                new ByteArrayOutputStream(), context)).isInstanceOf(IOException.class);
    }

    private Optional<String> publish() {
        return new Outcomes(bus, context).publish(written.records);
    }

    private static StreamRecord poison(String sequenceNumber) {
        return new StreamRecord(sequenceNumber, NOON, Map.of(), Map.of(
                "pk", AttributeValue.fromS("booking#x"), "sk", AttributeValue.fromS("booking")));
    }

    /** Both images of every item that a write changed, in order: what the stream would bring. */
    private static final class Written implements Interception {
        final List<StreamRecord> records = new ArrayList<>();
        private final Map<String, Map<String, AttributeValue>> images = new TreeMap<>();
        Instant at = NOON;
        private int sequence = 1000;

        @Override
        public Object request(DynamoDbRequest request, Proceed proceed) throws Throwable {
            Object answer = proceed.with(request);
            switch (request) {
                case PutItemRequest put -> look(put.item());
                case UpdateItemRequest update -> look(update.key());
                case TransactWriteItemsRequest all -> all.transactItems().forEach(write -> look(
                        write.put() == null ? write.update().key() : write.put().item()));
                default -> {
                    // A read.
                }
            }
            return answer;
        }

        private void look(Map<String, AttributeValue> item) {
            Map<String, AttributeValue> key = new TreeMap<>(item);
            key.keySet().retainAll(Set.of("pk", "sk"));
            Map<String, AttributeValue> now = Engine.embedded()
                    .getItem(get -> get.tableName(Engine.TABLE).key(key)).item();
            Map<String, AttributeValue> before = images.getOrDefault(key.toString(), Map.of());
            if (!now.equals(before)) {
                images.put(key.toString(), now);
                records.add(new StreamRecord(Integer.toString(sequence++), at, before, now));
            }
        }
    }

    /** A bus that remembers what it was told, and refuses as it is told to. */
    private static final class Bus implements Publisher {
        private static final ObjectMapper MAPPER = new ObjectMapper();
        final List<String> told = new ArrayList<>();
        final List<JsonNode> details = new ArrayList<>();
        final List<Integer> calls = new ArrayList<>();
        Set<String> refuse = Set.of();
        boolean broken;

        @Override
        public Set<Integer> publish(List<Entry> entries) {
            if (broken) {
                throw new IllegalStateException("no bus");
            }
            calls.add(entries.size());
            Set<Integer> refused = new HashSet<>();
            for (int i = 0; i < entries.size(); i++) {
                JsonNode detail = parse(entries.get(i).detail());
                if (refuse.contains(detail.get("eventId").textValue())) {
                    refused.add(i);
                } else {
                    details.add(detail);
                    told.add(entries.get(i).type() + " " + detail.get("eventId").textValue());
                }
            }
            return refused;
        }

        private static JsonNode parse(String json) {
            try {
                return MAPPER.readTree(json);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
