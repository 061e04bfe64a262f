package io.holdfast.engine.time;

/** What happens at a time: a callback runs, or it is the turn of a thread. */
sealed interface Happening permits Happening.Callback, Turn {
    record Callback(Runnable callback) implements Happening {}
}
