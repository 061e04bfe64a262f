package io.holdfast.dynamodb;

/**
 * Every condition that guards a write, and the invariant that each one protects. Placeholders are
 * bound where the write is built; a name goes in as {@code #name}, since the service reserves words.
 */
final class Conditions {
    /**
     * One id, one verdict: whichever of commit and failure arrives first stands, the other cannot
     * (promise 3). It makes the put of a failure the fence against a write that is still under way.
     */
    static final String ABSENT = "attribute_not_exists(pk)";

    /** A closed resource takes no new booking. Also false where there is no resource. */
    static final String OPEN = "#status = :open";

    /**
     * Never overbooked (promise 1). The weakest predicate that makes the decision valid, so that
     * bookings of the same resource commute; an equality of versions would admit one booking per
     * window between read and write.
     */
    static final String ENOUGH = "#available >= :units";

    /** What the caller decided on is still what stands; only when the caller asks for it. */
    static final String EXPECTED = "#version = :expected";

    /**
     * Nobody else has changed capacity or status in between; bookings do not move this version, so
     * an operator is not starved by them (V10).
     */
    static final String DEFINITION_SEEN = "#definitionVersion = :seen";

    /** A cut leaves nobody without the units that were promised to him. */
    static final String CUT_FITS = "#available >= :cut";

    static final String AND = " AND ";

    private Conditions() {}
}
