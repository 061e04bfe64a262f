package io.holdfast.local.queue;

import io.holdfast.engine.LocalAddress;
import io.holdfast.lambda.invocation.QueueClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The queue of commands, its dead-letter queue and the failure queue, with their SQS server. */
public final class LocalQueue implements AutoCloseable {
    /** The queue of commands. */
    public static final String COMMANDS = "holdfast-commands.fifo";
    /** The queue for messages that can never get a verdict, or were received too often. */
    static final String DEAD_LETTERS = "holdfast-commands-dead-letters.fifo";
    /** The queue for the stream's records that can never be published. */
    static final String FAILURES = "holdfast-failures";
    /** Receives after which a message goes to the dead-letter queue; as in the template. */
    public static final int MOST_RECEIVES = 50;

    private final SqsServer server;
    private final SqsClient client;
    private final String url;
    private final String deadLetterUrl;
    private final String failureUrl;

    private LocalQueue(SqsServer server, Duration visibility, int mostReceives) {
        this.server = server;
        this.client = SqsClient.builder().httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(server.endpoint()).region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider
                        .create(AwsBasicCredentials.create("local", "local")))
                .build();
        this.failureUrl = client.createQueue(create -> create.queueName(FAILURES)).queueUrl();
        this.deadLetterUrl = createFifo(DEAD_LETTERS, Map.of());
        this.url = createFifo(COMMANDS, Map.of(QueueAttributeName.VISIBILITY_TIMEOUT,
                Long.toString(visibility.toSeconds()), QueueAttributeName.REDRIVE_POLICY,
                "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:" + DEAD_LETTERS
                        + "\",\"maxReceiveCount\":" + mostReceives + "}"));
    }

    /** Starts the server on the loopback addresses; a port of 0 takes a free one. */
    public static LocalQueue start(int port, Duration visibility, int mostReceives)
            throws IOException {
        return start(LocalAddress.choose(LocalAddress.LOOPBACK, port), visibility, mostReceives);
    }

    /**
     * Starts the server; takes a second or two.
     *
     * @param visibility how long a received message is hidden, in whole seconds
     * @param mostReceives receives after which a message goes to the dead-letter queue
     */
    public static LocalQueue start(LocalAddress address, Duration visibility, int mostReceives) {
        return new LocalQueue(SqsServer.start(address), visibility, mostReceives);
    }

    public SqsClient client() {
        return client;
    }

    public URI endpoint() {
        return server.endpoint();
    }

    public String url() {
        return url;
    }

    public String deadLetterUrl() {
        return deadLetterUrl;
    }

    public String failureUrl() {
        return failureUrl;
    }

    /** A client like that of a deployed function. */
    public QueueClient functions() {
        return QueueClient.local(server.endpoint());
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }

    private String createFifo(String name, Map<QueueAttributeName, String> attributes) {
        return client.createQueue(create -> create.queueName(name).attributes(more(attributes)))
                .queueUrl();
    }

    private static Map<QueueAttributeName, String> more(
            Map<QueueAttributeName, String> attributes) {
        Map<QueueAttributeName, String> all = new HashMap<>(attributes);
        all.put(QueueAttributeName.FIFO_QUEUE, "true");
        return all;
    }
}
