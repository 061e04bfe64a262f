package io.holdfast.domain.ledger;

import io.holdfast.domain.ledger.RecordWrite.AddTransition;
import io.holdfast.domain.ledger.RecordWrite.PutBooking;
import io.holdfast.domain.ledger.RecordWrite.PutDefinition;
import java.util.List;

/**
 * The one write that admits a command, or a group of them: each record under its condition, and
 * each resource changed once under its guard, all or nothing.
 */
public record Commit(List<RecordWrite> records, List<ResourceWrite> resources) {
    public Commit {
        records = List.copyOf(records);
        resources = List.copyOf(resources);
    }

    /** The records as this commit leaves them. */
    public Image result() {
        return records.stream().map(write -> switch (write) {
            case PutBooking(var booking) -> Image.of(booking);
            case PutDefinition(var definition) -> Image.of(definition);
            case AddTransition(var after, var command) -> Image.of(after);
            case RecordWrite.AddFailure failure -> Image.NONE;
            case RecordWrite.RaiseVersion raise -> Image.NONE;
        }).reduce(Image.NONE, Image::updatedBy);
    }
}
