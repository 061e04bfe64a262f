package io.holdfast.domain.ledger;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Id;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.ledger.RecordWrite.PutBooking;
import io.holdfast.domain.ledger.ResourceWrite.DefinitionNote;
import io.holdfast.domain.ledger.ResourceWrite.Settle;
import io.holdfast.domain.resource.DefinitionRecord;
import io.holdfast.domain.resource.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A ledger in memory: it applies every write by its meaning, under all its guards, and keeps the
 * requests in their order. {@link Faults} says what else happens to a request.
 */
public final class MemoryLedger implements Ledger {
    private final Map<ResourceId, Resource> resources = new HashMap<>();
    private final MemoryRecords records = new MemoryRecords();
    private final Faults faults = new Faults();
    private final List<Request> requests = new ArrayList<>();

    /** What was sent. */
    public sealed interface Request {
        record Read(Set<Id> ids) implements Request {}

        record Noted(ResourceWrite write) implements Request {}

        record Settled(Settle write) implements Request {}

        record Recorded(RecordWrite write) implements Request {}

        record RecordedTogether(List<PutBooking> bookings) implements Request {}
    }

    public Faults faults() {
        return faults;
    }

    public MemoryLedger has(Resource... items) {
        for (Resource item : items) {
            resources.put(item.id(), item);
        }
        return this;
    }

    public MemoryLedger has(Booking item) {
        records.put(item);
        return this;
    }

    public MemoryLedger has(DefinitionRecord item) {
        records.put(item);
        return this;
    }

    public Resource resource(ResourceId id) {
        return Objects.requireNonNull(resources.get(id));
    }

    /** Another write to a resource, which no request of the test makes. */
    public void change(ResourceId id, UnaryOperator<Resource> change) {
        resources.put(id, change.apply(resource(id)));
    }

    public Optional<Booking> booking(BookingId id) {
        return records.booking(id);
    }

    public Optional<DefinitionRecord> definition(CommandId id) {
        return records.definition(id);
    }

    public List<Request> requests() {
        return requests;
    }

    /** The requests of one kind, in their order. */
    public <R extends Request> List<R> sent(Class<R> kind) {
        return requests.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The kinds of the requests in short, such as {@code Read Noted Recorded}. */
    public String sequence() {
        return String.join(" ", requests.stream().map(each -> each.getClass().getSimpleName())
                .toList());
    }

    @Override
    public Reading read(Set<Id> ids) {
        requests.add(new Request.Read(ids));
        faults.beforeRead();
        Optional<Reason> unread = faults.unread();
        if (unread.isPresent()) {
            return new Reading.NotRead(unread.get());
        }
        Map<ResourceId, Optional<Resource>> shown = new HashMap<>();
        Collection<Id> answered = ids.stream().filter(faults::isShown).toList();
        answered.forEach(id -> {
            if (id instanceof ResourceId resource) {
                shown.put(resource, Optional.ofNullable(resources.get(resource)));
            }
        });
        return new Reading.Read(new Image(Map.of(), Map.of(), shown)
                .updatedBy(records.image(answered)));
    }

    @Override
    public Writing note(ResourceWrite note) {
        requests.add(new Request.Noted(note));
        return faults.note(() -> write(note));
    }

    @Override
    public Writing settle(Settle settle) {
        requests.add(new Request.Settled(settle));
        return faults.settle(() -> write(settle));
    }

    @Override
    public Writing record(RecordWrite write) {
        requests.add(new Request.Recorded(write));
        return faults.record(() -> records.write(write));
    }

    @Override
    public Map<BookingId, Writing> recordTogether(List<PutBooking> bookings) {
        requests.add(new Request.RecordedTogether(bookings));
        Map<BookingId, Writing> writings = new LinkedHashMap<>();
        for (PutBooking booking : bookings) {
            // A batch insert that is refused shows no item.
            Writing writing = faults.member(() -> records.write(booking));
            writings.put(booking.booking().id(),
                    writing instanceof Writing.Refused ? new Writing.Refused(Image.NONE) : writing);
        }
        return writings;
    }

    /** Applies a write to a resource if its guards are met. */
    public Writing write(ResourceWrite write) {
        ResourceId id = write.resource();
        Resource before = resources.get(id);
        if (write instanceof DefinitionNote note && note.seen().isEmpty() && before == null) {
            resources.put(id, Resource.stub(id, note.intent()));
            return new Writing.Applied();
        }
        boolean creates = write instanceof DefinitionNote note && note.seen().isEmpty();
        if (before == null || creates || !new ResourceGuards(before, write).areMet()) {
            return new Writing.Refused(new Image(Map.of(), Map.of(),
                    Map.of(id, Optional.ofNullable(before))));
        }
        resources.put(id, new ResourceChange(before, write).after());
        return new Writing.Applied();
    }
}
