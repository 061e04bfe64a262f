package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.holdfast.lambda.invocation.QueueClient;
import io.holdfast.lambda.invocation.Setting;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.lambda.json.BatchFailures;
import io.holdfast.lambda.priming.Priming;
import io.holdfast.lambda.stream.EventBridgePublisher;
import io.holdfast.lambda.stream.FailureQueue;
import io.holdfast.lambda.stream.Publisher;
import io.holdfast.lambda.stream.SqsFailureQueue;
import io.holdfast.lambda.stream.StreamBatch;
import io.holdfast.lambda.stream.StreamEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * The table's stream in, events and entries of the listing out (design section 6). Every verdict is published at least once
 * and always under the same event id. An event that the bus did not accept is published again until
 * the stream's record expires.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html">
 *      Partial batch responses with DynamoDB streams</a>
 */
public final class StreamHandler implements RequestStreamHandler {
    private final Publisher publisher;
    private final FailureQueue failures;
    private final Optional<Wiring> wiring;

    public StreamHandler() {
        this(EventBridgePublisher.on(Setting.EVENT_BUS.required(System.getenv())),
                new SqsFailureQueue(QueueClient.fromEnvironment(),
                        Setting.FAILURE_QUEUE.required(System.getenv())),
                Optional.of(Wiring.fromEnvironment().keepingBack(StreamBatch.RESERVE)));
        boolean listing = wiring.flatMap(Wiring::listing).isPresent();
        Priming.register(List.of(() -> Priming.stream((publisher, primed) -> listing
                ? new StreamHandler(publisher, FailureQueue.NONE, Optional.of(primed))
                : new StreamHandler(publisher))));
    }

    /**
     * Without a listing, and without a failure queue: a record that can never be published is
     * reported every time.
     */
    public StreamHandler(Publisher publisher) {
        this(publisher, FailureQueue.NONE, Optional.empty());
    }

    /** Without a listing. */
    public StreamHandler(Publisher publisher, QueueClient client, String failureUrl) {
        this(publisher, new SqsFailureQueue(client, failureUrl), Optional.empty());
    }

    /** With the wiring's listing, if it has one. */
    public StreamHandler(Publisher publisher, QueueClient client, String failureUrl,
            Wiring wiring) {
        this(publisher, new SqsFailureQueue(client, failureUrl), Optional.of(wiring));
    }

    private StreamHandler(Publisher publisher, FailureQueue failures, Optional<Wiring> wiring) {
        this.publisher = publisher;
        this.failures = failures;
        this.wiring = wiring;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        StreamBatch batch = wiring
                .map(each -> StreamBatch.of(publisher, failures, each, context))
                .orElseGet(() -> new StreamBatch(publisher, failures, context));
        BatchFailures.write(batch.publish(StreamEvent.read(input)).stream().toList(), output);
    }
}
