package io.holdfast.domain.ledger;

import io.holdfast.domain.Id;
import io.holdfast.domain.Reason;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What happens to the requests of a {@link MemoryLedger}: for each kind in the order of requests. */
public final class Faults {
    private final Deque<Fault> notes = new ArrayDeque<>();
    private final Deque<Fault> settlements = new ArrayDeque<>();
    private final Deque<Fault> records = new ArrayDeque<>();
    private final Deque<Fault> members = new ArrayDeque<>();
    private final Deque<Runnable> reads = new ArrayDeque<>();
    private final Deque<Optional<Reason>> unread = new ArrayDeque<>();
    private final Set<Id> hidden = new HashSet<>();

    /** What becomes of one write. */
    @FunctionalInterface
    public interface Fault {
        Writing of(Supplier<Writing> write);

        /** The write arrives, and so does its answer. */
        Fault NONE = Supplier::get;

        /** The write does not arrive, and nobody says so. */
        Fault LOST = write -> new Writing.Ambiguous();

        /** The write arrives, but not its answer. */
        Fault UNANSWERED = write -> {
            Writing unheard = write.get();
            return unheard instanceof Writing.Ambiguous ? unheard : new Writing.Ambiguous();
        };

        /** The store refuses it before it looks at the item. */
        static Fault refusedFor(Reason reason) {
            return write -> new Writing.NotApplied(reason);
        }

        /** Something else happens just before it arrives. */
        static Fault after(Runnable event) {
            return write -> {
                event.run();
                return write.get();
            };
        }

        /** The same, and then something happens to the write. */
        static Fault after(Runnable event, Fault then) {
            return write -> {
                event.run();
                return then.of(write);
            };
        }
    }

    public Faults notes(Fault... next) {
        return add(notes, next);
    }

    public Faults settlements(Fault... next) {
        return add(settlements, next);
    }

    public Faults records(Fault... next) {
        return add(records, next);
    }

    /** Of the members of a group, in their order. */
    public Faults members(Fault... next) {
        return add(members, next);
    }

    /** Just before the next read that has none yet. */
    public Faults beforeRead(Runnable event) {
        reads.add(event);
        unread.add(Optional.empty());
        return this;
    }

    public Faults reads() {
        return beforeRead(() -> {});
    }

    public Faults unread(Reason reason) {
        reads.add(() -> {});
        unread.add(Optional.of(reason));
        return this;
    }

    /** No read shows the item from now on. */
    public Faults hides(Id id) {
        hidden.add(id);
        return this;
    }

    private Faults add(Deque<Fault> queue, Fault... next) {
        queue.addAll(List.of(next));
        return this;
    }

    void beforeRead() {
        if (!reads.isEmpty()) {
            reads.remove().run();
        }
    }

    Optional<Reason> unread() {
        return unread.isEmpty() ? Optional.empty() : unread.remove();
    }

    boolean isShown(Id id) {
        return !hidden.contains(id);
    }

    Writing note(Supplier<Writing> write) {
        return next(notes).of(write);
    }

    Writing settle(Supplier<Writing> write) {
        return next(settlements).of(write);
    }

    Writing record(Supplier<Writing> write) {
        return next(records).of(write);
    }

    Writing member(Supplier<Writing> write) {
        return next(members).of(write);
    }

    private static Fault next(Deque<Fault> queue) {
        return queue.isEmpty() ? Fault.NONE : queue.remove();
    }
}
