package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The queue's consumer: a batch of commands in, the messages that go back out. A {@code FAILED}
 * verdict is a successful processing, so that no redelivery amplifies contention (design section 6).
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Partial
 *      batch responses</a>
 */
public final class CommandsHandler implements RequestStreamHandler {
    private final Wiring wiring;

    public CommandsHandler() {
        this(Wiring.fromEnvironment());
        Rehearsal.register(wiring.ledger(), rehearsed -> new CommandsHandler(rehearsed),
                Rehearsal.BATCH);
    }

    public CommandsHandler(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        QueueBatch batch = new QueueBatch(wiring, context, (message, executed, now, meter,
                together) -> Log.executed(context, wiring, executed, meter, together,
                        Delivery.message(message.id())));
        BatchFailures.write(batch.run(QueueEvent.read(input)), output);
    }
}
