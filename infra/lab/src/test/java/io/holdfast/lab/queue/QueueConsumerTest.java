package io.holdfast.lab.queue;

import static io.holdfast.lab.queue.Messages.book;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.TestContext;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The consumer reads the event of the queue, and answers which messages go back. */
class QueueConsumerTest {
    private final Functions functions = Functions.on(Engine.embedded());
    private final String resource = Engine.fresh("resource");
    private final TestContext context = new TestContext(30_000);

    @BeforeEach
    void define() {
        functions.define(resource, 5);
    }

    @Test
    void theConsumerSpeaksTheLanguageOfTheEventSourceMapping() {
        String id = Engine.fresh("b");
        String event = """
                {"Records": [
                  {"messageId": "m-1", "receiptHandle": "x", "body": %s,
                   "attributes": {"ApproximateReceiveCount": "1", "MessageGroupId": "g"},
                   "messageAttributes": {}, "eventSource": "aws:sqs"},
                  {"messageId": "m-2", "body": "poison", "attributes": {}}]}
                """.formatted("\"" + book(id, resource).replace("\"", "\\\"") + "\"");

        byte[] reply = functions.consume(event.getBytes(StandardCharsets.UTF_8), context);

        assertThat(new String(reply, StandardCharsets.UTF_8))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m-2\"}]}");
        assertThat(functions.booking(id).committed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"Records\":[]}", "{\"Records\":[{}]}", "{\"Records\":7}",
            "nonsense", ""})
    void whatIsNoEventOfAQueueFailsAsAWhole(String event) {
        assertThatThrownBy(
                () -> functions.consume(event.getBytes(StandardCharsets.UTF_8), context))
                .hasCauseInstanceOf(java.io.IOException.class);
    }
}
