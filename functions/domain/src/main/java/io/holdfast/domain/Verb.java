package io.holdfast.domain;

/** What a command does to a booking that stands. */
public enum Verb {
    CONFIRM,
    RELEASE,
    /** What a command of a later release did. This release keeps its entry as it is. */
    UNKNOWN
}
