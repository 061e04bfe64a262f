package io.holdfast.engine.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A clock for simulations. Processes run on virtual threads, one at a time, and time passes only
 * while all of them wait: the thread that begins to wait moves the clock to the next event. Events
 * of the same time happen in the order in which they were planned, so the same processes with the
 * same random numbers always have the same history, and a simulated minute takes as long as its
 * computations.
 */
public final class VirtualTime implements InstantSource {
    /** Events that are planned at once: a simulation with more only grows. */
    private static final int MOST_EVENTS = 10_000_000;

    private final Instant start;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Deque<Worker> idle = new ArrayDeque<>();
    private long nowNanos;
    private long planned;
    private @Nullable Turn end;
    private @Nullable Throwable failure;

    public VirtualTime(Instant start) {
        this.start = start;
    }

    private record Event(long atNanos, long order, Happening happening)
            implements
                Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(atNanos, other.atNanos);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nowNanos);
    }

    /** Nanoseconds since the start. */
    public long nanos() {
        return nowNanos;
    }

    /** Plans a callback, which must not wait. */
    public void after(Duration delay, Runnable callback) {
        plan(delay, new Happening.Callback(callback));
    }

    /** Plans the begin of a process, which may wait. */
    public void start(Duration delay, Runnable process) {
        plan(delay, new Happening.Begin(() -> live(process)));
    }

    /**
     * Waits. Even without a delay, events that were planned for the same time come first. A thread
     * that is no process may wait too, while no process runs: it lets them run meanwhile.
     *
     * @throws IllegalStateException if the thread is no process, and a process or a callback failed
     */
    public void sleep(Duration delay) {
        Turn turn = new Turn(Thread.currentThread());
        plan(delay, turn);
        if (end == null) {
            passFromOutside(turn);
        } else {
            pass(turn);
        }
    }

    /**
     * Runs until nothing is planned any more.
     *
     * @throws IllegalStateException if a process or a callback failed; nothing has run after it
     */
    public void run() {
        passFromOutside(new Turn(Thread.currentThread()));
        idle.forEach(Worker::dismiss);
        idle.clear();
    }

    // The turn comes at its time, or when nothing is planned any more: a failure ends it all.
    private void passFromOutside(Turn turn) {
        end = turn;
        pass(turn);
        end = null;
        if (failure != null) {
            throw new IllegalStateException("a process failed at " + instant() + ": " + failure,
                    failure);
        }
    }

    private void plan(Duration delay, Happening happening) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("a delay must not be negative: " + delay);
        }
        if (events.size() >= MOST_EVENTS) {
            throw new IllegalStateException("more than " + MOST_EVENTS + " events are planned");
        }
        events.add(new Event(Math.addExact(nowNanos, delay.toNanos()), planned++, happening));
    }

    // After a failure nothing happens any more.
    private void live(Runnable process) {
        try {
            process.run();
        } catch (Throwable e) {
            failure = e;
            events.clear();
        }
    }

    private void rest(Worker worker) {
        idle.push(worker);
        pass(worker.turn());
    }

    /** Lets the thread run whose turn is next, until it is this thread's own turn. */
    private void pass(Turn own) {
        Turn next = next();
        if (next != own) {
            if (next != null) {
                next.give();
            }
            own.await();
        }
    }

    /** Moves the clock until it is a thread's turn; without any event it is the turn of the end. */
    private @Nullable Turn next() {
        for (Event event = events.poll(); event != null; event = events.poll()) {
            nowNanos = event.atNanos();
            switch (event.happening()) {
                case Turn turn -> {
                    return turn;
                }
                case Happening.Begin(Runnable process) -> {
                    Worker worker = idle.isEmpty() ? new Worker(this::rest) : idle.pop();
                    return worker.begin(process);
                }
                case Happening.Callback(Runnable callback) -> live(callback);
            }
        }
        return end;
    }
}
