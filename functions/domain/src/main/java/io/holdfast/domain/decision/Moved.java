package io.holdfast.domain.decision;

import io.holdfast.domain.Nonce;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.command.FollowUp;
import io.holdfast.domain.command.FollowUp.Amend;
import io.holdfast.domain.command.FollowUp.Confirm;
import io.holdfast.domain.command.FollowUp.Extend;
import io.holdfast.domain.command.FollowUp.Release;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Movement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Units of one line of a booking, and where a command moves them. */
record Moved(ResourceId resource, Movement movement) {
    /** Whether it takes units that were available, as a booking does. */
    boolean books() {
        return movement.from() == Bucket.Counter.AVAILABLE;
    }

    /**
     * The intent that notes it.
     *
     * @param nonce of this attempt
     */
    Intent.OfBooking intent(FollowUp command, Booking booking, Nonce nonce, Instant now) {
        return new Intent.OfBooking(booking.id(), nonce, movement, Optional.of(command.id()),
                command.fingerprint().bits(), booking.version(), now);
    }

    /**
     * What a command moves, in the order of the notes.
     *
     * @param until the slot that an extension moves a hold to; empty if it does not move it
     */
    static List<Moved> of(FollowUp command, Admission seen, OptionalLong until) {
        List<Moved> all = new ArrayList<>(switch (command) {
            case Confirm confirm -> rest(seen, Bucket.Counter.CONFIRMED);
            case Extend extend -> until.isPresent()
                    ? rest(seen, new Bucket.Slot(until.getAsLong()))
                    : List.<Moved>of();
            case Release release -> released(release, seen);
            case Amend amend -> amended(amend, seen);
        });
        all.sort(Comparator.comparing(Moved::resource));
        return all;
    }

    private static List<Moved> rest(Admission seen, Bucket to) {
        return seen.currentLines().stream().map(line -> new Moved(line.resource(),
                new Movement(bucket(seen), to, line.remaining()))).toList();
    }

    private static List<Moved> released(Release release, Admission seen) {
        List<Moved> all = new ArrayList<>();
        seen.lines().forEach(line -> {
            long units = Releases.unitsOf(release, line);
            if (units > 0) {
                all.add(given(line.resource(), seen, units));
            }
        });
        return all;
    }

    private static List<Moved> amended(Amend amend, Admission seen) {
        List<Moved> all = new ArrayList<>();
        Amendments.gains(amend, seen).forEach((resource, gain) -> all.add(gain > 0
                ? new Moved(resource,
                        new Movement(Bucket.Counter.AVAILABLE, bucket(seen), gain))
                : given(resource, seen, -gain)));
        return all;
    }

    private static Moved given(ResourceId resource, Admission seen, long units) {
        return new Moved(resource, new Movement(bucket(seen), Bucket.Counter.AVAILABLE, units));
    }

    /** Where the units of the booking are. */
    private static Bucket bucket(Admission seen) {
        return seen.state() == BookingState.HELD
                ? new Bucket.Slot(seen.slot().orElseThrow())
                : Bucket.Counter.CONFIRMED;
    }
}
