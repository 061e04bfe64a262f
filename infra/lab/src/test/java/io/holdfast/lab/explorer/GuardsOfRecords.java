package io.holdfast.lab.explorer;

import io.holdfast.engine.Sabotage;
import io.holdfast.lab.race.InitialState;
import io.holdfast.lab.race.RacingCommands;
import java.time.Duration;
import java.util.List;

/** The fences, the fingerprint and the rules that are no conditions. */
final class GuardsOfRecords {
    private static final Duration LATE = Duration.ofMinutes(2);
    private static final Duration YOUNG = Duration.ofSeconds(5);
    private static final Duration STALE = Duration.ofMinutes(2);

    private GuardsOfRecords() {}

    static final List<Guard> ALL = List.of(
            Guard.wire("`attribute_not_exists(pk)` in decisions",
                    Sabotage::withoutAbsenceInDecisions, 0,
                    Scenario.of(RacingCommands.BOOK, RacingCommands.RESOLVE))
                    .page("absent-in-decisions",
                            "A booking is recorded only if nothing is recorded under its id:"
                                    + " a failure that is there already is final."),
            Guard.wire("`attribute_not_exists(pk)` in failures",
                    Sabotage::withoutAbsenceInFences, 0,
                    Scenario.of(RacingCommands.BOOK, RacingCommands.RESOLVE))
                    .page("absent-in-failures",
                            "A failure is recorded only if nothing is recorded under the id:"
                                    + " a booking that is there already is final."),
            Guard.wire("the fence of a booking", Sabotage::withoutFence, 1,
                    Scenario.of(RacingCommands.BOOK))
                    .page("fence-of-a-booking",
                            "A failure is recorded before it is answered; until then a slow"
                                    + " write could still make the booking."),
            Guard.wire("the fence of a confirm", Sabotage::withoutFence, 1,
                    Scenario.of(RacingCommands.CONFIRM))
                    .page("fence-of-a-confirm",
                            "A failure is recorded before it is answered; until then a slow"
                                    + " write could still confirm the booking."),
            Guard.wire("the fence of a definition", Sabotage::withoutFence, 1,
                    Scenario.of(RacingCommands.GROW))
                    .page("fence-of-a-definition",
                            "A failure is recorded before it is answered; until then a slow"
                                    + " write could still change the resource."),
            Guard.wire("the raised version of a booking without room (N14)",
                    Sabotage::withoutFence, 1,
                    Scenario.in(InitialState.NO_ROOM, RacingCommands.RELEASE_ONE))
                    .page("raised-version",
                            "Where a booking has no room for one more failure, its version is"
                                    + " raised instead: that shuts out the slow decision as well."),
            Guard.wire("the fingerprint", Sabotage::withoutFingerprints, 0,
                    Scenario.of(RacingCommands.BOOK, RacingCommands.BOOK_MORE))
                    .page("fingerprint",
                            "An id belongs to one command. Another command under the same id"
                                    + " is told so, and gets no verdict of the first."),
            Guard.rule("a look at the records of others (N4, N6)", Mutants.NeverLooks::new, 0,
                    Scenario.in(InitialState.ALONE.withBook("void", STALE),
                            RacingCommands.BOOK_MORE))
                    .always()
                    .page("look",
                            "Who is short of units looks at the records of the intents in the"
                                    + " way, and takes off those that are finished."),
            Guard.rule("a new read after a fence of an own intent (N7)",
                    Mutants.CountsVersionsByHand::new, 0,
                    Scenario.in(InitialState.CONFIRMED, RacingCommands.RELEASE_ONE,
                            RacingCommands.RELEASE_ONE_OTHER.later(LATE)))
                    .breaking("units")
                    .page("new-read-after-a-fence",
                            "Who has fenced an intent of its own booking starts anew from a"
                                    + " new read: the version that it knew is no longer the booking's."),
            Guard.rule("intents in doubt count as they free most (N8)",
                    Mutants.BlindToIntents::new, 0,
                    Scenario.in(InitialState.ALONE.withBook("doubtful", YOUNG),
                            RacingCommands.BOOK_MORE))
                    .page("doubt-frees-most",
                            "Units that are in doubt may come back, so a booking that needs"
                                    + " them fails for contention, not for capacity."),
            Guard.rule("a definition under way counts both ways (N8)",
                    Mutants.BlindToDefinitions::new, 0,
                    Scenario.in(InitialState.ALONE.withDefining("cut", "doubtful", YOUNG),
                            RacingCommands.BOOK))
                    .page("definition-counts-both-ways",
                            "A cut that is in doubt may be undone, so a booking that needs"
                                    + " its units fails for contention, not for capacity."),
            Guard.rule("an intent is adopted on the version that it was planned on (N10)",
                    Mutants.AdoptsOtherVersions::new, 0,
                    Scenario.of(RacingCommands.CONFIRM, RacingCommands.CONFIRM,
                            RacingCommands.RELEASE_FOUR, RacingCommands.SETTLER))
                    .breaking("units")
                    .page("adopted-on-its-version",
                            "An intent of another delivery is taken over only by a delivery"
                                    + " that has read the same version of the booking."),
            Guard.rule("undone after the failure is recorded, not before (N12)",
                    Mutants.UndoesFirst::new, 1, Scenario.of(RacingCommands.BOOK))
                    .page("undone-after-the-failure",
                            "A note is undone only once the failure is recorded: until then a"
                                    + " slow write may still decide the command."),
            Guard.rule("a stale intent is fenced before it is undone (N13)",
                    Mutants.FencesNobody::new, 0,
                    Scenario.in(InitialState.CONFIRMED, RacingCommands.BOOK,
                            RacingCommands.BOOK_OTHER.later(LATE)))
                    .page("fenced-before-undone",
                            "An intent without a record is fenced before its units are given"
                                    + " back: its owner may only be slow."),
            Guard.rule("a decision stores its nonces (N14)", Mutants.ForgetsNonces::new, 0,
                    Scenario.of(RacingCommands.CONFIRM))
                    .page("decision-stores-nonces",
                            "A decision names the intents that it keeps; without their names"
                                    + " they look like those of a dead attempt."));
}
