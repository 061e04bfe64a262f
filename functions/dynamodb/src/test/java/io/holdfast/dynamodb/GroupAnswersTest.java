package io.holdfast.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Reason;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.RecordWrite.PutBooking;
import io.holdfast.domain.ledger.StoreFailure;
import io.holdfast.domain.ledger.Writing;
import io.holdfast.dynamodb.contract.Records;
import io.holdfast.dynamodb.item.BookingItem;
import io.holdfast.dynamodb.item.ItemJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What the answers to the write of a group say of each member. */
class GroupAnswersTest {
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

    @Test
    void eachMemberOfAGroupHasItsOwnAnswer() {
        Map<String, Writing> answers = new TreeMap<>(Map.of(
                "DuplicateItem", new Writing.Refused(Image.NONE),
                "ThrottlingError", new Writing.NotApplied(Reason.THROTTLED),
                "ProvisionedThroughputExceeded", new Writing.NotApplied(Reason.THROTTLED),
                "RequestLimitExceeded", new Writing.NotApplied(Reason.THROTTLED),
                "TransactionConflict", new Writing.NotApplied(Reason.CONTENTION),
                "ValidationError", new Writing.NotApplied(Reason.STORE_ERROR),
                "AccessDenied", new Writing.NotApplied(Reason.STORE_ERROR),
                "InternalServerError", new Writing.Ambiguous(),
                "SomethingNew", new Writing.Ambiguous()));
        answers.forEach((code, expected) -> {
            together("{\"TableName\":\"table\"}", "{\"Error\":{\"Code\":\"" + code + "\"}}");
            Map<BookingId, Writing> results = together();
            assertThat(results).as(code).containsEntry(FIRST.id(), new Writing.Applied())
                    .containsEntry(SECOND.id(), expected);
        });
        assertThat(failures).extracting(StoreFailure::exception)
                .containsExactlyInAnyOrderElementsOf(answers.keySet().stream()
                        .filter(code -> !code.equals("DuplicateItem")).toList());
    }

    @Test
    void aDuplicateThatIsShownIsFound() {
        together("{\"Error\":{\"Code\":\"DuplicateItem\",\"Item\":"
                + ItemJson.write(BookingItem.write(FIRST)) + "}}", "{}");

        assertThat(together()).isEqualTo(Map.of(FIRST.id(), new Writing.Refused(Image.of(FIRST)),
                SECOND.id(), new Writing.Applied()));
    }

    @Test
    void aGroupWithoutAnAnswerForEachIsAmbiguous() {
        for (String[] responses : new String[][]{{}, {"{}"}, {"{}", "{}", "{}"}}) {
            together(responses);
            assertThat(together().values()).as("%d answers", responses.length)
                    .containsOnly(new Writing.Ambiguous());
        }
        together("{}", "null");
        assertThat(together()).containsEntry(SECOND.id(), new Writing.Ambiguous());
        answer("200 OK", "{}");
        assertThat(together().values()).containsOnly(new Writing.Ambiguous());
    }

    private Map<BookingId, Writing> together() {
        return ledger.recordTogether(
                Stream.of(FIRST, SECOND).map(PutBooking::new).toList());
    }

    private void together(String... responses) {
        answer("200 OK", "{\"Responses\":["
                + Arrays.stream(responses).collect(Collectors.joining(",")) + "]}");
    }

    private void answer(String status, String body) {
        answer = ("HTTP/1.1 " + status + "\r\nContent-Type: application/x-amz-json-1.0"
                + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
