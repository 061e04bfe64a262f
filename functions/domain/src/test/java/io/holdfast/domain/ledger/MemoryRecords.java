package io.holdfast.domain.ledger;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Id;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.ledger.RecordWrite.AddFailure;
import io.holdfast.domain.ledger.RecordWrite.AddTransition;
import io.holdfast.domain.ledger.RecordWrite.PutBooking;
import io.holdfast.domain.ledger.RecordWrite.PutDefinition;
import io.holdfast.domain.ledger.RecordWrite.RaiseVersion;
import io.holdfast.domain.resource.DefinitionRecord;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The records of a {@link MemoryLedger}, and the conditions of the writes to them. */
final class MemoryRecords {
    private final Map<BookingId, Booking> bookings = new HashMap<>();
    private final Map<CommandId, DefinitionRecord> definitions = new HashMap<>();

    void put(Booking booking) {
        bookings.put(booking.id(), booking);
    }

    void put(DefinitionRecord definition) {
        definitions.put(definition.id(), definition);
    }

    Optional<Booking> booking(BookingId id) {
        return Optional.ofNullable(bookings.get(id));
    }

    Optional<DefinitionRecord> definition(CommandId id) {
        return Optional.ofNullable(definitions.get(id));
    }

    Image image(Collection<Id> ids) {
        Map<BookingId, Optional<Booking>> shown = new HashMap<>();
        Map<CommandId, Optional<DefinitionRecord>> defined = new HashMap<>();
        for (Id id : ids) {
            if (id instanceof BookingId booking) {
                shown.put(booking, booking(booking));
            } else if (id instanceof CommandId command) {
                defined.put(command, definition(command));
            }
        }
        return new Image(shown, defined, Map.of());
    }

    Writing write(RecordWrite write) {
        return switch (write) {
            case PutBooking(Booking booking) -> bookings.putIfAbsent(booking.id(), booking) == null
                    ? new Writing.Applied()
                    : refused(booking.id());
            case PutDefinition(DefinitionRecord definition) ->
                definitions.putIfAbsent(definition.id(), definition) == null
                        ? new Writing.Applied()
                        : new Writing.Refused(
                                Image.of(definition(definition.id()).orElseThrow()));
            case AddTransition add -> update(add.after().id(), isUnchanged(add), add.after());
            case AddFailure add -> addFailure(add);
            case RaiseVersion(BookingId id, long seen) -> update(id,
                    booking(id).filter(each -> each.version() == seen).isPresent(),
                    booking(id).map(Booking::raised).orElse(null));
        };
    }

    private boolean isUnchanged(AddTransition add) {
        return booking(add.after().id()).filter(each -> each.version() == add.seenVersion()
                && each.transition(add.command()).isEmpty()).isPresent();
    }

    private Writing addFailure(AddFailure add) {
        Optional<Booking> before = booking(add.command().booking());
        boolean met = before.filter(each -> each.transition(add.command().id()).isEmpty()
                && each.transitions().size() < add.most()
                && add.seen().orElse(each.version()) == each.version()
                && add.command().milestone().flatMap(milestone -> each.admission()
                        .flatMap(admission -> admission.reachedAt(milestone))).isEmpty())
                .isPresent();
        Optional<Admission> admission = before.flatMap(Booking::admission);
        return update(add.command().booking(), met && admission.isPresent(),
                admission.isEmpty()
                        ? null
                        : before.orElseThrow().after(add.command().id(), add.failed(),
                                admission.get()));
    }

    private Writing update(BookingId id, boolean met,
            @Nullable Booking after) {
        if (!met || after == null) {
            return refused(id);
        }
        put(after);
        return new Writing.Applied();
    }

    private Writing refused(BookingId id) {
        return new Writing.Refused(new Image(Map.of(id, booking(id)), Map.of(), Map.of()));
    }
}
