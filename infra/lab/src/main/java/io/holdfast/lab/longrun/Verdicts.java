package io.holdfast.lab.longrun;

import java.util.BitSet;

/** The verdicts that callers received for one verb, by the number of the booking. */
final class Verdicts {
    private final BitSet committed = new BitSet();
    private final BitSet failed = new BitSet();

    void add(int booking, Received received) {
        if (received.isCommitted()) {
            committed.set(booking);
        } else if (received.hasVerdict()) {
            failed.set(booking);
        }
    }

    /** Whether what is recorded is what the caller received, if he received a verdict. */
    boolean agree(int booking, boolean recorded) {
        return recorded ? !failed.get(booking) : !committed.get(booking);
    }

    boolean isKnown(int booking) {
        return committed.get(booking) || failed.get(booking);
    }
}
