package io.holdfast.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Evidence;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.ledger.Commit;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.Ledger.Committing;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.ledger.Ledger.Recording;
import io.holdfast.domain.ledger.RecordWrite.PutBooking;
import io.holdfast.domain.ledger.ResourceWrite.Move;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Movement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The store's answers, cut at every byte on a bare socket: in the status line, in the head, in the
 * body. A broken answer says nothing, least of all that an item does not exist or that a write was
 * refused.
 */
class AnswersCutShortTest {
    private static final String TABLE = "table";
    private static final BookingId BOOKING = new BookingId("b-1");
    private static final ResourceId RESOURCE = new ResourceId("room");
    private static final Image NO_BOOKING = new Image(Map.of(BOOKING, Optional.empty()), Map.of(),
            Map.of());
    private static final String REFUSED = "com.amazonaws.dynamodb.v20120810#";

    private final AtomicReference<byte[]> answer = new AtomicReference<>(new byte[0]);
    private BareServer server;
    private DynamoDbClient client;
    private Ledger ledger;

    @BeforeEach
    void listen() throws IOException {
        server = new BareServer();
        server.writeAndHangUp(answer::get);
        client = StoreClient.local(server.endpoint(), StoreClient.http());
        ledger = new DynamoDbLedger(client, TABLE);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void aReadWithoutAWholeAnswerHasReadNothing() {
        cutEverywhere("200 OK", "{}", this::read, new Reading.Read(NO_BOOKING),
                Reading.NotRead.class);
    }

    @Test
    void aReadOfTwoItemsWithoutAWholeAnswerHasReadNothing() {
        cutEverywhere("200 OK", "{\"Responses\":{\"table\":[]},\"UnprocessedKeys\":{}}",
                this::readBatch, new Reading.Read(new Image(NO_BOOKING.bookings(), Map.of(),
                        Map.of(RESOURCE, Optional.empty()))),
                Reading.NotRead.class);
    }

    @Test
    void aCommitWithoutAWholeAnswerIsAmbiguous() {
        cutEverywhere("200 OK", "{}", this::commit, new Committing.Applied(),
                Committing.Ambiguous.class);
    }

    @Test
    void aCancellationWithoutAWholeAnswerIsAmbiguous() {
        String body = "{\"__type\":\"" + REFUSED + "TransactionCanceledException\",\"Message\":"
                + "\"canceled\",\"CancellationReasons\":[{\"Code\":\"TransactionConflict\"}]}";
        cutEverywhere("400 Bad Request", body, () -> commit().getClass(),
                Committing.NotApplied.class, Committing.Ambiguous.class);
    }

    @Test
    void aRecordWithoutAWholeAnswerIsNotKnownToBeRecorded() {
        cutEverywhere("200 OK", "{}", this::record, new Recording.Recorded(),
                Recording.NotRecorded.class);
    }

    @Test
    void aRefusedRecordWithoutAWholeAnswerIsNotKnownToBeRefused() {
        String body = "{\"__type\":\"" + REFUSED
                + "ConditionalCheckFailedException\",\"message\":\"refused\"}";
        cutEverywhere("400 Bad Request", body, this::record, new Recording.Refused(NO_BOOKING),
                Recording.NotRecorded.class);
    }

    @Test
    void aServerErrorWithoutAWholeAnswerIsAmbiguous() {
        cutEverywhere("500 Internal Server Error", "{\"__type\":\"InternalServerError\"}",
                () -> commit().getClass(), Committing.Ambiguous.class, Committing.Ambiguous.class);
    }

    @Test
    void aBatchWithoutTheTablesKeyHasReadNothing() {
        answer.set(whole("200 OK", "{}"));
        assertThat(readBatch()).isInstanceOf(Reading.NotRead.class);

        answer.set(whole("200 OK", "{\"Responses\":{},\"UnprocessedKeys\":{}}"));
        assertThat(readBatch()).isInstanceOf(Reading.NotRead.class);
    }

    @Test
    void aBatchOfResourcesAloneHasReadNothingEither() {
        answer.set(whole("200 OK", "{}"));

        assertThat(ledger.read(Set.of(RESOURCE, new ResourceId("hall"))))
                .isInstanceOf(Reading.NotRead.class);
    }

    @Test
    void aListOfItemsThatIsNullOrHoldsNullIsNoList() {
        for (String items : List.of("null", "[null]")) {
            answer.set(whole("200 OK", "{\"Responses\":{\"table\":" + items + "}}"));

            assertThat(readBatch()).as(items).isInstanceOf(Reading.NotRead.class);
        }
    }

    /** A proxy's page, or an error of which only the status is whole. */
    @Test
    void aRefusalThatNamesNoErrorIsAmbiguous() {
        for (String body : List.of("<html></html>", "{}",
                "{\"__type\":\"x#TransactionCanceledException\"")) {
            answer.set(whole("400 Bad Request", body));

            assertThat(read()).as(body).isInstanceOf(Reading.NotRead.class);
            assertThat(commit()).as(body).isInstanceOf(Committing.Ambiguous.class);
            assertThat(record()).as(body).isInstanceOf(Recording.NotRecorded.class);
        }
    }

    @Test
    void aCancellationWhoseReasonsSayNothingIsACancellation() {
        for (String reasons : List.of("[]", "[{}]", "[null]", "[null,{}]")) {
            answer.set(whole("400 Bad Request", "{\"__type\":\"" + REFUSED
                    + "TransactionCanceledException\",\"CancellationReasons\":" + reasons + "}"));

            assertThat(commit()).as(reasons).isInstanceOf(Committing.NotApplied.class);
        }
    }

    @Test
    void anAnswerWithoutABodyIsNone() {
        answer.set(whole("200 OK", ""));

        assertThat(read()).isInstanceOf(Reading.NotRead.class);
        assertThat(commit()).isInstanceOf(Committing.Ambiguous.class);
        assertThat(record()).isInstanceOf(Recording.NotRecorded.class);
    }

    @Test
    void anAnswerWhoseEndNobodyNamesIsNone() {
        answer.set("HTTP/1.1 200 OK\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII));

        assertThat(read()).isInstanceOf(Reading.NotRead.class);
    }

    @Test
    void aStatusThatIsNeitherSuccessNorRefusalIsAmbiguous() {
        for (String status : List.of("302 Found", "600 Unknown")) {
            answer.set(whole(status, "{}"));

            assertThat(commit()).as(status).isInstanceOf(Committing.Ambiguous.class);
            assertThat(record()).as(status).isInstanceOf(Recording.NotRecorded.class);
        }
    }

    /** The whole answer means {@code whole}; every part of it is {@code cut}. */
    private <T> void cutEverywhere(String status, String body, Supplier<T> call, T whole,
            Class<?> cut) {
        for (byte[] bytes : List.of(whole(status, body), chunked(status, body))) {
            for (int length = 0; length < bytes.length; length++) {
                answer.set(Arrays.copyOf(bytes, length));
                T result = call.get();
                assertThat(result instanceof Class<?> type ? type : result.getClass())
                        .as("cut after %d of %d bytes of %s %s", length, bytes.length, status, body)
                        .isEqualTo(cut);
            }
            answer.set(bytes);
            assertThat(call.get()).isEqualTo(whole);
        }
    }

    private static byte[] whole(String status, String body) {
        return ("HTTP/1.1 " + status
                + "\r\nServer: Server\r\nContent-Type: application/x-amz-json-1.0"
                + "\r\nContent-Length: " + body.length() + "\r\nConnection: keep-alive\r\n\r\n"
                + body).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] chunked(String status, String body) {
        return ("HTTP/1.1 " + status + "\r\nContent-Type: application/x-amz-json-1.0"
                + "\r\nTransfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(body.length())
                + "\r\n" + body + "\r\n0\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private Reading read() {
        return ledger.read(Set.of(BOOKING));
    }

    private Reading readBatch() {
        return ledger.read(Set.of(BOOKING, RESOURCE));
    }

    private Committing commit() {
        return ledger.commit(new Commit(List.of(), List.of(Move.of(RESOURCE,
                List.of(new Movement(Counter.AVAILABLE, Counter.CONFIRMED, 1))))));
    }

    private Recording record() {
        return ledger.record(new PutBooking(Booking.abandoned(BOOKING,
                new Verdict.Failed(Reason.ABANDONED, Evidence.NONE, Instant.EPOCH))));
    }
}
