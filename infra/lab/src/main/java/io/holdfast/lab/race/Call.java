package io.holdfast.lab.race;

import io.holdfast.lab.Functions;
import io.holdfast.lab.Reply;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A command of an invocation.
 *
 * @param id of the command, or of the booking that it makes
 * @param clock of the invocation
 */
public record Call(String name, String id, Instant clock, Asked asked,
        BiFunction<Functions, World, Reply> ask) implements Sent {
    public Reply ask(DynamoDbClient client, Instant now, World world) {
        return ask.apply(Functions.on(client, now), world);
    }

    /** The same command by another clock. */
    public Call by(Instant now) {
        return new Call(name, id, now, asked, ask);
    }

    @Override
    public List<Call> calls() {
        return List.of(this);
    }

    @Override
    public List<Reply> send(DynamoDbClient client, World world) {
        return List.of(ask(client, clock, world));
    }
}
