package io.holdfast.lab.explorer;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Id;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.RecordWrite;
import io.holdfast.domain.ledger.RecordWrite.PutBooking;
import io.holdfast.domain.ledger.ResourceWrite;
import io.holdfast.domain.ledger.ResourceWrite.Settle;
import io.holdfast.domain.ledger.Writing;
import io.holdfast.domain.resource.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A ledger between the protocol and the store that takes one rule away. */
class Mutant implements Ledger {
    private final Ledger ledger;

    Mutant(Ledger ledger) {
        this.ledger = ledger;
    }

    /** What the protocol gets to see instead of the image of a read. */
    Image seen(Image image) {
        return image;
    }

    @Override
    public Reading read(Set<Id> ids) {
        return ledger.read(ids) instanceof Reading.Read(Image image)
                ? new Reading.Read(seen(image))
                : new Reading.NotRead(io.holdfast.domain.Reason.STORE_ERROR);
    }

    @Override
    public Writing note(ResourceWrite note) {
        return ledger.note(note);
    }

    @Override
    public Writing settle(Settle write) {
        return ledger.settle(write);
    }

    @Override
    public Writing record(RecordWrite write) {
        return ledger.record(write);
    }

    @Override
    public Map<BookingId, Writing> recordTogether(List<PutBooking> bookings) {
        return ledger.recordTogether(bookings);
    }

    /** The image with each resource changed. */
    static Image changed(Image image, UnaryOperator<Resource> change) {
        Map<ResourceId, Optional<Resource>> resources = new HashMap<>();
        image.resources().forEach((id, each) -> resources.put(id, each.map(change)));
        return new Image(image.bookings(), image.definitions(), resources);
    }
}
