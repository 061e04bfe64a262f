package io.holdfast.lab.explorer;

import io.holdfast.engine.Interception;
import io.holdfast.lab.explorer.Moments.Moment;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The moments of one invocation: from the state that its first request met to its answer. A reason
 * that it gives must be true of one of them.
 */
final class Window {
    private static final int OPEN = Integer.MAX_VALUE;

    private final Moments moments;
    private int from = OPEN;
    private int until = OPEN;

    Window(Moments moments) {
        this.moments = moments;
    }

    DynamoDbClient around(DynamoDbClient client) {
        Interception watch = (request, proceed) -> {
            try {
                return proceed.with(request);
            } finally {
                begin();
            }
        };
        return watch.around(client);
    }

    // Nobody else moves between an answer and the next request, so this is the state that was read.
    private synchronized void begin() {
        from = from == OPEN ? moments.now() : from;
    }

    synchronized void close() {
        until = moments.now();
    }

    /** The moments; those behind the first may be writes of others that the invocation has met. */
    synchronized List<Moment> moments() {
        return from == OPEN ? List.of() : moments.between(from, until);
    }
}
