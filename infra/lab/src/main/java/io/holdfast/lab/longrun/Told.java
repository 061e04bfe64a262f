package io.holdfast.lab.longrun;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the callers of one booking have been told, checked against what Holdfast promises them. */
final class Told {
    private final String booking;
    private final Findings findings;
    private @Nullable String verdict;

    Told(String booking, Findings findings) {
        this.booking = booking;
        this.findings = findings;
    }

    /** Promise 3: one id has one verdict, with its original reason and evidence. */
    void verdict(Received received) {
        if (!received.hasVerdict()) {
            findings.violated(booking + " never got a verdict");
        } else if (verdict == null) {
            verdict = received.verdict();
        } else if (!verdict.equals(received.verdict())) {
            findings.violated(booking + " got two verdicts: " + verdict + " and "
                    + received.verdict());
        }
    }

    /** With one clock, a hold can be confirmed for as long as it was asked for. */
    void confirm(Received received, Instant heldAt, Duration heldFor) {
        if (received.answer().equals("HOLD_EXPIRED")
                && !received.askedAt().isAfter(heldAt.plus(heldFor))) {
            findings.violated(booking + " was not held as long as promised");
        }
    }
}
