package io.holdfast.lab.queue;

import io.holdfast.lab.Engine;
import io.holdfast.lambda.queue.QueueEvent.Message;

/** Messages of a queue that hold commands. */
final class Messages {
    private Messages() {}

    static Message message(String group, String command, String booking, String more) {
        return new Message(Engine.fresh("message"), group, "{\"command\":\"" + command
                + "\",\"bookingId\":\"" + booking + "\"" + more + "}");
    }

    /** @param more further members, each after a comma */
    static Message define(String group, String resource, String more) {
        return new Message(Engine.fresh("message"), group,
                "{\"command\":\"define\",\"resourceId\":\"" + resource + "\"" + more + "}");
    }

    static String book(String booking, String resource) {
        return "{\"command\":\"book\",\"bookingId\":\"" + booking + "\",\"resourceId\":\""
                + resource + "\",\"units\":1}";
    }

    static String line(String resource) {
        return "{\"resourceId\":\"" + resource + "\",\"units\":1}";
    }
}
