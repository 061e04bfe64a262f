package io.holdfast.replay.service;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * How long the replay bears with a service that does not answer. A call that may be asked again
 * (a definition, an audit) is, a bounded number of times and with growing pauses. Where nobody has
 * answered for a while, nothing more is sent at all.
 */
public final class Patience {
    /** Times that one call is asked, the first included. */
    static final int TRIES = 5;
    /** Calls in a row without a reply, after which the service is taken for gone. */
    static final int SILENCES = 100;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final AtomicInteger silences = new AtomicInteger();
    private final Pause pause;

    /** What a pause is: sleeping, but for a test. */
    @FunctionalInterface
    interface Pause {
        void of(Duration duration) throws InterruptedException;
    }

    Patience(Pause pause) {
        this.pause = pause;
    }

    public static Patience real() {
        return new Patience(Thread::sleep);
    }

    /** Sends once, or not at all where the service is taken for gone. */
    public Reply once(Supplier<Reply> call) {
        if (gone()) {
            return Reply.Missing.NOT_SENT;
        }
        Reply reply = call.get();
        silences.updateAndGet(silent -> reply == Reply.Missing.NO_REPLY ? silent + 1 : 0);
        return reply;
    }

    /** Asks until there is an answer that asking again would not change. */
    public Reply untilAnswered(Supplier<Reply> call) {
        Reply reply = once(call);
        for (int tries = 1; tries < TRIES && isOpen(reply); tries++) {
            try {
                pause.of(pauseAfter(tries, reply));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return reply;
            }
            reply = once(call);
        }
        return reply;
    }

    /** Whether {@value #SILENCES} calls in a row got no reply. */
    boolean gone() {
        return silences.get() >= SILENCES;
    }

    /** No reply, the gateway's throttle, or a server's error: no verdict, and one may still come. */
    private static boolean isOpen(Reply reply) {
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
        // Up to a half more, so that those who were refused together do not come back together.
        return bounded.plusMillis(
                ThreadLocalRandom.current().nextLong(bounded.toMillis() / 2 + 1));
    }
}
