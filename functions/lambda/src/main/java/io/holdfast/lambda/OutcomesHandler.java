package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * The table's stream in, events out (design section 6). Every verdict is told at least once and always
 * under the same event id.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html">
 *      Partial batch responses with DynamoDB streams</a>
 */
public final class OutcomesHandler implements RequestStreamHandler {
    private final Publisher publisher;

    public OutcomesHandler() {
        this(EventBridgePublisher.on(Setting.EVENT_BUS.required(System.getenv())));
        Rehearsal.register(List.of(Rehearsal.outcomes()));
    }

    public OutcomesHandler(Publisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        BatchFailures.write(new Outcomes(publisher, context).publish(StreamEvent.read(input))
                .stream().toList(), output);
    }
}
