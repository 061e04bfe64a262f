package io.holdfast.domain;

/** The changes that a command can make to a recorded booking. */
public enum Verb {
    CONFIRM,
    RELEASE,
    /** A verb of a later release. This release keeps its entry as it is. */
    UNKNOWN
}
