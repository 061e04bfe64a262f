package io.holdfast.dynamodb;

/**
 * Every condition that guards a write, and the invariant that it protects. Placeholders are bound
 * where the write is built; a name is written as {@code #name}, since the service reserves words.
 */
final class Conditions {
    /**
     * One id, one verdict: of commit and failure, whichever arrives first is recorded, and the
     * other cannot be (promise 3). It makes the put of a failure the fence against a write that is
     * still in progress.
     */
    static final String ABSENT = "attribute_not_exists(pk)";

    /** A closed resource takes no new booking. Also false if the resource does not exist. */
    static final String OPEN = "#status = :open";

    /**
     * Never overbooked (promise 1). The weakest predicate that makes the decision valid, so that
     * bookings of the same resource commute; an equality of versions would admit one booking per
     * window between read and write.
     */
    static final String ENOUGH = "#available >= :enough";

    /**
     * The version that the caller decided on is still the current one; only if the caller names it.
     */
    static final String EXPECTED = "#version = :expected";

    /**
     * No other command has changed capacity or status in between; bookings do not raise this
     * version, so they do not starve an operator.
     */
    static final String DEFINITION_SEEN = "#definitionVersion = :seen";

    /** A capacity cut must not take units that are held or confirmed. */
    static final String CUT_FITS = "#available >= :cut";

    /**
     * No new hold enters a collected slot, and no hold in it is confirmed: its units may be sold
     * again already. (A hold may have entered below the watermark before the collector wrote; it
     * still has its units, but no command confirms them.)
     */
    static final String SLOT_LIVE = "#expiredThrough < :slot";

    /**
     * A collected slot still holds the units that were seen, so that they are returned exactly
     * once: a hold that entered since, a release or another collector makes this false. One such
     * condition per slot.
     */
    static final String SLOT_AS_SEEN = "#expiring.#expired%1$d = :expired%1$d";

    /**
     * The watermark never sinks, in whatever order collectors arrive: below it, a collected hold
     * could be confirmed with the units of a later hold.
     */
    static final String WATERMARK_RISES = "#expiredThrough < :through";

    /**
     * The hold's units are still in its slot: they were not collected or released. Next to
     * SLOT_LIVE and BOOKING_SEEN no schedule needs it; it keeps a slot from going negative even in
     * a table that was edited by hand.
     */
    static final String STILL_HELD = "#expiring.#slot >= :units";

    /**
     * The booking's units are still confirmed. No schedule needs it; it has the same purpose as
     * STILL_HELD.
     */
    static final String STILL_CONFIRMED = "#confirmed >= :units";

    /**
     * The booking is unchanged since the transition was decided. So a write that only raises the
     * version shuts out every attempt that was planned before it.
     */
    static final String BOOKING_SEEN = "#version = :seen";

    /**
     * One command, one verdict, and the fence against a transition that is still in progress.
     * Redundant next to BOOKING_SEEN in a commit, and indispensable in the record of a failure.
     */
    static final String COMMAND_ABSENT = "attribute_not_exists(#commands.#command)";

    /**
     * A confirm of a confirmed booking is answered COMMITTED without a record; then no failure
     * of the same command that is still in progress may be recorded.
     */
    static final String NOT_CONFIRMED = "attribute_not_exists(#confirmedAt)";

    /** The same for a release of everything. */
    static final String NOT_RELEASED = "attribute_not_exists(#releasedAt)";

    /**
     * A booking keeps a bounded number of failures, so that its item stays bounded and failures use
     * up no room of successes: the limit is the number of COMMITTED entries in the newest image,
     * and 100. In a commit BOOKING_SEEN makes the count of that image exact, so none is needed
     * there.
     */
    static final String COMMANDS_LEFT = "size(#commands) < :most";

    static final String AND = " AND ";

    private Conditions() {}
}
