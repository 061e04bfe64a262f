package io.holdfast.lab.longrun;

import java.time.Instant;

/**
 * What a caller received for a command.
 *
 * @param answer COMMITTED, a reason, UNDECIDED, or REJECTED if the command can get no verdict
 * @param verdict what every repetition must show again; empty without a verdict
 * @param askedAt when the command was sent
 */
record Received(String answer, String verdict, Instant askedAt) {
    static Received undecided(Instant askedAt) {
        return new Received("UNDECIDED", "", askedAt);
    }

    static Received rejected(Instant askedAt) {
        return new Received("REJECTED", "", askedAt);
    }

    boolean isUndecided() {
        return answer.equals("UNDECIDED");
    }

    boolean isCommitted() {
        return answer.equals("COMMITTED");
    }

    boolean hasVerdict() {
        return !verdict.isEmpty();
    }
}
