package io.holdfast.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.ledger.RecordWrite.PutBooking;
import io.holdfast.domain.ledger.RecordWrite.RaiseVersion;
import io.holdfast.domain.ledger.ResourceWrite.Settle;
import io.holdfast.domain.ledger.StoreFailure;
import io.holdfast.domain.ledger.Writing;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.Fate;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.Settlement;
import io.holdfast.dynamodb.contract.Intents;
import io.holdfast.dynamodb.contract.Records;
import io.holdfast.dynamodb.item.BookingItem;
import io.holdfast.dynamodb.item.ItemJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** What whole answers of the store say, those that no engine here gives among them. */
class OddAnswersTest {
    private static final ResourceId RESOURCE = new ResourceId("room");
    private static final Booking FIRST = Records.hold();
    private static final Booking SECOND = Records.failed();

    private final List<StoreFailure> failures = new ArrayList<>();
    private byte[] answer = new byte[0];
    private BareServer server;
    private DynamoDbClient client;
    private Ledger ledger;

    @BeforeEach
    void listen() throws IOException {
        server = new BareServer();
        server.writeAndHangUp(() -> answer);
        client = StoreClient.local(server.endpoint(), StoreClient.http());
        ledger = new DynamoDbLedger(client, "table").reporting(failures::add);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"Responses\":{},\"UnprocessedKeys\":{}}",
            "{\"Responses\":{\"table\":null}}", "{\"Responses\":{\"table\":[null]}}"})
    void aBatchWithoutTheTablesItemsHasReadNothing(String body) {
        answer("200 OK", body);

        assertThat(ledger.read(Set.of(FIRST.id(), RESOURCE)))
                .isEqualTo(new Reading.NotRead(Reason.STORE_ERROR));
        assertThat(failures).extracting(StoreFailure::exception).containsExactly("NoTable");
    }

    @Test
    void whatABatchLeavesOutIsNotKnownToBeAbsent() {
        String unprocessed = ",\"UnprocessedKeys\":{\"table\":{\"Keys\":[{\"pk\":{\"S\":"
                + "\"resource#room\"},\"sk\":{\"S\":\"resource\"}}]}}}";
        answer("200 OK", "{\"Responses\":{\"table\":[" + ItemJson.write(BookingItem.write(FIRST))
                + "]}" + unprocessed);

        assertThat(ledger.read(Set.of(FIRST.id(), RESOURCE, SECOND.id())))
                .isEqualTo(new Reading.Read(Image.of(FIRST)));

        answer("200 OK", "{\"Responses\":{\"table\":[]}" + unprocessed);
        assertThat(ledger.read(Set.of(FIRST.id(), RESOURCE)))
                .isEqualTo(new Reading.NotRead(Reason.THROTTLED));
        assertThat(failures).extracting(StoreFailure::exception)
                .containsExactly("UnprocessedKeys", "UnprocessedKeys");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TransactionConflictException", "ReplicatedWriteConflictException"})
    void aConflictIsDecisive(String code) {
        refuse(code);

        everyWriteIs(new Writing.NotApplied(Reason.CONTENTION));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ProvisionedThroughputExceededException", "ThrottlingException",
            "RequestLimitExceeded"})
    void aThrottleIsDecisive(String code) {
        refuse(code);

        everyWriteIs(new Writing.NotApplied(Reason.THROTTLED));
        assertThat(ledger.read(Set.of(RESOURCE)))
                .isEqualTo(new Reading.NotRead(Reason.THROTTLED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ValidationException", "AccessDeniedException",
            "ResourceNotFoundException", "ItemCollectionSizeLimitExceededException"})
    void aWrongRequestIsDecisiveAndReported(String code) {
        refuse(code);

        everyWriteIs(new Writing.NotApplied(Reason.STORE_ERROR));
        assertThat(failures).hasSize(3).extracting(StoreFailure::status).containsOnly(400);
        assertThatThrownBy(() -> ledger.read(Set.of(RESOURCE)))
                .as("a read is no attempt, and a wrong one is a bug")
                .isInstanceOf(DynamoDbException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"500 Internal Server Error", "503 Service Unavailable", "302 Found",
            "600 Unknown"})
    void aStatusThatIsNeitherSuccessNorRefusalIsAmbiguous(String status) {
        answer(status, "{\"__type\":\"x#ThrottlingException\"}");

        everyWriteIs(new Writing.Ambiguous());
        assertThat(ledger.read(Set.of(RESOURCE)))
                .isEqualTo(new Reading.NotRead(Reason.STORE_ERROR));
    }

    /** A proxy's page, or an error of which only the status is whole. */
    @ParameterizedTest
    @ValueSource(strings = {"<html></html>", "{}", "{\"__type\":\"x#ValidationException\""})
    void aRefusalThatNamesNoErrorIsAmbiguous(String body) {
        for (String status : List.of("400 Bad Request", "429 Too Many Requests")) {
            answer(status, body);

            everyWriteIs(new Writing.Ambiguous());
            assertThat(ledger.read(Set.of(RESOURCE)))
                    .isEqualTo(new Reading.NotRead(Reason.STORE_ERROR));
        }
    }

    @Test
    void anAnswerWithoutABodyOrWithoutAnEndIsNone() {
        for (String text : List.of("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\n{}")) {
            answer = text.getBytes(StandardCharsets.US_ASCII);

            everyWriteIs(new Writing.Ambiguous());
            assertThat(ledger.read(Set.of(RESOURCE))).isInstanceOf(Reading.NotRead.class);
        }
    }

    /** An update of an absent item, a put on one that is not shown. */
    @Test
    void aRefusalWithoutTheItemIsReadByWhatWasAsked() {
        refuse("ConditionalCheckFailedException");

        assertThat(ledger.record(new RaiseVersion(FIRST.id(), 1))).isEqualTo(new Writing.Refused(
                new Image(Map.of(FIRST.id(), Optional.empty()), Map.of(), Map.of())));
        assertThat(ledger.record(new PutBooking(FIRST)))
                .isEqualTo(new Writing.Refused(Image.NONE));
        assertThat(failures).isEmpty();
    }

    private void everyWriteIs(Writing expected) {
        Settlement kept = Settlement.of(Intents.book(1), Fate.KEPT, new Resource(RESOURCE, 1, 1,
                Definition.open(0), 0, 0, new TreeMap<>(), 0));
        assertThat(ledger.settle(new Settle(RESOURCE, List.of(kept)))).isEqualTo(expected);
        assertThat(ledger.record(new PutBooking(FIRST))).isEqualTo(expected);
        assertThat(together().values()).hasSize(2).containsOnly(expected);
    }

    private Map<BookingId, Writing> together() {
        return ledger.recordTogether(
                Stream.of(FIRST, SECOND).map(PutBooking::new).toList());
    }

    private void refuse(String code) {
        answer("400 Bad Request",
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + code + "\"}");
    }

    private void answer(String status, String body) {
        answer = ("HTTP/1.1 " + status + "\r\nContent-Type: application/x-amz-json-1.0"
                + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
