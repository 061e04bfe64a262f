package io.holdfast.lab.race;

import io.holdfast.lab.Functions;
import io.holdfast.lab.Reply;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A batch of a queue.
 *
 * @param messages the calls as JSON
 */
public record Batch(String name, Instant clock, List<Call> calls,
        List<Function<World, String>> messages) implements Sent {
    public Batch {
        Instant now = clock;
        calls = calls.stream().map(call -> call.by(now)).toList();
    }

    @Override
    public List<Reply> send(DynamoDbClient client, World world) {
        return Functions.on(client, clock)
                .batch(messages.stream().map(message -> message.apply(world)).toList());
    }
}
