package io.holdfast.engine.time;

/** What happens at a time: a callback runs, a process begins, or it is the turn of a thread. */
sealed interface Happening permits Happening.Callback, Happening.Begin, Turn {
    record Callback(Runnable callback) implements Happening {}

    record Begin(Runnable process) implements Happening {}
}
