package io.holdfast.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.holdfast.domain.InvalidInput;
import io.holdfast.lambda.json.JsonEvents;
import io.holdfast.lambda.json.JsonFields;
import io.holdfast.lambda.queue.QueueEvent;
import io.holdfast.lambda.stream.StreamEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The events of queues and streams, in the shapes that AWS documents: with null at each place in turn,
 * with its members in another order, cut at each byte. Each is understood as without that member, or
 * refused; none is understood by half.
 */
class EventShapesTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String REFUSED = "refused";

    /** Reads an event of one source. */
    private interface Reader {
        List<?> read(InputStream input) throws IOException;
    }

    /** An event as it is documented, and who reads it. */
    record Shape(String name, String event, Reader reader) {
        Object read(JsonNode tree) {
            try {
                return reader.read(
                        new ByteArrayInputStream(tree.toString().getBytes(StandardCharsets.UTF_8)));
            } catch (IOException e) {
                return REFUSED;
            }
        }

        JsonNode tree() {
            try {
                return MAPPER.readTree(event);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Shape> shapes() {
        return Stream.of(
                new Shape("queue", QUEUE, QueueEvent::read),
                new Shape("queue with attributes", QUEUE_WITH_ATTRIBUTES, QueueEvent::read),
                new Shape("stream", STREAM, StreamEvent::read),
                new Shape("stream after a time to live", STREAM_TIME_TO_LIVE, StreamEvent::read));
    }

    private static final String QUEUE = """
            {"Records": [
              {"messageId": "11d6ee51-4cc7-4302-9e22-7cd8afdaadf5", "receiptHandle": "AQEBBX8nesZEX",
               "body": "{\\"command\\":\\"resolve\\",\\"bookingId\\":\\"b\\"}",
               "attributes": {"ApproximateReceiveCount": "3", "SentTimestamp": "1573251510774",
                 "SequenceNumber": "18849496460467696128", "MessageGroupId": "1",
                 "SenderId": "AIDAIO23YVJENQZJOL4VO", "MessageDeduplicationId": "1",
                 "ApproximateFirstReceiveTimestamp": "1573251510774"},
               "messageAttributes": {}, "md5OfBody": "e4e68fb7bd0e697a0ae8f1bb342846b3",
               "md5OfMessageAttributes": null, "eventSource": "aws:sqs",
               "eventSourceARN": "arn:aws:sqs:us-east-2:123456789012:fifo.fifo",
               "awsRegion": "us-east-2"},
              {"messageId": "2", "receiptHandle": "r", "body": "x", "attributes": {}}]}""";
    private static final String QUEUE_WITH_ATTRIBUTES = """
            {"Records": [{"messageId": "1", "body": "x", "messageAttributes": {
                "text": {"stringValue": "100", "binaryValue": null, "stringListValues": [],
                  "binaryListValues": [], "dataType": "Number"},
                "bytes": {"stringValue": null, "binaryValue": "AQID", "stringListValues": ["a"],
                  "binaryListValues": [], "dataType": "Binary.png"}},
               "attributes": {"AWSTraceHeader": "Root=1"}}]}""";
    private static final String STREAM = """
            {"Records": [
              {"eventID": "c4ca4238a0b923820dcc509a6f75849b", "eventName": "INSERT",
               "eventVersion": "1.1", "eventSource": "aws:dynamodb", "awsRegion": "us-east-1",
               "dynamodb": {"Keys": {"pk": {"S": "booking#b"}, "sk": {"S": "booking"}},
                 "NewImage": {"pk": {"S": "booking#b"}, "n": {"N": "101"}, "t": {"BOOL": true},
                   "l": {"L": [{"M": {"u": {"N": "1"}}}, {"S": ""}]}, "e": {"M": {}},
                   "s": {"SS": ["a"]}, "z": {"NULL": true}, "b": {"B": "AQID"}},
                 "ApproximateCreationDateTime": 1.7672256E9, "SequenceNumber": "4421584500000000017",
                 "SizeBytes": 26, "StreamViewType": "NEW_AND_OLD_IMAGES"},
               "eventSourceARN": "arn:aws:dynamodb:us-east-1:123456789012:table/T/stream/2026"}]}""";
    private static final String STREAM_TIME_TO_LIVE = """
            {"Records": [{"userIdentity": {"principalId": "dynamodb.amazonaws.com", "type": "Service"},
               "eventName": "REMOVE", "dynamodb": {"SequenceNumber": "2", "NewImage": null,
                 "OldImage": {"pk": {"S": "x"}}, "ApproximateCreationDateTime": 1767225600}}]}""";

    @ParameterizedTest
    @MethodSource("shapes")
    void theWholeEventIsUnderstood(Shape shape) {
        assertThat(shape.read(shape.tree())).isNotEqualTo(REFUSED);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void nullIsUnderstoodAsAbsentAtEachPlaceOrRefused(Shape shape) {
        for (List<Object> place : places(shape.tree())) {
            Object without = shape.read(changed(shape, place, null));
            Object withNull = shape.read(
                    changed(shape, place, MAPPER.nullNode()));

            if (!withNull.equals(REFUSED)) {
                assertThat(withNull).as(place.toString()).isEqualTo(without);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void aNullMemberNeverCostsTheEventWhereItsAbsenceDoesNot(Shape shape) {
        for (List<Object> place : places(shape.tree())) {
            if (place.getLast() instanceof String) {
                assertThat(shape.read(changed(shape, place, MAPPER.nullNode())))
                        .as(place.toString()).isEqualTo(shape.read(changed(shape, place, null)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void aValueOfTheWrongTypeIsSkippedWhereItIsNotUsedAndElseRefused(Shape shape)
            throws IOException {
        Object understood = shape.read(shape.tree());
        for (List<Object> place : places(shape.tree())) {
            JsonNode right = at(shape.tree(), place);
            for (String wrong : List.of("7", "\"x\"", "true", "{\"x\":[{}]}", "[{\"x\":1}]")) {
                JsonNode value = MAPPER.readTree(wrong);
                if (value.getNodeType() != right.getNodeType() && !right.isNull()) {
                    assertThat(shape.read(changed(shape, place, value)))
                            .as(place + " is " + wrong).isIn(understood, REFUSED);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void theOrderOfMembersDoesNotMatter(Shape shape) {
        assertThat(shape.read(reversed(shape.tree()))).isEqualTo(shape.read(shape.tree()));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void anEventThatEndsEarlyOrGoesOnIsRefused(Shape shape) {
        byte[] whole = shape.tree().toString().getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> shape.reader().read(new ByteArrayInputStream(cut)))
                    .as("%d bytes", length).isInstanceOf(IOException.class);
        }
        for (String more : List.of("{}", "}", "1", "x")) {
            byte[] longer = (shape.tree() + more).getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> shape.reader().read(new ByteArrayInputStream(longer)))
                    .as(more).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aCommandThatEndsEarlyIsRejected() {
        byte[] whole = ("{\"command\":\"book\",\"bookingId\":\"b\",\"lines\":[{\"resourceId\":\"r\","
                + "\"units\":1}],\"holdFor\":\"PT1M\"}").getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length++) {
            ByteBuffer cut = ByteBuffer.wrap(whole, 0, length);
            assertThatThrownBy(() -> JsonFields.ofBody(cut)).as("%d bytes", length)
                    .isInstanceOf(InvalidInput.class);
        }
    }

    @Test
    void aReaderThatStopsInsideAValueIsRefused() {
        byte[] event = "{\"a\":{\"b\":1},\"c\":2}".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> JsonEvents.read(new ByteArrayInputStream(event),
                (name, parser) -> {})).isInstanceOf(IOException.class);
    }

    /** Every place of a tree, as the names and indexes that lead to it. */
    private static List<List<Object>> places(JsonNode tree) {
        List<List<Object>> places = new ArrayList<>();
        collect(tree, List.of(), places);
        return places;
    }

    private static void collect(JsonNode node, List<Object> here, List<List<Object>> places) {
        List<Object> steps = new ArrayList<>();
        node.fieldNames().forEachRemaining(steps::add);
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            steps.add(i);
        }
        for (Object step : steps) {
            List<Object> place = new ArrayList<>(here);
            place.add(step);
            places.add(place);
            collect(child(node, step), place, places);
        }
    }

    private static JsonNode child(JsonNode node, Object step) {
        return step instanceof Integer index ? node.get(index) : node.get((String) step);
    }

    private static JsonNode at(JsonNode tree, List<Object> place) {
        JsonNode node = tree;
        for (Object step : place) {
            node = child(node, step);
        }
        return node;
    }

    /** @param value null to take the place away */
    private static JsonNode changed(Shape shape, List<Object> place,
            @Nullable JsonNode value) {
        JsonNode tree = shape.tree();
        ContainerNode<?> parent = (ContainerNode<?>) at(tree, place.subList(0, place.size() - 1));
        switch (parent) {
            case ObjectNode object when value == null -> object.remove((String) place.getLast());
            case ObjectNode object -> object.set((String) place.getLast(), value);
            case ArrayNode array when value == null -> array.remove((int) place.getLast());
            case ArrayNode array -> array.set((int) place.getLast(), value);
            default -> throw new AssertionError(parent);
        }
        return tree;
    }

    private static JsonNode reversed(JsonNode node) {
        if (node.isArray()) {
            ArrayNode array = MAPPER.createArrayNode();
            node.forEach(each -> array.add(reversed(each)));
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        ObjectNode object = MAPPER.createObjectNode();
        names.reversed().forEach(name -> object.set(name, reversed(node.get(name))));
        return object;
    }
}
