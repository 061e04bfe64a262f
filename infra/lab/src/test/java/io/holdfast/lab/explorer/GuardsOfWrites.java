package io.holdfast.lab.explorer;

import io.holdfast.lab.race.InitialState;
import io.holdfast.lab.race.RacingCommands;
import java.time.Duration;
import java.util.List;

/** The conditions of writes to a resource, and of a command on a booking. */
final class GuardsOfWrites {
    private static final Duration LATE = Duration.ofMinutes(2);
    private static final Duration YOUNG = Duration.ofSeconds(5);
    private static final Duration STALE = Duration.ofMinutes(2);

    private GuardsOfWrites() {}

    static final List<Guard> ALL = List.of(
            Guard.condition("`#available >= :enough`", "#available >= :enough", 0,
                    Scenario.of(RacingCommands.BOOK, RacingCommands.BOOK_OTHER))
                    .page("enough-available",
                            "A booking takes units only if that many are available at the"
                                    + " very write that takes them, whatever it has read before."),
            Guard.condition("`#status = :open` (N16)", "#status = :open", 0,
                    Scenario.of(RacingCommands.CLOSE, RacingCommands.BOOK))
                    .page("open",
                            "A closing takes effect when it is noted: from then on no booking"
                                    + " takes units, not even one that has read OPEN."),
            Guard.condition("`#e.#s0 >= :n0` (N1)", "#e\\.#s\\d+ >= :n\\d+", 0,
                    Scenario.of(RacingCommands.CONFIRM, RacingCommands.RELEASE))
                    .page("units-in-slot",
                            "A confirm or a release moves units out of a slot only if they"
                                    + " are still there, so no unit leaves twice."),
            Guard.condition("`#expiredThrough < :lowest`", "#expiredThrough < :lowest", 0,
                    Scenario.of(RacingCommands.SETTLER, RacingCommands.HOLD))
                    .page("slot-live",
                            "A hold enters only a slot that nobody has collected: the units"
                                    + " of a collected slot are for sale again."),
            Guard.condition("`#e.#s0 = :s0`", "#e\\.#s\\d+ = :s\\d+", 0,
                    Scenario.of(RacingCommands.SETTLER, RacingCommands.CONFIRM))
                    .page("slot-as-seen",
                            "Who collects an expired slot gives back exactly the units that"
                                    + " are in it, not those that it has read."),
            Guard.condition("`#expiredThrough < :through`", "#expiredThrough < :through", 0,
                    Scenario.in(InitialState.LONGER, RacingCommands.HOLD,
                            RacingCommands.BOOK_OTHER.later(Duration.ofSeconds(61)),
                            RacingCommands.SETTLER.later(Duration.ofMinutes(4))))
                    .page("watermark-rises",
                            "The watermark only rises, in whatever order collectors arrive:"
                                    + " below it a hold could be confirmed with the units of a later"
                                    + " one."),
            Guard.condition("`attribute_not_exists(#i.#a0)`",
                    "attribute_not_exists\\(#i\\.#a\\d+\\)", 0,
                    Scenario.in(InitialState.ALONE.withRoom(3), RacingCommands.BOOK,
                            RacingCommands.BOOK))
                    .page("intent-absent",
                            "A booking has one intent on a resource: a second one would hide"
                                    + " the units that the first has taken."),
            Guard.condition("`size(#commands) < :most` (N14)", "size\\(#commands\\) < :most", 0,
                    Scenario.in(InitialState.ROOM_FOR_ONE, RacingCommands.RELEASE_FOUR,
                            RacingCommands.RELEASE_FIVE))
                    .page("commands-left",
                            "A booking keeps a bounded number of failures, so that its item"
                                    + " stays small and there is room for what succeeds."),
            Guard.condition("`#i.#a0.#n = :a0`", "#i\\.#a\\d+\\.#n = :a\\d+", 0,
                    Scenario.of(RacingCommands.RELEASE_ONE, RacingCommands.RELEASE_ONE_OTHER))
                    .page("intent-as-seen",
                            "The units of an intent are settled or undone once, by whoever"
                                    + " takes that very intent off."),
            Guard.condition("`(attribute_not_exists(#i.#a0) OR #i.#a0.#n = :a0)`",
                    "\\(attribute_not_exists\\(#i\\..*", 0,
                    Scenario.in(InitialState.withKeptConfirm().withBook("void", STALE),
                            RacingCommands.BOOK_MORE, RacingCommands.RELEASE_ONE))
                    .page("intent-gone-or-as-seen",
                            "Who tidies takes off the intent that it has proven finished,"
                                    + " never a later one of the same booking."),
            Guard.condition("`#definitionVersion = :seen` (N15)", "#definitionVersion = :seen",
                    0, Scenario.of(RacingCommands.CUT, RacingCommands.GROW))
                    .page("definition-seen",
                            "A definition is planned on the newest one: two that are planned"
                                    + " on the same would both be COMMITTED as the next."),
            Guard.condition("`attribute_not_exists(#defining)` (N15)",
                    "attribute_not_exists\\(#defining\\)", 0,
                    Scenario.of(RacingCommands.CUT, RacingCommands.GROW))
                    .page("definition-absent",
                            "One definition at a time is under way: a second would write over"
                                    + " the first, which may be COMMITTED already."),
            Guard.condition("`#defining.#n = :d`", "#defining\\.#n = :d", 0,
                    Scenario.of(RacingCommands.GROW, RacingCommands.CUT))
                    .page("definition-as-seen",
                            "A definition is settled or undone once, with its own intent."),
            Guard.condition("`size(#i) < :room`", "size\\(#i\\) < :room", 0,
                    Scenario.in(InitialState.ALONE.withRoom(3).withMap(31, false, YOUNG),
                            RacingCommands.BOOK, RacingCommands.BOOK_OTHER))
                    .page("room-for-intents",
                            "A resource has at most 32 intents, so that its item stays small"
                                    + " and one write can take all of them off."),
            Guard.condition("`#version = :seen` (N3)", "#version = :seen", 0,
                    Scenario.of(RacingCommands.RELEASE_ONE, RacingCommands.RELEASE_ONE_OTHER))
                    .page("booking-seen",
                            "A command is decided only on the version of the booking that it"
                                    + " was planned on."),
            Guard.condition("`attribute_not_exists(#commands.#command)`",
                    "attribute_not_exists\\(#commands\\.#command\\)", 0,
                    Scenario.of(RacingCommands.RELEASE_ONE,
                            RacingCommands.RELEASE_ONE.later(LATE)))
                    .page("command-absent",
                            "One command has one verdict: what is recorded under its id is"
                                    + " never written over."),
            Guard.condition("`attribute_not_exists(#confirmedAt)`",
                    "attribute_not_exists\\(#confirmedAt\\)", 0,
                    Scenario.of(RacingCommands.CONFIRM.later(LATE), RacingCommands.CONFIRM_OTHER,
                            RacingCommands.CONFIRM))
                    .page("not-confirmed",
                            "A confirm of a confirmed booking is answered COMMITTED without a"
                                    + " record; so no failure of it may be recorded later."),
            Guard.condition("`attribute_not_exists(#releasedAt)`",
                    "attribute_not_exists\\(#releasedAt\\)", 0,
                    Scenario.of(RacingCommands.RELEASE.later(LATE), RacingCommands.RELEASE_OTHER,
                            RacingCommands.RELEASE))
                    .page("not-released",
                            "A release of a released booking is answered COMMITTED without a"
                                    + " record; so no failure of it may be recorded later."));
}
