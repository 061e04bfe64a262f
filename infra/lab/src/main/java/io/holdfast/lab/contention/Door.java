package io.holdfast.lab.contention;

/** How the commands arrive at the functions. */
public enum Door {
    /** By the routes of the HTTP API. */
    HTTP,
    /** By direct invocation. */
    DIRECT,
    /** By the FIFO queue of commands, with the resource as message group. */
    QUEUE
}
