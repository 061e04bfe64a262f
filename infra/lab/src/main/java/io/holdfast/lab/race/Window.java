package io.holdfast.lab.race;

import io.holdfast.engine.Interception;
import io.holdfast.lab.race.Moments.Moment;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The moments of one invocation: from the state that its first request met to its answer. A reason
 * that it gives must be true at one of them.
 */
public final class Window {
    private static final int OPEN = Integer.MAX_VALUE;

    private final Moments moments;
    private int from = OPEN;
    private int until = OPEN;

    public Window(Moments moments) {
        this.moments = moments;
    }

    public DynamoDbClient around(DynamoDbClient client) {
        Interception watch = (request, proceed) -> {
            try {
                return proceed.with(request);
            } finally {
                begin();
            }
        };
        return watch.around(client);
    }

    // No other invocation takes a step between an answer and the next request, so this state was
    // read.
    private synchronized void begin() {
        from = from == OPEN ? moments.now() : from;
    }

    public synchronized void close() {
        until = moments.now();
    }

    /**
     * The moments; those after the first may be writes of others that this invocation lost a race
     * to.
     */
    public synchronized List<Moment> moments() {
        return from == OPEN ? List.of() : moments.between(from, until);
    }
}
