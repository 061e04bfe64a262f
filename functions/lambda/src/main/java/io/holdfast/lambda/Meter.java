package io.holdfast.lambda;

import io.holdfast.domain.Booking;
import io.holdfast.domain.BookingCommit;
import io.holdfast.domain.BookingId;
import io.holdfast.domain.Change;
import io.holdfast.domain.ChangeCommand;
import io.holdfast.domain.ChangeCommit;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Definition;
import io.holdfast.domain.DefinitionCommit;
import io.holdfast.domain.Ledger;
import io.holdfast.domain.Resource;
import io.holdfast.domain.ResourceKey;
import java.util.Optional;
import java.util.Set;

/** The ledger as one step of an invocation sees it: each call is one request, and is counted. */
final class Meter implements Ledger {
    private static final int NANOS_PER_MILLI = 1_000_000;

    private final Ledger ledger;
    private final long startNanos = System.nanoTime();
    private int requests;

    Meter(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Requests sent to the store so far. */
    int requests() {
        return requests;
    }

    /** Milliseconds since the step began. */
    long milliseconds() {
        return (System.nanoTime() - startNanos) / NANOS_PER_MILLI;
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
        return counted().readBooking(id);
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
    public Recording<Booking> record(ChangeCommand command, Change failed) {
        return counted().record(command, failed);
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
