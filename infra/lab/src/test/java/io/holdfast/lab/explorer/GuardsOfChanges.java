package io.holdfast.lab.explorer;

import io.holdfast.engine.Sabotage;
import io.holdfast.lab.race.InitialState;
import io.holdfast.lab.race.RacingCommands;
import io.holdfast.lab.race.TwoResources;
import java.util.List;

/** The same guards where they meet an extension or an amendment. */
final class GuardsOfChanges {
    private GuardsOfChanges() {}

    static final List<Guard> ALL = List.of(
            Guard.condition("`#e.#s0 >= :n0` (N1), of an extension", "#e\\.#s\\d+ >= :n\\d+",
                    0, Scenario.of(RacingCommands.EXTEND, RacingCommands.RELEASE))
                    .page("units-in-slot-of-an-extension",
                            "An extension moves units out of a slot only if they are still"
                                    + " there, so no unit leaves twice."),
            Guard.condition("`#available >= :enough`, of an amendment", "#available >= :enough",
                    0, Scenario.of(RacingCommands.AMEND_UP, RacingCommands.BOOK))
                    .page("enough-available-of-an-amendment",
                            "An amendment takes units only if that many are available at the"
                                    + " very write that takes them."),
            Guard.condition("`#expiredThrough < :lowest`, of an amendment",
                    "#expiredThrough < :lowest", 0,
                    Scenario.in(TwoResources.HELD, RacingCommands.AMEND_MIX_OTHER,
                            RacingCommands.SETTLER))
                    .page("slot-live-of-an-amendment",
                            "An amendment adds units to a hold only if nobody has collected"
                                    + " its slot."),
            Guard.condition("`#status = :open`, of an amendment", "#status = :open", 0,
                    Scenario.of(RacingCommands.CLOSE, RacingCommands.AMEND_UP))
                    .page("open-of-an-amendment",
                            "From the moment a closing is noted, no amendment takes units,"
                                    + " not even one that has read OPEN."),
            Guard.condition("`attribute_not_exists(#i.#a0)`, of an amendment",
                    "attribute_not_exists\\(#i\\.#a\\d+\\)", 0,
                    Scenario.in(InitialState.ALONE.withRoom(3), RacingCommands.AMEND_UP,
                            RacingCommands.AMEND_UP))
                    .page("intent-absent-of-an-amendment",
                            "A booking has one intent on a resource: a second amendment would"
                                    + " hide the units that the first has taken."),
            Guard.condition("`#version = :seen` (N3), of amendments", "#version = :seen", 0,
                    Scenario.of(RacingCommands.AMEND_DOWN, RacingCommands.AMEND_MIX))
                    .page("booking-seen-of-amendments",
                            "An amendment is decided only on the version of the booking that"
                                    + " it was planned on."),
            Guard.condition("`#version = :seen`, of the tenth extension", "#version = :seen", 0,
                    Scenario.in(InitialState.ROOM_TO_EXTEND_ONCE, RacingCommands.EXTEND,
                            RacingCommands.EXTEND_HARDLY))
                    .breaking("a hold is extended")
                    .page("booking-seen-of-the-tenth-extension",
                            "A hold is extended at most ten times, also by two extensions at"
                                    + " once."),
            Guard.wire("the fence of an extension", Sabotage::withoutFence, 1,
                    Scenario.of(RacingCommands.EXTEND))
                    .page("fence-of-an-extension",
                            "A failure is recorded before it is answered; until then a slow"
                                    + " write could still extend the hold."),
            Guard.wire("the fence of an amendment", Sabotage::withoutFence, 1,
                    Scenario.of(RacingCommands.AMEND_MIX))
                    .page("fence-of-an-amendment",
                            "A failure is recorded before it is answered; until then a slow"
                                    + " write could still change the booking."),
            Guard.rule("a shortage is recorded only on the version of the booking that it is true"
                    + " of",
                    Mutants.FailsWhateverTheBookingIs::new, 0,
                    Scenario.of(RacingCommands.AMEND_UP, RacingCommands.AMEND_UP_OTHER,
                            RacingCommands.CONFIRM))
                    .page("shortage-on-its-version",
                            "A shortage is recorded only beside the lines that it was judged"
                                    + " for: another amendment may have raised them meanwhile."),
            Guard.rule("a collected slot is recorded only on the version of the booking that it is"
                    + " true of",
                    Mutants.FailsWhateverTheBookingIs::new, 0,
                    Scenario.in(InitialState.STRANGER, RacingCommands.EXTEND,
                            RacingCommands.CONFIRM, RacingCommands.SETTLER))
                    .page("collected-slot-on-its-version",
                            "That a slot is gone is recorded only while the booking still is"
                                    + " in that slot: an extension may have moved it."),
            Guard.rule("an extension is recorded with the slot of its intents (N9)",
                    Mutants.ExtendsByItsOwnClock::new, 0,
                    Scenario.of(RacingCommands.EXTEND, RacingCommands.EXTEND))
                    .page("extension-with-its-own-slot",
                            "An extension that another delivery has noted is recorded with"
                                    + " the slot of that note, whatever this clock says."));
}
