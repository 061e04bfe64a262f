package io.holdfast.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Evidence;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.ledger.RecordWrite.PutBooking;
import io.holdfast.domain.ledger.ResourceWrite.Note;
import io.holdfast.domain.ledger.Writing;
import io.holdfast.domain.resource.ExpiredSlots;
import io.holdfast.dynamodb.contract.Intents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
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
    private static final Booking FAILED = Booking.abandoned(BOOKING,
            new Verdict.Failed(Reason.ABANDONED, Evidence.NONE, Instant.EPOCH));
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
    void aNoteWithoutAWholeAnswerIsAmbiguous() {
        cutEverywhere("200 OK", "{}", this::note, new Writing.Applied(), Writing.Ambiguous.class);
    }

    @Test
    void aConflictWithoutAWholeAnswerIsAmbiguous() {
        cutEverywhere("400 Bad Request",
                "{\"__type\":\"" + REFUSED + "TransactionConflictException\"}", this::note,
                new Writing.NotApplied(Reason.CONTENTION), Writing.Ambiguous.class);
    }

    @Test
    void aGroupWithoutAWholeAnswerIsAmbiguous() {
        cutEverywhere("200 OK", "{\"Responses\":[{\"TableName\":\"table\"}]}", this::together,
                new Writing.Applied(), Writing.Ambiguous.class);
    }

    @Test
    void aRecordWithoutAWholeAnswerIsNotKnownToBeRecorded() {
        cutEverywhere("200 OK", "{}", this::record, new Writing.Applied(),
                Writing.Ambiguous.class);
    }

    @Test
    void aRefusedRecordWithoutAWholeAnswerIsNotKnownToBeRefused() {
        String body = "{\"__type\":\"" + REFUSED
                + "ConditionalCheckFailedException\",\"message\":\"refused\"}";
        cutEverywhere("400 Bad Request", body, this::record, new Writing.Refused(Image.NONE),
                Writing.Ambiguous.class);
    }

    @Test
    void aServerErrorWithoutAWholeAnswerIsAmbiguous() {
        cutEverywhere("500 Internal Server Error", "{\"__type\":\"InternalServerError\"}",
                () -> note().getClass(), Writing.Ambiguous.class, Writing.Ambiguous.class);
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

    private Writing note() {
        return ledger.note(new Note(RESOURCE, List.of(Intents.book(1)), List.of(),
                ExpiredSlots.NONE, OptionalLong.empty()));
    }

    private Writing record() {
        return ledger.record(new PutBooking(FAILED));
    }

    private Writing together() {
        return Objects.requireNonNull(
                ledger.recordTogether(List.of(new PutBooking(FAILED))).get(FAILED.id()));
    }
}
