package io.holdfast.domain.ledger;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.CommandRecord;
import io.holdfast.domain.Reason;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.command.ChangeCommand;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceKey;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The one port of the protocol: where resources and verdicts stand. Reads are strongly consistent.
 * Every call is one request that is sent at most once; what the store answered comes back as a
 * value. An exception means a bug or a setting that is wrong, never an outcome.
 */
public interface Ledger {
    /** The same ledger, which reports each request that fails. A ledger that cannot fail is itself. */
    default Ledger reporting(Consumer<StoreFailure> failures) {
        return this;
    }

    Reading<BookingView> readForBooking(Set<BookingId> ids, Set<ResourceKey> resources);

    Reading<DefinitionView> readForDefinition(CommandId id, ResourceKey resource);

    Reading<Optional<Booking>> readBooking(BookingId id);

    Reading<Optional<Resource>> readResource(ResourceKey key);

    Committing<Booking> commit(BookingCommit commit);

    Committing<Definition> commit(DefinitionCommit commit);

    Committing<Booking> commit(ChangeCommit commit);

    /**
     * Writes the failed change into its booking, unless its command has a verdict there already,
     * another command has brought about for good what it asks for, or the booking has that many
     * entries: record and fence in one.
     */
    Recording<Booking> record(ChangeCommand command, Transition failed, int most);

    /**
     * Raises the version of a booking that is as seen, and changes nothing else: a fence without a
     * record. {@code Recorded} when it did, {@code Standing} when the version had moved already.
     */
    Recording<Booking> raiseVersion(Booking seen);

    /** Puts the failed booking if nothing stands under its id: record and fence in one. */
    Recording<Booking> record(Booking failed);

    /** Puts the failed definition if nothing stands under its id: record and fence in one. */
    Recording<Definition> record(Definition failed);

    /**
     * One image for the decision to book.
     *
     * @param standing what stands under the booking ids; when all stand, {@code resources} may lack some
     * @param resources the resources that exist
     */
    record BookingView(Map<BookingId, Booking> standing, Map<ResourceKey, Resource> resources) {
        public BookingView {
            standing = Map.copyOf(standing);
            resources = Map.copyOf(resources);
        }
    }

    /** One image for the decision to define. */
    record DefinitionView(Optional<Definition> standing, Optional<Resource> resource) {}

    /** What came of a read. */
    sealed interface Reading<T> {
        record Read<T>(T value) implements Reading<T> {}

        /**
         * Nothing is known, not even absence, so nothing may be decided. The reason is THROTTLED or
         * STORE_ERROR.
         */
        record NotRead<T>(Reason reason) implements Reading<T> {}
    }

    /** What came of the write that admits a command. */
    sealed interface Committing<T extends CommandRecord> {
        /** All of it took effect. */
        record Applied<T extends CommandRecord>() implements Committing<T> {}

        /** Nothing of it took effect, decisively. */
        record NotApplied<T extends CommandRecord>(Cancelled<T> why) implements Committing<T> {}

        /** It may have taken effect, may still do so, or may never. */
        record Ambiguous<T extends CommandRecord>() implements Committing<T> {}
    }

    /** What came of the write that records a failure. */
    sealed interface Recording<T> {
        /** The failure stands, and with it the fence. */
        record Recorded<T>() implements Recording<T> {}

        /** Something stood there already, or there is no room; no verdict was added to it. */
        record Standing<T>(T standing) implements Recording<T> {}

        /** There is no item to record it in. */
        record Absent<T>() implements Recording<T> {}

        /** No decisive answer; another try may give one. */
        record NotRecorded<T>() implements Recording<T> {}
    }
}
