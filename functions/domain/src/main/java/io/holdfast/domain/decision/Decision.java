package io.holdfast.domain.decision;

import io.holdfast.domain.ledger.Commit;

/** What to do about a command: judged on one image and one reading of the clock. */
public sealed interface Decision {
    /** Send this commit, once. */
    record Admit(Commit commit) implements Decision {}

    /** Send no commit; record the failure. */
    record Refuse(Refusal refusal) implements Decision {}

    /** The booking does not exist. Nothing is recorded, for it may still be made. */
    record NoBooking() implements Decision {}

    /** The booking has no room for the command's COMMITTED entry, and never will have. */
    record NoRoom() implements Decision {}

    /**
     * A later release recorded a status or a state that this one does not know; that release
     * decides.
     */
    record Unjudgeable() implements Decision {}
}
