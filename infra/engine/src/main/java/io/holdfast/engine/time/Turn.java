package io.holdfast.engine.time;

import java.util.concurrent.locks.LockSupport;

/** The turn of a thread that waits for it, or that has not started yet. */
final class Turn implements Happening {
    private final Thread thread;
    private volatile boolean given;

    Turn(Thread thread) {
        this.thread = thread;
    }

    void give() {
        given = true;
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        } else {
            LockSupport.unpark(thread);
        }
    }

    void await() {
        while (!given) {
            LockSupport.park(this);
        }
    }
}
