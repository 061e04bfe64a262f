package io.holdfast.lambda.invocation;

import com.amazonaws.services.lambda.runtime.Context;
import io.holdfast.domain.protocol.Invocation.RemainingTime;
import io.holdfast.dynamodb.StoreClient;
import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * The remaining time that Lambda's context reports. A wait has a jitter of half its length either
 * way, so that commands that lost one race do not collide again.
 */
public final class ContextRemainingTime implements RemainingTime {
    /** Reserved for writing the reply. */
    private static final Duration MARGIN = Duration.ofMillis(250);

    /**
     * The read, the look, the note, the decision and one try to record a failure: what a command of
     * one line needs if every answer comes at the last moment.
     */
    private static final int REQUESTS_OF_A_COMMAND = 5;

    private final Context context;
    private final Duration margin;
    private final Waiting waiting;

    /** How an invocation waits, and what spreads its waits: other in a simulation. */
    public interface Waiting {
        /** Waits; returns false if the wait was interrupted. */
        boolean sleep(long millis);

        /** The source of the jitter of one wait. */
        RandomGenerator jitter(Context context);
    }

    public ContextRemainingTime(Context context) {
        this(context, Duration.ZERO);
    }

    /**
     * The remaining time, less a reserve.
     *
     * @param reserve for what the function does after its last command
     */
    public ContextRemainingTime(Context context, Duration reserve) {
        this(context, reserve, RealWaiting.INSTANCE);
    }

    public ContextRemainingTime(Context context, Duration reserve, Waiting waiting) {
        this.context = context;
        this.margin = MARGIN.plus(reserve);
        this.waiting = waiting;
    }

    @Override
    public boolean await(Duration base) {
        long waitMillis = base.isZero()
                ? 0
                : waiting.jitter(context).nextLong(base.toMillis() / 2, base.toMillis() * 3 / 2);
        Duration needed = StoreClient.CALL_TIMEOUT.plus(margin).plusMillis(waitMillis);
        if (context.getRemainingTimeInMillis() < needed.toMillis()) {
            return false;
        }
        return waiting.sleep(waitMillis);
    }

    @Override
    public boolean coversCommand() {
        return context.getRemainingTimeInMillis() >= StoreClient.CALL_TIMEOUT
                .multipliedBy(REQUESTS_OF_A_COMMAND).plus(margin).toMillis();
    }

    private enum RealWaiting implements Waiting {
        INSTANCE;

        // Created per call: a generator seeded before a snapshot would give every restored instance
        // the same jitter.
        @Override
        public RandomGenerator jitter(Context context) {
            return new Random(System.nanoTime() ^ context.getAwsRequestId().hashCode());
        }

        @Override
        public boolean sleep(long millis) {
            try {
                Thread.sleep(millis);
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
