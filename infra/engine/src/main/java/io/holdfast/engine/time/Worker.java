package io.holdfast.engine.time;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A virtual thread that runs one process after the other: what a library keeps for each thread is
 * made once, as in a function that stays warm.
 */
final class Worker {
    private final Thread thread;
    private Turn turn;
    private @Nullable Runnable process;

    /** @param rest lets others run until the worker's next turn */
    Worker(Consumer<Worker> rest) {
        thread = Thread.ofVirtual().unstarted(() -> work(rest));
        turn = new Turn(thread);
    }

    /** Gives it a process to run when it has its turn. */
    Turn begin(Runnable next) {
        process = next;
        return turn;
    }

    /** Lets it end instead. */
    void dismiss() {
        process = null;
        turn.give();
    }

    /** The turn at which its next process begins. */
    Turn turn() {
        return turn;
    }

    private void work(Consumer<Worker> rest) {
        for (Runnable next = process; next != null; next = process) {
            next.run();
            turn = new Turn(thread);
            rest.accept(this);
        }
    }
}
