package io.holdfast.lambda.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.holdfast.lambda.AnsweringHttp;
import io.holdfast.lambda.stream.Publisher.Entry;
import io.holdfast.lambda.stream.Publisher.Refusal;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;

/** What goes to the bus, and what its answer means, below the SDK. */
class EventBridgePublisherTest {
    private final AnsweringHttp bus = new AnsweringHttp();
    private final Publisher publisher = EventBridgePublisher.over(bus, "outcomes");

    @Test
    void entriesGoOutInOneCallAsTheDocumentSays() throws IOException {
        bus.answers(200,
                "{\"FailedEntryCount\":0,\"Entries\":[{\"EventId\":\"1\"},{\"EventId\":\"2\"}]}");

        assertThat(publisher.publish(entries())).isEmpty();

        assertThat(bus.sent).hasSize(1);
        JsonNode first = new ObjectMapper().readTree(bus.sent.getFirst()).get("Entries").get(0);
        assertThat(first.get("Source").textValue()).isEqualTo("holdfast");
        assertThat(first.get("DetailType").textValue()).isEqualTo("booking.held");
        assertThat(first.get("EventBusName").textValue()).isEqualTo("outcomes");
        assertThat(first.get("Detail").textValue()).isEqualTo("{\"eventId\":\"booking/a\"}");
        assertThat(first.get("Time").longValue()).isEqualTo(1_767_225_600L);
    }

    @Test
    void whatWasNotTakenIsNamedByItsPlace() {
        assertThat(refusal("ThrottlingException", "x"))
                .isEqualTo(new Refusal(1, "ThrottlingException", "x", false));
    }

    @Test
    void onlyAnEntryThatIsMalformedIsNeverTaken() {
        assertThat(refusal("MalformedDetail", "Detail is malformed.").malformed()).isTrue();
        assertThat(refusal("InvalidArgument", "Parameter DetailType is not valid.").malformed())
                .isTrue();
        assertThat(refusal("InvalidArgument", "Parameter EventBusName is not valid.")
                .malformed()).as("a wrong setting").isFalse();
        for (String code : List.of("AccessDeniedException", "ThrottlingException",
                "InternalFailure", "NotAuthorizedForSourceException", "SomethingNew")) {
            assertThat(refusal(code, "Detail").malformed()).as(code).isFalse();
        }
    }

    @Test
    void anAnswerWithoutAResultForEachEntryIsNoAnswer() {
        for (String answer : List.of("{}", "{\"Entries\":[{\"EventId\":\"1\"}]}")) {
            bus.answers(200, answer);

            assertThatThrownBy(() -> publisher.publish(entries())).as(answer)
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aCallThatFailsIsNotRepeated() {
        bus.answers(500, "{\"__type\":\"InternalException\"}");

        assertThatThrownBy(() -> publisher.publish(entries())).isInstanceOf(SdkException.class);
        assertThat(bus.sent).hasSize(1);
    }

    private Refusal refusal(String code, String message) {
        bus.answers(200, "{\"FailedEntryCount\":1,\"Entries\":[{\"EventId\":\"1\"},"
                + "{\"ErrorCode\":\"" + code + "\",\"ErrorMessage\":\"" + message + "\"}]}");
        return publisher.publish(entries()).iterator().next();
    }

    private static List<Entry> entries() {
        Instant at = Instant.parse("2026-01-01T00:00:00Z");
        return List.of(new Entry("booking.held", at, "{\"eventId\":\"booking/a\"}"),
                new Entry("booking.failed", at, "{\"eventId\":\"booking/b\"}"));
    }
}
