package io.holdfast.domain.ledger;

import io.holdfast.domain.Id;
import io.holdfast.domain.Reason;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The one port of the protocol: the store of resources and records. Reads are strongly consistent.
 * Every call is one request that is sent at most once; its result is a value. An exception means a
 * bug or a wrong setting, never an outcome.
 */
public interface Ledger {
    /** The same ledger, which reports each request that fails. A ledger that cannot fail is itself. */
    default Ledger reporting(Consumer<StoreFailure> failures) {
        return this;
    }

    /**
     * Reads items.
     *
     * @param ids 1 or more; when all records among them exist, the image may lack resources
     */
    Reading read(Set<Id> ids);

    /** Sends a commit. */
    Committing commit(Commit commit);

    /** Writes one record: the verdict, which is also the fence. */
    Recording record(RecordWrite write);

    /** The result of a read. */
    sealed interface Reading {
        record Read(Image image) implements Reading {}

        /**
         * Nothing is known, not even that an item does not exist, so nothing may be decided. The
         * reason is THROTTLED or STORE_ERROR.
         */
        record NotRead(Reason reason) implements Reading {}
    }

    /** The result of a commit. */
    sealed interface Committing {
        /** All of it took effect. */
        record Applied() implements Committing {}

        /** Nothing of it took effect, decisively. */
        record NotApplied(Canceled why) implements Committing {}

        /** It may have taken effect, may still do so, or may never. */
        record Ambiguous() implements Committing {}
    }

    /** The result of the write of a record. */
    sealed interface Recording {
        /** The record was written, and with it the fence. */
        record Recorded() implements Recording {}

        /** Its condition was false: the image shows the item, or that it does not exist. */
        record Refused(Image image) implements Recording {}

        /** No decisive answer; another try may give one. */
        record NotRecorded() implements Recording {}
    }
}
