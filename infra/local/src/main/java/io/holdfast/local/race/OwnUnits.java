package io.holdfast.local.race;

import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Line;
import java.util.List;

/**
 * The units that a race's callers were told they have, beside those of its bookings in the table.
 *
 * @param told of the attempts whose callers were told COMMITTED
 * @param unknown of the attempts whose callers have no verdict
 * @param recorded of its committed bookings in the table
 * @param alone whether only the race has changed its bookings and its resource
 */
record OwnUnits(long told, long unknown, long recorded, boolean alone) {
    /** What the comparison shows. */
    enum Check {
        KEPT,
        BROKEN,
        /** Somebody else changes the resource, or a caller has no verdict: it shows nothing. */
        OPEN
    }

    static OwnUnits of(Race race, Aftermath judgment) {
        List<Booking> own = judgment.bookings().stream()
                .filter(booking -> booking.reference().filter(race.id::equals).isPresent())
                .toList();
        long recorded = own.stream().flatMap(booking -> booking.admission().stream())
                .flatMap(admission -> admission.lines().stream())
                .filter(line -> line.resource().equals(race.request.resource()))
                .mapToLong(Line::units).sum();
        boolean alone = judgment.judged()
                && own.stream().allMatch(booking -> booking.transitions().isEmpty());
        return new OwnUnits(race.units(Cell.COMMITTED),
                race.units(Cell.UNDECIDED) + race.units(Cell.OTHER), recorded, alone);
    }

    /** @param taken units of the resource that are taken since the race began, by whomever */
    Check check(long taken) {
        if (alone && (recorded < told || recorded > told + unknown)) {
            return Check.BROKEN;
        }
        return alone && recorded == told && taken == told ? Check.KEPT : Check.OPEN;
    }
}
