package io.holdfast.replay.service;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Retries calls that change nothing when they are repeated (a definition, an audit), a limited
 * number of times and after growing pauses. After {@value #MOST_WITHOUT_REPLY} calls in a row
 * without a reply it sends nothing more: the service is gone.
 */
public final class RetryPolicy {
    /** Times that one call is sent, the first included. */
    static final int TRIES = 5;
    static final int MOST_WITHOUT_REPLY = 100;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final AtomicInteger withoutReply = new AtomicInteger();
    private final Sleeper sleeper;

    /** Sleeps; a test records the pauses instead. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(Duration duration) throws InterruptedException;
    }

    RetryPolicy(Sleeper sleeper) {
        this.sleeper = sleeper;
    }

    public static RetryPolicy sleeping() {
        return new RetryPolicy(Thread::sleep);
    }

    /** Sends a call once, or not at all if the service is gone. */
    public Reply once(Supplier<Reply> call) {
        if (withoutReply.get() >= MOST_WITHOUT_REPLY) {
            return Reply.Missing.NOT_SENT;
        }
        Reply reply = call.get();
        withoutReply.updateAndGet(calls -> reply == Reply.Missing.NO_REPLY ? calls + 1 : 0);
        return reply;
    }

    /** Sends a call until its reply is final, and at most {@value #TRIES} times. */
    public Reply untilFinal(Supplier<Reply> call) {
        Reply reply = once(call);
        for (int tries = 1; tries < TRIES && mayChange(reply); tries++) {
            try {
                sleeper.sleep(pauseAfter(tries, reply));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return reply;
            }
            reply = once(call);
        }
        return reply;
    }

    /** No reply, a throttled request and a server error are not final: a retry may succeed. */
    private static boolean mayChange(Reply reply) {
        return switch (reply) {
            case Reply.Missing.NO_REPLY -> true;
            case Reply.Missing.NOT_SENT -> false;
            case Reply.Answer(int status, _, _) -> status == TOO_MANY_REQUESTS
                    || status >= SERVER_ERROR;
        };
    }

    private static Duration pauseAfter(int tries, Reply reply) {
        Duration asked = reply instanceof Reply.Answer answer
                ? answer.retryAfter().orElse(Duration.ZERO)
                : Duration.ZERO;
        Duration own = FIRST_PAUSE.multipliedBy(1L << (tries - 1));
        Duration longer = asked.compareTo(own) > 0 ? asked : own;
        Duration bounded = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
        // Up to half as long again, so that requests that failed together are not retried together.
        return bounded.plusMillis(
                ThreadLocalRandom.current().nextLong(bounded.toMillis() / 2 + 1));
    }
}
