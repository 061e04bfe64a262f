package io.holdfast.lab.contention;

import java.time.Duration;

/**
 * How long the parts of a message's way take.
 *
 * @param send from the sender's request until the message can be received
 * @param receive from then, or from the acknowledgment of the group's last batch, until the consumer
 *        runs
 * @param acknowledge of a batch, by one DeleteMessageBatch, or of one other request of the consumer
 */
public record QueueTimes(Duration send, Duration receive, Duration acknowledge) {
    /**
     * Each is one request to SQS, "averages around 20 ms".
     *
     * @see <a href=
     *      "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-throughput-horizontal-scaling-and-batching.html">
     *      Horizontal scaling</a>
     */
    public static final QueueTimes PUBLISHED = new QueueTimes(Duration.ofMillis(20),
            Duration.ofMillis(20), Duration.ofMillis(20));

    public QueueTimes {
        if (send.isNegative() || receive.isNegative() || acknowledge.isNegative()) {
            throw new IllegalArgumentException("a time must not be negative");
        }
    }
}
