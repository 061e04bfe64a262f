package io.holdfast.dynamodb.item;

/** The names of the table's attributes, as design section 3 spells them. */
public final class Attribute {
    static final String PK = "pk";
    static final String SK = "sk";

    static final String VERSION = "version";
    static final String DEFINITION_VERSION = "definitionVersion";
    static final String CAPACITY = "capacity";
    static final String AVAILABLE = "available";
    static final String CONFIRMED = "confirmed";
    static final String EXPIRING = "expiring";
    static final String EXPIRED_THROUGH = "expiredThrough";
    static final String STATUS = "status";

    static final String FINGERPRINT = "fingerprint";
    static final String OUTCOME = "outcome";
    static final String REASON = "reason";
    static final String EVIDENCE = "evidence";
    static final String DECIDED_AT = "decidedAt";
    public static final String STATE = "state";
    static final String LINES = "lines";
    public static final String REMAINING = "remaining";
    static final String SLOT = "slot";
    public static final String CONFIRMED_AT = "confirmedAt";
    public static final String RELEASED_AT = "releasedAt";
    static final String COMMANDS = "commands";
    static final String VERB = "verb";
    static final String REFERENCE = "reference";

    static final String RESOURCE = "resource";
    static final String UNITS = "units";
    static final String CREATED = "created";

    private Attribute() {}
}
