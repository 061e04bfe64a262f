package io.holdfast.domain.decision;

import io.holdfast.domain.Evidence;
import io.holdfast.domain.Evidence.Figure;
import io.holdfast.domain.Reason;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Why a confirm of a hold is refused whose slot has passed, and whether its units are still free:
 * then a new booking of them can succeed.
 */
final class Lapsed {
    private Lapsed() {}

    /** A line of the hold, and the units that its resource has available. */
    private record Rest(Line line, long available) {
        long spare() {
            return available - line.remaining();
        }
    }

    /**
     * The refusal. Its evidence has the figures of the line that is shortest of units: if that has
     * enough, all have. It has none if a resource is closed, or was not read.
     */
    static Refusal refusal(Admission seen, Image image, Instant now) {
        Evidence slot = Evidence.NONE.with(Figure.SLOT, seen.slot().orElseThrow());
        return new Refusal(Reason.HOLD_EXPIRED, shortest(seen, image, now)
                .map(rest -> Evidence.of(rest.line().resource())
                        .with(Figure.SLOT, seen.slot().orElseThrow())
                        .with(Figure.REQUESTED, rest.line().remaining())
                        .with(Figure.AVAILABLE, rest.available()))
                .orElse(slot));
    }

    private static Optional<Rest> shortest(Admission seen, Image image, Instant now) {
        List<Rest> all = new ArrayList<>();
        for (Line line : seen.currentLines()) {
            Optional<Resource> resource = image.resource(line.resource())
                    .filter(each -> each.status() == ResourceStatus.OPEN);
            if (resource.isEmpty()) {
                return Optional.empty();
            }
            all.add(new Rest(line, resource.get().availableAt(now)));
        }
        return all.stream().min(Comparator.comparingLong(Rest::spare));
    }
}
