package io.holdfast.domain;

/** The changes that a command can make to a recorded booking. The constants are stored. */
public enum Verb {
    CONFIRM("confirmed"),
    RELEASE("released"),
    EXTEND("extended"),
    AMEND("amended"),
    /** A verb of a later release. This release keeps its entry as it is, and publishes nothing of it. */
    UNKNOWN("unknown");

    private final String participle;

    Verb(String participle) {
        this.participle = participle;
    }

    /** The name of its COMMITTED verdict as an event. */
    public String participle() {
        return participle;
    }
}
