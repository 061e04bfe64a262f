package io.holdfast.domain.protocol;

import io.holdfast.domain.Id;
import io.holdfast.domain.ledger.Commit;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.RecordWrite;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** A ledger whose answers are written down, and that keeps every request it received. */
final class ScriptedLedger implements Ledger {
    private final Deque<Reading> readings = new ArrayDeque<>();
    private final Deque<Committing> commits = new ArrayDeque<>();
    private final Deque<Function<ScriptedLedger, Recording>> recordings = new ArrayDeque<>();
    private final List<Set<Id>> reads = new ArrayList<>();
    private final List<Commit> committed = new ArrayList<>();
    private final List<RecordWrite> records = new ArrayList<>();

    ScriptedLedger reads(Image image) {
        return reads(new Reading.Read(image));
    }

    ScriptedLedger reads(Reading answer) {
        readings.add(answer);
        return this;
    }

    ScriptedLedger commits(Committing answer) {
        commits.add(answer);
        return this;
    }

    ScriptedLedger records(Recording answer) {
        recordings.add(ledger -> answer);
        return this;
    }

    /** The next record is refused, since the last commit has landed meanwhile. */
    ScriptedLedger recordMeetsTheCommit() {
        recordings.add(ledger -> new Recording.Refused(ledger.committed.getLast().result()));
        return this;
    }

    /** The next record is refused, since an earlier try of the same record has landed. */
    ScriptedLedger recordMeetsItself() {
        recordings.add(ledger -> new Recording.Refused(
                new Commit(List.of(ledger.records.getFirst()), List.of()).result()));
        return this;
    }

    @Override
    public Reading read(Set<Id> ids) {
        reads.add(ids);
        return readings.remove();
    }

    @Override
    public Committing commit(Commit commit) {
        committed.add(commit);
        return commits.remove();
    }

    @Override
    public Recording record(RecordWrite write) {
        records.add(write);
        return recordings.remove().apply(this);
    }

    List<Set<Id>> reads() {
        return reads;
    }

    List<Commit> committed() {
        return committed;
    }

    List<RecordWrite> records() {
        return records;
    }

    /** Every request, whatever its answer. */
    int requests() {
        return reads.size() + committed.size() + records.size();
    }
}
