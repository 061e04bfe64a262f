package io.holdfast.domain.audit;

/** A promise of the design about everything that is recorded (section 1). */
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
    ONE_VERDICT("one id, one verdict forever");

    private final String sentence;

    Promise(String sentence) {
        this.sentence = sentence;
    }

    /** The promise as a report names it. */
    public String sentence() {
        return sentence;
    }
}
