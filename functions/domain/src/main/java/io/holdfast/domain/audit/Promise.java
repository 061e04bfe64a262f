package io.holdfast.domain.audit;

/**
 * A promise of the design about everything that is recorded: those of section 1, and what sections
 * 3 and 4 say of the items that keep them.
 */
public enum Promise {
    /** Promise 1. Only a drain may leave fewer than no units available. */
    NEVER_OVERBOOKED("never overbooked"),
    /**
     * Promise 2. {@link io.holdfast.domain.resource.Resource} rejects an image that breaks it, so
     * reading the item fails; {@link Promises} never returns it.
     */
    CONSERVED("conserved: capacity = available + confirmed + held"),
    /** Promise 1, compared with the bookings: a resource counts each confirmed unit once. */
    CONFIRMED_UNITS("units confirmed are those of the confirmed bookings"),
    /** The same of the units in a slot. */
    HELD_UNITS("units held are those of the holds"),
    /** A hold above the watermark can still be confirmed, so its slot must have its units. */
    UNITS_OF_A_HOLD("a hold that was not collected has its units"),
    /** Promise 3. */
    ONE_VERDICT("one id, one verdict forever"),
    /** An attribute that is absent, of another type or out of range. */
    READABLE("every item can be read"),
    /** An item or an attribute that this release does not write. */
    OURS("every item has the attributes of its kind, and no others"),
    /** A table has each key once; an export that has it twice is not whole. */
    ONE_ITEM("one key, one item"),
    /** State, times and lines of a booking follow from its commands. */
    LEGAL_STATE("the state of a booking is what its commands made of it"),
    /** Every write to a record raises its version, and every write to a resource. */
    LEGAL_VERSION("a version counts every write"),
    /** By clocks that differ a little. */
    LEGAL_TIME("nothing is decided before it could be"),
    /** Design section 3, the expiry wheel. */
    LEGAL_SLOT("a hold ends at a slot of the wheel"),
    /** Only expired slots are collected, and the watermark never sinks. */
    WATERMARK("the watermark is the highest slot that was collected"),
    /** Design section 2: a reason is a statement, and its evidence has the figures. */
    TRUE_REASON("the figures of a failure show its reason"),
    /** A fingerprint is a digest of what the record says, where the record says all of it. */
    SAME_COMMAND("a fingerprint is that of the recorded command"),
    /** Nonces are random, so each names one attempt. */
    ONE_NONCE("a nonce belongs to one attempt"),
    /** An intent that its record keeps is that record's last movement of the resource. */
    KEPT_INTENT("an intent moves what its record says"),
    /** Each kept definition raises the definition's version by one. */
    DEFINED("a resource is what its definitions made of it"),
    /** No resource is ever removed. */
    KNOWN_RESOURCE("a record names a resource that exists"),
    /** Compared with the listing. */
    LISTED("the listing has the entries of the bookings");

    private final String sentence;

    Promise(String sentence) {
        this.sentence = sentence;
    }

    /** The promise as a report names it. */
    public String sentence() {
        return sentence;
    }
}
