package io.holdfast.dynamodb.item;

/** The names of the table's attributes, as design section 3 spells them. */
public final class Attribute {
    public static final String PK = "pk";
    public static final String SK = "sk";

    public static final String VERSION = "version";
    public static final String DEFINITION_VERSION = "definitionVersion";
    public static final String CAPACITY = "capacity";
    public static final String AVAILABLE = "available";
    public static final String CONFIRMED = "confirmed";
    public static final String EXPIRING = "expiring";
    public static final String EXPIRED_THROUGH = "expiredThrough";
    public static final String STATUS = "status";
    public static final String INTENTS = "intents";
    public static final String DEFINING = "defining";

    public static final String FINGERPRINT = "fingerprint";
    public static final String OUTCOME = "outcome";
    public static final String REASON = "reason";
    public static final String EVIDENCE = "evidence";
    public static final String DECIDED_AT = "decidedAt";
    public static final String STATE = "state";
    public static final String LINES = "lines";
    public static final String REMAINING = "remaining";
    public static final String SLOT = "slot";
    public static final String CONFIRMED_AT = "confirmedAt";
    public static final String RELEASED_AT = "releasedAt";
    public static final String COMMANDS = "commands";
    public static final String VERB = "verb";
    public static final String NONCES = "nonces";
    public static final String REFERENCE = "reference";

    public static final String RESOURCE = "resource";
    public static final String UNITS = "units";
    public static final String NONCE = "nonce";
    public static final String CREATED = "created";

    private Attribute() {}
}
