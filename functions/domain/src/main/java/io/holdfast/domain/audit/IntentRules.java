package io.holdfast.domain.audit;

import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.Limits;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verb;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Fate;
import io.holdfast.domain.resource.Intent.OfBooking;
import io.holdfast.domain.resource.Movement;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an intent must say. One that its record keeps is the last movement that the booking has made
 * there, since the next one would have replaced it: so it agrees with the line as it is now.
 */
final class IntentRules {
    private final ResourceId resource;
    private final OfBooking intent;
    private final Findings findings;

    private IntentRules(ResourceId resource, OfBooking intent, Findings findings) {
        this.resource = resource;
        this.intent = intent;
        this.findings = findings;
    }

    static void check(ResourceId resource, OfBooking intent, Fate fate,
            Optional<Booking> record, Findings findings) {
        IntentRules rules = new IntentRules(resource, intent, findings);
        rules.checkSeen(record);
        if (fate == Fate.KEPT) {
            rules.checkKept(record.orElseThrow());
        }
    }

    private void require(boolean kept, String figures) {
        if (!kept) {
            findings.add(Promise.KEPT_INTENT, resource,
                    "an intent of " + intent.booking().value() + " " + figures);
        }
    }

    /** Only a booking that exists can be changed, and no version that never was can be seen. */
    private void checkSeen(Optional<Booking> record) {
        long units = intent.moves().units();
        require(units <= Limits.UNITS, "that moves " + units + " units");
        if (intent.command().isPresent()) {
            require(intent.seen() >= 1 && record.flatMap(Booking::admission).isPresent(),
                    "to change it, and it was never COMMITTED");
        } else {
            require(intent.seen() == 0 && intent.moves().from() == Counter.AVAILABLE,
                    "to book it that has seen version " + intent.seen());
        }
        record.ifPresent(booking -> require(intent.seen() <= booking.version(),
                "that has seen version " + intent.seen() + " of " + booking.version()));
    }

    private void checkKept(Booking record) {
        Admission admission = record.admission().orElseThrow();
        Optional<Transition> entry = intent.command().flatMap(record::transition);
        Fingerprint fingerprint = entry.map(Transition::fingerprint)
                .orElse(record.fingerprint());
        require(fingerprint != null && fingerprint.bits() == intent.fingerprint(),
                "with another fingerprint than its command");
        require(intent.seen() < record.version(),
                "that has seen the version that it was decided with");
        admission.lines().stream().filter(line -> line.resource().equals(resource)).findFirst()
                .ifPresent(line -> require(
                        entry.map(each -> isLast(each.verb(), admission, line))
                                .orElseGet(() -> isBooked(record, admission, line)),
                        "that moves " + intent.moves().units() + " units from "
                                + intent.moves().from() + " to " + intent.moves().to()
                                + ", and its line has " + line.remaining()));
    }

    /** Since the booking was made, nothing has moved its units there. */
    private boolean isBooked(Booking record, Admission admission, Line line) {
        return takes(admission, false) && intent.moves().units() == line.units()
                && line.remaining() == line.units()
                && record.transitions().values().stream()
                        .noneMatch(each -> each.nonces().containsKey(resource));
    }

    private boolean isLast(Verb verb, Admission admission, Line line) {
        Movement moves = intent.moves();
        OptionalLong slot = admission.slot();
        return switch (verb) {
            case CONFIRM -> moves.from().equals(slot(slot)) && moves.to() == Counter.CONFIRMED
                    && moves.units() == line.remaining();
            case EXTEND -> moves.from() instanceof Bucket.Slot && moves.to().equals(slot(slot))
                    && moves.units() == line.remaining();
            case RELEASE -> gives(admission, line);
            case AMEND -> moves.to() == Counter.AVAILABLE
                    ? gives(admission, line)
                    : takes(admission, true) && moves.units() <= line.remaining()
                            && line.remaining() == line.units();
            case UNKNOWN -> true;
        };
    }

    /** To where the units of the booking are: a later confirm or extension would be the last. */
    private boolean takes(Admission admission, boolean follows) {
        Bucket to = intent.moves().to();
        boolean direct = admission.slot().isEmpty();
        boolean held = !direct && to.equals(slot(admission.slot()));
        boolean confirmed = to == Counter.CONFIRMED && admission.confirmedAt().isPresent();
        boolean where = (direct || follows)
                ? confirmed || (held && admission.state() == BookingState.HELD)
                : held && admission.confirmedAt().isEmpty();
        return where && intent.moves().from() == Counter.AVAILABLE;
    }

    /** A line that was released as a whole is moved no more, whatever becomes of the booking. */
    private boolean gives(Admission admission, Line line) {
        if (intent.moves().to() != Counter.AVAILABLE) {
            return false;
        }
        if (intent.moves().from() == Counter.CONFIRMED) {
            return admission.confirmedAt().isPresent();
        }
        return admission.slot().isPresent() && (line.remaining() == 0
                || (intent.moves().from().equals(slot(admission.slot()))
                        && admission.confirmedAt().isEmpty()));
    }

    private static Bucket slot(OptionalLong slot) {
        return slot.isPresent() ? new Bucket.Slot(slot.getAsLong()) : Counter.OUTSIDE;
    }
}
