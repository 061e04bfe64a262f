package io.holdfast.domain.protocol;

import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.Writing;

/** A failure that is to be recorded. */
interface Failure {
    /** Sends the write: one request, to be repeated until its answer is decisive. */
    Writing write(Ledger ledger);

    /** The answer to the caller, after a decisive answer to the write or without one. */
    Answer answer(Writing recording);
}
