package io.holdfast.domain;

/** What a command does to a booking that stands. */
public enum Verb {
    CONFIRM,
    RELEASE
}
