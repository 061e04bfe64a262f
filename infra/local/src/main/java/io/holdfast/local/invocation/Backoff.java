package io.holdfast.local.invocation;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The pauses of a loop that retries: each further failure in a row waits twice as long as the one
 * before, up to a limit. It prints one line when failures begin and one when they end.
 */
public final class Backoff {
    /** The wait after the first failure. */
    public static final Duration FIRST = Duration.ofMillis(100);
    /** The longest wait. */
    static final Duration MOST = Duration.ofSeconds(10);

    /** Waits, in real or in virtual time. */
    @FunctionalInterface
    public interface Clock {
        /** Waits, and returns whether the service ends; it returns early then. */
        boolean ended(Duration wait) throws InterruptedException;
    }

    /** Prints the lines of loops that fail together: the first failure, and the end of the last. */
    public static final class Voice {
        private final String name;
        private final Consumer<String> lines;
        private int failing;

        public Voice(String name, Consumer<String> lines) {
            this.name = name;
            this.lines = lines;
        }

        private synchronized void fails(Exception e) {
            if (failing++ == 0) {
                lines.accept("holdfast-local: " + name + ": trying again: " + e);
            }
        }

        private synchronized void works() {
            if (--failing == 0) {
                lines.accept("holdfast-local: " + name + ": works again");
            }
        }
    }

    private final Voice voice;
    private final Clock clock;
    private int failures;

    public Backoff(Voice voice, Clock clock) {
        this.voice = voice;
        this.clock = clock;
    }

    /** Waits for the pause, or until the latch opens. */
    public static Clock until(CountDownLatch end) {
        return wait -> end.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits after a failure; returns whether the service ends. */
    public boolean failed(Exception e) throws InterruptedException {
        if (failures++ == 0) {
            voice.fails(e);
        }
        return clock.ended(pause(failures));
    }

    /** Waits after a round without work; returns whether the service ends. */
    public boolean idle() throws InterruptedException {
        return clock.ended(FIRST);
    }

    public void succeeded() {
        if (failures > 0) {
            failures = 0;
            voice.works();
        }
    }

    public static Duration pause(int failures) {
        long factor = 1L << Math.clamp(failures - 1L, 0, Integer.SIZE / 2);
        Duration wait = FIRST.multipliedBy(factor);
        return wait.compareTo(MOST) < 0 ? wait : MOST;
    }
}
