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
    static final String ENOUGH = "#available >= :enough";

    /** What the caller decided on is still what stands; only when the caller asks for it. */
    static final String EXPECTED = "#version = :expected";

    /**
     * Nobody else has changed capacity or status in between; bookings do not move this version, so
     * an operator is not starved by them (V10).
     */
    static final String DEFINITION_SEEN = "#definitionVersion = :seen";

    /** A cut leaves nobody without the units that were promised to him. */
    static final String CUT_FITS = "#available >= :cut";

    /**
     * No new hold enters a slot that somebody has collected, and none in it is confirmed: its units
     * may be sold again already. (A hold may have slipped in below the watermark before the collector
     * wrote; it still has its units, but nobody confirms them.)
     */
    static final String SLOT_LIVE = "#expiredThrough < :slot";

    /**
     * A collected slot still holds what was seen, so that its units go back exactly once: a hold that
     * slipped in, a release or another collector makes this false. One such condition per slot.
     */
    static final String SLOT_AS_SEEN = "#expiring.#expired%1$d = :expired%1$d";

    /**
     * The watermark never sinks, whatever the order in which collectors arrive: below it, a hold that
     * was collected could be confirmed with the units of one that came later.
     */
    static final String WATERMARK_RISES = "#expiredThrough < :through";

    /**
     * The hold's units are still in its slot: they were not collected or released. Next to SLOT_LIVE
     * and BOOKING_SEEN no schedule needs it; it stays so that no slot goes negative even in a table
     * that somebody edited.
     */
    static final String STILL_HELD = "#expiring.#slot >= :units";

    /** The booking's units are still confirmed. No schedule needs it; it stays as STILL_HELD does. */
    static final String STILL_CONFIRMED = "#confirmed >= :units";

    /**
     * The booking is as it was when the change was decided: nobody else has changed it since. So a write
     * that only raises the version shuts out every attempt that was planned before it.
     */
    static final String BOOKING_SEEN = "#version = :seen";

    /**
     * One command, one verdict, and the fence against a change that is still under way. Redundant
     * next to BOOKING_SEEN in a commit, and indispensable in the record of a failure.
     */
    static final String COMMAND_ABSENT = "attribute_not_exists(#commands.#command)";

    /**
     * Whoever asks to confirm a confirmed booking is told COMMITTED without a record (V8); a failure of
     * the same command that is still under way must then not be recorded.
     */
    static final String NOT_CONFIRMED = "attribute_not_exists(#confirmedAt)";

    /** The same of a release of everything. */
    static final String NOT_RELEASED = "attribute_not_exists(#releasedAt)";

    /**
     * A booking keeps a bounded number of failures, so that its item stays bounded and failures use up
     * no room of successes: the limit is what the newest image has COMMITTED, and 100. In a commit
     * BOOKING_SEEN makes the count of that image exact, so none is needed there.
     */
    static final String COMMANDS_LEFT = "size(#commands) < :most";

    static final String AND = " AND ";

    private Conditions() {}
}
