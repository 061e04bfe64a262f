package io.holdfast.lambda.invocation;

import com.amazonaws.services.lambda.runtime.Context;
import io.holdfast.domain.protocol.Invocation.Pacer;
import io.holdfast.dynamodb.StoreClient;
import java.time.Duration;
import java.util.Random;

/**
 * Waits between tries, with jitter of half the wait either way so that losers of one race do not
 * meet again; and says no where the invocation's remaining time would not cover one more request.
 */
public final class RemainingTime implements Pacer {
    /** Kept back to write the reply. */
    private static final Duration MARGIN = Duration.ofMillis(250);

    /** The read, the write and one try to record: what a command needs at the worst. */
    private static final int REQUESTS_OF_A_COMMAND = 3;

    private final Context context;
    private final Duration margin;

    public RemainingTime(Context context) {
        this(context, Duration.ZERO);
    }

    /**
     * The time of an invocation, less a reserve.
     *
     * @param reserve kept back for what the function does after its last command
     */
    public RemainingTime(Context context, Duration reserve) {
        this.context = context;
        this.margin = MARGIN.plus(reserve);
    }

    @Override
    public boolean await(Duration base) {
        long waitMillis = base.isZero()
                ? 0
                : random().nextLong(base.toMillis() / 2, base.toMillis() * 3 / 2);
        Duration needed = StoreClient.CALL_TIMEOUT.plus(margin).plusMillis(waitMillis);
        if (context.getRemainingTimeInMillis() < needed.toMillis()) {
            return false;
        }
        return sleep(waitMillis);
    }

    @Override
    public boolean coversCommand() {
        return context.getRemainingTimeInMillis() >= StoreClient.CALL_TIMEOUT
                .multipliedBy(REQUESTS_OF_A_COMMAND).plus(margin).toMillis();
    }

    // Made here and now: one that was seeded before a snapshot would wait alike in all its clones.
    private Random random() {
        return new Random(System.nanoTime() ^ context.getAwsRequestId().hashCode());
    }

    private static boolean sleep(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
