package io.holdfast.lab.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.holdfast.lab.BusDouble;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.TestContext;
import io.holdfast.lab.Written;
import io.holdfast.lambda.stream.FailureQueue;
import io.holdfast.lambda.stream.SqsFailureQueue;
import io.holdfast.lambda.stream.StreamBatch;
import io.holdfast.lambda.stream.StreamEvent.StreamRecord;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A record that can never be published is moved aside; every other record is published in the end.
 */
class UnpublishableRecordsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final TestContext context = new TestContext(30_000);
    private final Written written = new Written(NOON);
    private final Functions noon = Functions.on(written.around(Engine.embedded()), NOON);
    private final String resource = Engine.fresh("resource");
    private final BusDouble bus = new BusDouble();
    private final List<String> moved = new ArrayList<>();
    private boolean failuresAreTaken = true;
    private final FailureQueue failures = (record, reason, problem) -> {
        if (!failuresAreTaken) {
            throw new IllegalStateException("no failure queue");
        }
        moved.add(record.sequenceNumber() + " " + reason);
    };

    @BeforeEach
    void define() {
        noon.define(resource, 5);
        written.records.clear();
    }

    @Test
    void aRecordThatNoReaderUnderstandsIsMovedAndAllOthersArePublished() {
        book("a");
        written.records.add(poison("7777"));
        book("b");

        assertThat(publish()).isEmpty();
        assertThat(moved).containsExactly("7777 UNREADABLE");
        assertThat(bus.published).hasSize(2);
    }

    @Test
    void aRecordThatCannotBeMovedIsReportedAndWhatIsBeforeItIsPublished() {
        book("a");
        written.records.add(poison("7777"));
        book("b");
        failuresAreTaken = false;

        assertThat(publish()).contains("7777");
        assertThat(bus.published).hasSize(1);
        assertThat(context.logged()).contains("\"message\":\"not moved\"");
    }

    @Test
    void nothingIsMovedBeforeWhatIsAheadOfItIsPublished() {
        book("a");
        written.records.add(poison("7777"));
        bus.broken = true;

        assertThat(publish()).contains(written.records.getFirst().sequenceNumber());
        assertThat(moved).as("else every retry would move it once more").isEmpty();
    }

    @Test
    void anEntryThatTheBusFindsMalformedIsMovedAndAllOthersArePublished() {
        String bad = book("a");
        String good = book("b");
        bus.malformed = Set.of("booking/" + bad);

        assertThat(publish()).isEmpty();
        assertThat(moved).containsExactly(
                written.records.getFirst().sequenceNumber() + " MalformedDetail");
        assertThat(bus.published).containsExactly("booking.failed booking/" + good);
    }

    @Test
    void ofOneCallOnlyWhatIsAheadOfARetryIsMoved() {
        String first = book("a");
        String second = book("b");
        String third = book("c");
        bus.malformed = Set.of("booking/" + first, "booking/" + third);
        bus.refuse = Set.of("booking/" + second);

        assertThat(publish()).contains(written.records.get(1).sequenceNumber());
        assertThat(moved).containsExactly(
                written.records.getFirst().sequenceNumber() + " MalformedDetail");
    }

    @Test
    void aPublisherThatRefusesFiftyTimesLosesNothing() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            ids.add("booking.failed booking/" + book("b"));
        }
        List<StreamRecord> rest = written.records;
        for (int refusals = 0; refusals < 50; refusals++) {
            bus.broken = refusals % 2 == 0;
            bus.refuse = Set.of("booking/" + ids.get(refusals / 2).split("/", 2)[1]);
            Optional<String> stop = new StreamBatch(bus, failures, context).publish(rest);
            assertThat(stop).as("refusal %d", refusals).isPresent();
            rest = from(stop.get(), rest);
        }
        bus.broken = false;
        bus.refuse = Set.of();

        assertThat(new StreamBatch(bus, failures, context).publish(rest)).isEmpty();
        assertThat(bus.published).containsAll(ids);
        assertThat(moved).isEmpty();
    }

    @Test
    void aBugInTheReaderIsNoFaultOfTheRecord() {
        book("a");
        Map<String, AttributeValue> bug = new HashMap<>(Map.of("pk", AttributeValue.fromS("x"))) {
            @Override
            public AttributeValue get(Object name) {
                throw new IllegalStateException("a bug");
            }
        };
        written.records.add(new StreamRecord("8888", NOON, Map.of(), bug));

        assertThat(publish()).contains("8888");
        assertThat(moved).isEmpty();
        assertThat(bus.published).hasSize(1);
    }

    @Test
    void anEntryBeyondTheLimitOfACallIsMovedAndACallStaysWithinIt() {
        book("a");
        Map<String, AttributeValue> image = written.records.getFirst().after();
        written.records.clear();
        for (int i = 0; i < 4; i++) {
            written.records.add(record("10" + i, image, 100_000));
        }
        written.records.add(record("999", image, 300_000));

        assertThat(publish()).isEmpty();
        assertThat(bus.calls).containsExactly(2, 2);
        assertThat(moved).containsExactly("999 TOO_LARGE");
    }

    @Test
    void anItemOfAKindThatALaterReleaseWritesIsNoEvent() {
        book("a");
        written.records.add(new StreamRecord("9999", NOON, Map.of(), Map.of("pk",
                AttributeValue.fromS("voucher#v"), "sk", AttributeValue.fromS("voucher"))));

        assertThat(publish()).isEmpty();
        assertThat(moved).isEmpty();
        assertThat(bus.published).hasSize(1);
    }

    @Test
    void theMessageNamesTheRecordWhateverItsKeyHolds() throws IOException {
        String key = "booking#\u0000\ufffe\ud800\"é" + "x".repeat(300_000);
        String body = SqsFailureQueue.body(new StreamRecord("7777", "arn:stream", NOON,
                Map.of("pk", AttributeValue.fromS(key), "sk", AttributeValue.fromS("booking"),
                        "n", AttributeValue.fromN("1")),
                Map.of(), Map.of()), "UNREADABLE", "not a booking");

        JsonNode message = new ObjectMapper().readTree(body);
        assertThat(message.get("sequenceNumber").textValue()).isEqualTo("7777");
        assertThat(message.get("eventSourceARN").textValue()).isEqualTo("arn:stream");
        assertThat(message.get("writtenAt").textValue()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(message.at("/keys/pk").textValue()).isEqualTo(key.substring(0, 2_048));
        assertThat(message.at("/keys/sk").textValue()).isEqualTo("booking");
        assertThat(message.get("reason").textValue()).isEqualTo("UNREADABLE");
        assertThat(body).as("what a queue takes").matches("[ -~]{1,20000}");
    }

    @Test
    void aRecordWithoutKeysIsNamedByItsImage() {
        assertThat(SqsFailureQueue.body(poison("1"), "UNREADABLE", ""))
                .contains("\"keys\":{\"pk\":\"booking#x\",\"sk\":\"booking\"}");
    }

    private String book(String kind) {
        String id = Engine.fresh(kind);
        noon.book(id, resource, 9);
        return id;
    }

    private Optional<String> publish() {
        return new StreamBatch(bus, failures, context).publish(written.records);
    }

    private static List<StreamRecord> from(String sequenceNumber, List<StreamRecord> records) {
        return records.stream().dropWhile(each -> !each.sequenceNumber().equals(sequenceNumber))
                .toList();
    }

    private static StreamRecord record(String number, Map<String, AttributeValue> image,
            int bytes) {
        Map<String, AttributeValue> large = new HashMap<>(image);
        large.put("pk", AttributeValue.fromS("booking#" + number));
        large.put("reference", AttributeValue.fromS("x".repeat(bytes)));
        return new StreamRecord(number, NOON, Map.of(), large);
    }

    private static StreamRecord poison(String sequenceNumber) {
        return new StreamRecord(sequenceNumber, NOON, Map.of(), Map.of(
                "pk", AttributeValue.fromS("booking#x"), "sk", AttributeValue.fromS("booking")));
    }
}
