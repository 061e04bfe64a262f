package io.holdfast.domain.decision;

import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.command.FollowUp;
import io.holdfast.domain.command.FollowUp.Extend;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.ExpiryWheel;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Movement;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** The slot that an extension moves a hold to. */
final class Extensions {
    private Extensions() {}

    /**
     * The slot; empty for every other command, and for an extension that would not end the hold
     * later. A delivery that adopts takes the slot that another one has noted, whatever its own
     * clock says (N9).
     */
    static OptionalLong until(FollowUp command, Booking booking, Image image, Instant now) {
        if (!(command instanceof Extend extend)) {
            return OptionalLong.empty();
        }
        long end = booking.admission().orElseThrow().slot().orElseThrow();
        Optional<Long> noted = noted(extend, booking, end, image, now);
        long until = noted.orElseGet(() -> ExpiryWheel.slot(now, extend.holdFor()));
        return until > end ? OptionalLong.of(until) : OptionalLong.empty();
    }

    private static Optional<Long> noted(Extend command, Booking booking, long end, Image image,
            Instant now) {
        return booking.admission().orElseThrow().currentLines().stream()
                .flatMap(line -> BookRules.outlook(line.resource(), image, now).stream())
                .flatMap(outlook -> noted(command, booking, end, outlook).stream()).findFirst();
    }

    /** The slot that another delivery has moved units of this line to, if it can still be used. */
    private static Optional<Long> noted(Extend command, Booking booking, long end,
            Outlook outlook) {
        Intent.OfBooking intent = outlook.image().intents().get(booking.id());
        if (intent == null || !(intent.moves().to() instanceof Bucket.Slot(long to))
                || to <= end) {
            return Optional.empty();
        }
        Moved moved = new Moved(outlook.image().id(), new Movement(new Bucket.Slot(end),
                intent.moves().to(), intent.moves().units()));
        return LinePlan.adoptable(outlook,
                moved.intent(command, booking, intent.nonce(), outlook.now())).map(adopted -> to);
    }
}
