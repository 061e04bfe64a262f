package io.holdfast.domain.decision;

import io.holdfast.domain.Nonce;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.resource.DefinitionRecord;
import io.holdfast.domain.resource.DefinitionRecord.Defined;
import io.holdfast.domain.resource.Fate;
import io.holdfast.domain.resource.Intent;
import java.util.Optional;

/** The fates of intents, as the records of an image prove them (design section 4, Intents). */
public final class Fates {
    private Fates() {}

    /**
     * The fate of an intent.
     *
     * @param resource that carries it
     * @param records what is not shown there is in doubt
     */
    public static Fate of(Intent intent, ResourceId resource, Image records) {
        return switch (intent) {
            case Intent.OfBooking booking -> records.booking(booking.booking())
                    .map(record -> of(booking, resource, record)).orElse(Fate.IN_DOUBT);
            case Intent.OfDefinition definition -> records.definition(definition.command())
                    .map(record -> of(definition, record)).orElse(Fate.IN_DOUBT);
        };
    }

    /** Every write raises the version, so a decision that was planned on {@code seen} is over. */
    private static Fate of(Intent.OfBooking intent, ResourceId resource, Booking record) {
        if (nonce(intent, resource, record).equals(Optional.of(intent.nonce()))) {
            return Fate.KEPT;
        }
        return record.version() > intent.seen() ? Fate.VOID : Fate.IN_DOUBT;
    }

    /** The record of a definition is written once. */
    private static Fate of(Intent.OfDefinition intent, DefinitionRecord record) {
        return record.defined().flatMap(Defined::nonce).equals(Optional.of(intent.nonce()))
                ? Fate.KEPT
                : Fate.VOID;
    }

    private static Optional<Nonce> nonce(Intent.OfBooking intent, ResourceId resource,
            Booking record) {
        if (intent.command().isPresent()) {
            return record.transition(intent.command().get()).map(Transition::nonces)
                    .flatMap(nonces -> Optional.ofNullable(nonces.get(resource)));
        }
        return record.admission().flatMap(admission -> nonce(resource, admission));
    }

    // A loop: it runs for every intent of every image.
    private static Optional<Nonce> nonce(ResourceId resource, Admission admission) {
        for (Line line : admission.lines()) {
            if (line.resource().equals(resource)) {
                return Optional.of(line.nonce());
            }
        }
        return Optional.empty();
    }
}
