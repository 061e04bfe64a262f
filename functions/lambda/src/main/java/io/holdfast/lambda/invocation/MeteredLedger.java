package io.holdfast.lambda.invocation;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.command.ChangeCommand;
import io.holdfast.domain.ledger.BookingCommit;
import io.holdfast.domain.ledger.ChangeCommit;
import io.holdfast.domain.ledger.DefinitionCommit;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.StoreFailure;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ledger as one step of an invocation sees it: each call is one request, and is counted. It keeps
 * what the log needs: which requests failed, and the resource of the booking that was read.
 */
public final class MeteredLedger implements Ledger {
    private static final int NANOS_PER_MILLI = 1_000_000;

    /** Failures that are kept; a command alone sends six requests at most. */
    private static final int MOST_FAILURES = 8;

    private final List<StoreFailure> failures = new ArrayList<>();
    private final Ledger ledger;
    private final long startNanos = System.nanoTime();
    private int requests;
    private @Nullable ResourceId resource;

    public MeteredLedger(Ledger ledger) {
        this.ledger = ledger.reporting(this::failed);
    }

    /** Requests sent to the store so far. */
    int requests() {
        return requests;
    }

    /** Milliseconds since the step began. */
    long milliseconds() {
        return (System.nanoTime() - startNanos) / NANOS_PER_MILLI;
    }

    /** Requests that failed, the first of them first. */
    List<StoreFailure> failures() {
        return List.copyOf(failures);
    }

    /** The resource, or the first of several, of the booking that was read. */
    Optional<ResourceId> resource() {
        return Optional.ofNullable(resource);
    }

    private void failed(StoreFailure failure) {
        if (failures.size() < MOST_FAILURES) {
            failures.add(failure);
        }
    }

    private Ledger counted() {
        requests++;
        return ledger;
    }

    @Override
    public Reading<BookingView> readForBooking(Set<BookingId> ids, Set<ResourceKey> resources) {
        return counted().readForBooking(ids, resources);
    }

    @Override
    public Reading<DefinitionView> readForDefinition(CommandId id, ResourceKey resource) {
        return counted().readForDefinition(id, resource);
    }

    @Override
    public Reading<Optional<Booking>> readBooking(BookingId id) {
        Reading<Optional<Booking>> reading = counted().readBooking(id);
        if (reading instanceof Reading.Read<Optional<Booking>>(Optional<Booking> booking)) {
            booking.flatMap(Booking::life)
                    .ifPresent(life -> resource = life.lines().getFirst().key().id());
        }
        return reading;
    }

    @Override
    public Reading<Optional<Resource>> readResource(ResourceKey key) {
        return counted().readResource(key);
    }

    @Override
    public Committing<Booking> commit(BookingCommit commit) {
        return counted().commit(commit);
    }

    @Override
    public Committing<Definition> commit(DefinitionCommit commit) {
        return counted().commit(commit);
    }

    @Override
    public Committing<Booking> commit(ChangeCommit commit) {
        return counted().commit(commit);
    }

    @Override
    public Recording<Booking> record(ChangeCommand command, Transition failed, int most) {
        return counted().record(command, failed, most);
    }

    @Override
    public Recording<Booking> raiseVersion(Booking seen) {
        return counted().raiseVersion(seen);
    }

    @Override
    public Recording<Booking> record(Booking failed) {
        return counted().record(failed);
    }

    @Override
    public Recording<Definition> record(Definition failed) {
        return counted().record(failed);
    }
}
