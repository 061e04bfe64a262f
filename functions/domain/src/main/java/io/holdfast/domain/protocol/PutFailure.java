package io.holdfast.domain.protocol;

import io.holdfast.domain.CommandRecord;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.RecordWrite;
import io.holdfast.domain.ledger.Writing;
import java.util.Optional;
import java.util.function.Function;

/**
 * Puts a failed record if nothing is recorded under its id. The put that admits the command has the
 * same condition, so only one of them can succeed, however late it arrives.
 *
 * @param failed the record as it is put
 * @param inFlight the record that an ambiguous write of this invocation may have written
 * @param find the record in an image
 * @param replay the answer of a record that another invocation wrote
 * @param first the answer of a record that this invocation wrote
 */
record PutFailure<R extends CommandRecord>(R failed, Function<R, RecordWrite> put,
        Optional<R> inFlight, Function<Image, Optional<R>> find, Function<R, Answer> replay,
        Function<R, Answer> first) implements Failure {
    @Override
    public Writing write(Ledger ledger) {
        return ledger.record(put.apply(failed));
    }

    // It is not a replay if the record is this invocation's own: the failure, or the ambiguous
    // write that took effect after all.
    @Override
    public Answer answer(Writing recording) {
        return switch (recording) {
            case Writing.Applied() -> first.apply(failed);
            // A store that does not show the record says only that there is one.
            case Writing.Refused(Image image) ->
                find.apply(image).map(this::recorded).orElseGet(Answer.Undecided::new);
            case Writing.NotApplied notApplied -> new Answer.Undecided();
            case Writing.Ambiguous ambiguous -> new Answer.Undecided();
        };
    }

    private Answer recorded(R recorded) {
        boolean own = recorded.equals(failed) || inFlight.filter(recorded::equals).isPresent();
        return own ? first.apply(recorded) : replay.apply(recorded);
    }
}
