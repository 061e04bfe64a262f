package io.holdfast.lab.race;

import io.holdfast.lab.Reply;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What one invocation receives: a command by its route, or a batch of a queue. */
public sealed interface Sent permits Call, Batch {
    String name();

    /** The clock of the invocation. */
    Instant clock();

    /** The commands in it. */
    List<Call> calls();

    /** Sends it; returns a reply for each command, in their order. */
    List<Reply> send(DynamoDbClient client, World world);
}
