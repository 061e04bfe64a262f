package io.holdfast.local;

import io.holdfast.engine.LocalAddress;
import io.holdfast.lambda.stream.Publisher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of a local service. A port of 0 takes a free one.
 *
 * @param host for every server; {@link LocalAddress#LOOPBACK} keeps other machines out
 * @param port of the HTTP API
 * @param dynamoDbPort of DynamoDB Local
 * @param queuePort of the SQS server
 * @param data the folder that keeps the table, or empty for memory
 * @param visibility how long a received message is hidden, in whole seconds
 * @param events publishes the events
 */
public record Settings(String host, int port, int dynamoDbPort, int queuePort,
        Optional<Path> data, Duration visibility, Publisher events) {
    /** Longer than a function may take, so that no message is received again while one has it. */
    public static final Duration VISIBILITY = Duration.ofSeconds(30);

    /** On free ports, in memory. */
    public static Settings anywhere(Publisher events) {
        return new Settings(LocalAddress.LOOPBACK, 0, 0, 0, Optional.empty(), VISIBILITY, events);
    }
}
