package io.holdfast.lambda;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Reads the event of a queue's event source mapping, and of it only what is used.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">Using Lambda with Amazon
 *      SQS</a>
 */
final class QueueEvent {
    private QueueEvent() {}

    /**
     * One message of the batch.
     *
     * @param id given by the queue, the same on every delivery
     * @param group its message group: what comes behind it there waits for it. On a queue without
     *        groups each message is its own
     */
    record Message(String id, String group, String body) {}

    /** @throws IOException if it is not such an event; nothing of it has been carried out then */
    static List<Message> read(InputStream input) throws IOException {
        return SourceRecords.read(input, QueueEvent::message);
    }

    private static Message message(JsonParser parser) throws IOException {
        String id = "";
        String group = "";
        String body = "";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "messageId" -> id = parser.getText();
                case "body" -> body = parser.getText();
                case "attributes" -> group = group(parser);
                default -> parser.skipChildren();
            }
        }
        SourceRecords.require(!id.isEmpty());
        return new Message(id, group.isEmpty() ? id : group, body);
    }

    private static String group(JsonParser parser) throws IOException {
        String group = "";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = parser.currentName().equals("MessageGroupId");
            parser.nextToken();
            group = found ? parser.getText() : group;
            parser.skipChildren();
        }
        return group;
    }
}
