package io.holdfast.dynamodb;

/**
 * Every condition that guards a write, and the promise that it protects (design section 1), with
 * the number of its rule (section 4). Placeholders are bound where the write is built; a name is
 * written as {@code #name}, since the service reserves words. One write may have a hundred
 * conditions on the entries of two maps, so these are short: {@code #i} is {@code intents},
 * {@code #e} is {@code expiring}, and entries are numbered.
 */
final class Conditions {
    // On a resource: what a note takes, and what is settled.

    /**
     * A closed resource takes no new booking, and a closing takes effect when it is noted (N16).
     * Also false if the resource does not exist.
     */
    static final String OPEN = "#status = :open";

    /**
     * Never overbooked (promise 1), and no cut takes units that are held or confirmed. The weakest
     * predicate that makes the write valid, so that bookings of the same resource commute; an
     * equality of versions would admit one booking per window between read and write. The number
     * counts what the same write gives (N2).
     */
    static final String ENOUGH = "#available >= :enough";

    /**
     * A release gives only what is confirmed (promise 2): these units may be lent to nobody. The
     * number is net (N2).
     */
    static final String CONFIRMED_ENOUGH = "#confirmed >= :needed";

    /**
     * Units leave a slot only if they are there (N1): they may have been released, or be lent to
     * another's confirm or extend. One such condition for each slot; the number is net (N2).
     */
    static final String SLOT_ENOUGH = "#e.#s%1$d >= :n%1$d";

    /**
     * No hold enters a collected slot, and none there is confirmed, released or restored: its
     * units may be sold again already (promise 1). If the lowest slot of a write is live, all are.
     */
    static final String SLOT_LIVE = "#expiredThrough < :lowest";

    /**
     * A collected slot still holds the units that were seen, so that they are returned exactly
     * once (promise 2): a hold that entered since, a release or another collector makes this
     * false. One such condition for each slot.
     */
    static final String SLOT_AS_SEEN = "#e.#s%1$d = :s%1$d";

    /**
     * The watermark never sinks, in whatever order collectors arrive: below it, a collected hold
     * could be confirmed with the units of a later hold (promise 1).
     */
    static final String WATERMARK_RISES = "#expiredThrough < :through";

    /**
     * The version that the caller decided on is still the current one; only if the caller names it.
     */
    static final String EXPECTED = "#version = :expected";

    // On a resource: its intents.

    /**
     * A booking has one intent on a resource at most: another would be forgotten with the units
     * that it has taken (promise 2).
     */
    static final String INTENT_ABSENT = "attribute_not_exists(#i.#a%1$d)";

    /** The units of an intent are settled or undone once, with the intent itself (promise 2). */
    static final String INTENT_AS_SEEN = "#i.#a%1$d.#n = :a%1$d";

    /**
     * An intent with nothing to move is taken off, and never a later one of the same booking
     * (promise 2); two that tidy do not refuse each other.
     */
    static final String INTENT_GONE_OR_AS_SEEN = "(attribute_not_exists(#i.#a%1$d)"
            + " OR #i.#a%1$d.#n = :a%1$d)";

    /**
     * A resource has a bounded number of intents, so that its item stays small and one write can
     * take all of them off.
     */
    static final String ROOM = "size(#i) < :room";

    // On a resource: its definition.

    /**
     * No other definition was settled since the command was planned (N15); bookings do not raise
     * this version, so they do not starve an operator.
     */
    static final String DEFINITION_SEEN = "#definitionVersion = :seen";

    /** One definition at a time is under way: the next is planned on a settled one (N15). */
    static final String DEFINITION_ABSENT = "attribute_not_exists(#defining)";

    /** A definition is settled or undone once, with its intent (promise 2). */
    static final String DEFINITION_AS_SEEN = "#defining.#n = :d";

    // On a record.

    /**
     * One id, one verdict: of decision and failure, whichever arrives first is recorded, and the
     * other cannot be (promise 3). It makes the put of a failure the fence against a decision that
     * is still in progress. On a resource: a stub replaces no resource.
     */
    static final String ABSENT = "attribute_not_exists(pk)";

    /**
     * The booking is unchanged since the transition was planned (N3): so a record of a greater
     * version shows that no decision for an intent can come, and a write that only raises the
     * version (N13, N14) shuts out every attempt that was planned before it.
     */
    static final String BOOKING_SEEN = "#version = :seen";

    /**
     * One command, one verdict, and the fence against a transition that is still in progress
     * (promise 3). Redundant next to BOOKING_SEEN in a decision, and indispensable in the record of
     * a failure.
     */
    static final String COMMAND_ABSENT = "attribute_not_exists(#commands.#command)";

    /**
     * A confirm of a confirmed booking is answered COMMITTED without a record; then no failure
     * of the same command that is still in progress may be recorded (promise 3).
     */
    static final String NOT_CONFIRMED = "attribute_not_exists(#confirmedAt)";

    /** The same for a release of everything (promise 3). */
    static final String NOT_RELEASED = "attribute_not_exists(#releasedAt)";

    /**
     * A booking keeps a bounded number of failures, so that its item stays bounded and failures use
     * up no room of successes (N14): the limit is the number of COMMITTED entries in the newest
     * image, and 100. In a decision BOOKING_SEEN makes the count of that image exact, so none is
     * needed there.
     */
    static final String COMMANDS_LEFT = "size(#commands) < :most";

    // On an entry of the listing.

    /**
     * A record of the stream that is delivered late or twice must not replace the entry of a later
     * one: of two writes to a booking the listing keeps the greater version, in whatever order they
     * arrive. It guards no promise, since nothing that decides a command reads the listing.
     */
    static final String NEWER = "attribute_not_exists(pk) OR #version < :version";

    static final String AND = " AND ";

    /** The place of the number in a clause that one write may have for several entries. */
    private static final String NUMBER = "%1$d";

    private Conditions() {}

    /**
     * A clause about one entry. A note has dozens of them, and {@link String#format} would parse
     * each of them anew.
     *
     * @param clause with {@code %1$d} for the number
     */
    static String numbered(String clause, int number) {
        return clause.replace(NUMBER, Integer.toString(number));
    }
}
