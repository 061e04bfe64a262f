package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.holdfast.lambda.invocation.QueueClient;
import io.holdfast.lambda.invocation.Setting;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.lambda.json.BatchFailures;
import io.holdfast.lambda.priming.Priming;
import io.holdfast.lambda.queue.CommandQueue;
import io.holdfast.lambda.queue.QueueBatch;
import io.holdfast.lambda.queue.QueueEvent;
import io.holdfast.lambda.queue.Redelivery;
import io.holdfast.lambda.queue.SqsCommandQueue;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The queue's consumer: a batch of commands in, the ids of the messages to redeliver out. A message
 * whose verdict is {@code FAILED} is acknowledged, so that no redelivery adds to contention (design
 * section 6).
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Partial
 *      batch responses</a>
 */
public final class QueueHandler implements RequestStreamHandler {
    private final Wiring wiring;
    private final CommandQueue queue;

    public QueueHandler() {
        this(Wiring.fromEnvironment().keepingBack(Redelivery.RESERVE),
                new SqsCommandQueue(QueueClient.fromEnvironment(),
                        Setting.QUEUE.required(System.getenv()),
                        Setting.DEAD_LETTER_QUEUE.required(System.getenv())));
        Priming.register(wiring.ledger(), primed -> new QueueHandler(primed),
                Priming.BATCH);
    }

    /**
     * Without a dead-letter queue: a message that can never get a verdict is reported as a failure.
     */
    public QueueHandler(Wiring wiring) {
        this(wiring, CommandQueue.NONE);
    }

    public QueueHandler(Wiring wiring, QueueClient client, String queueUrl,
            String deadLetterUrl) {
        this(wiring, new SqsCommandQueue(client, queueUrl, deadLetterUrl));
    }

    /** On any queue. */
    public QueueHandler(Wiring wiring, CommandQueue queue) {
        this.wiring = wiring;
        this.queue = queue;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        BatchFailures.write(new QueueBatch(wiring, context).run(QueueEvent.read(input), queue),
                output);
    }
}
