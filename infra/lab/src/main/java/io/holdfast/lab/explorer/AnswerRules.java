package io.holdfast.lab.explorer;

import io.holdfast.lab.race.CallResult;
import java.util.List;

/** Rules about answers that hold no verdict. */
final class AnswerRules {
    private final List<CallResult> results;

    AnswerRules(List<CallResult> results) {
        this.results = results;
    }

    /** No write is in flight after a read that failed, so nothing needs to be recorded. */
    void checkFailedReads() {
        for (CallResult each : results) {
            boolean first = !each.met().isEmpty() && !each.met().getFirst().write()
                    && each.met().getFirst().fate().isFault();
            BrokenPromise.unless(!first || each.reply() == null
                    || (each.isUndecided() && each.met().size() == 1),
                    "a failed read decides nothing, and is followed by no request");
        }
    }

    void checkUndecided() {
        for (CallResult each : results) {
            BrokenPromise.unless(!each.isUndecided() || each.withoutAnswer()
                    || each.couldNotRead() || isBehindOneWithoutRoom(each),
                    "UNDECIDED only when the store gave no decisive answer");
        }
    }

    /** A message waits for the one before it in its group, which found no room and is redelivered. */
    private boolean isBehindOneWithoutRoom(CallResult one) {
        return results.stream().filter(each -> each.invocation() == one.invocation())
                .anyMatch(CallResult::hadNoRoom);
    }
}
