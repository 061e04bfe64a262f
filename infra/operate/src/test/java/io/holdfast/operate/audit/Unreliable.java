package io.holdfast.operate.audit;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Id;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.RecordWrite;
import io.holdfast.domain.ledger.ResourceWrite;
import io.holdfast.domain.ledger.Writing;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A ledger whose writes are lost, late, throttled or unanswered now and then, and whose invocations
 * die, so that intents of every fate are left behind.
 */
final class Unreliable implements Ledger {
    /** The invocation has died. */
    static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** One request; nobody may be there any more who wants its answer. */
    @FunctionalInterface
    private interface Call {
        Writing answer();

        /** Sends it, and nobody waits for the answer. */
        default void unanswered() {
            Writing nobodyWaits = answer();
            if (nobodyWaits == null) {
                throw new IllegalStateException("every write has an answer");
            }
        }
    }

    private static final int LATE_WRITES = 3;

    private final Ledger ledger;
    private final Random random;
    private final Deque<Runnable> late = new ArrayDeque<>();
    /** Another invocation, which runs between two requests of this one. */
    private final Runnable other;
    private double rate;
    private boolean dies;

    /** @param other runs in the middle of an invocation, now and then */
    Unreliable(Ledger ledger, Random random, Runnable other) {
        this.ledger = ledger;
        this.random = random;
        this.other = other;
    }

    /** @param of the writes that go wrong */
    void setRate(double of) {
        rate = of;
    }

    /** The next invocation dies before it decides. */
    void dieBeforeRecord() {
        rate = 0;
        dies = true;
    }

    /** The writes that nobody waits for any more arrive. */
    void arrive() {
        while (!late.isEmpty()) {
            late.poll().run();
        }
    }

    @Override
    public Reading read(Set<Id> ids) {
        return ledger.read(ids);
    }

    @Override
    public Writing note(ResourceWrite note) {
        return send(() -> ledger.note(note));
    }

    @Override
    public Writing settle(ResourceWrite.Settle write) {
        return send(() -> ledger.settle(write));
    }

    @Override
    public Writing record(RecordWrite write) {
        if (dies) {
            dies = false;
            throw new Died();
        }
        return send(() -> ledger.record(write));
    }

    @Override
    public Map<BookingId, Writing> recordTogether(List<RecordWrite.PutBooking> bookings) {
        if (random.nextDouble() < rate) {
            Map<BookingId, Writing> lost = new HashMap<>();
            bookings.forEach(each -> lost.put(each.booking().id(), new Writing.Ambiguous()));
            return lost;
        }
        return ledger.recordTogether(bookings);
    }

    private Writing send(Call write) {
        if (random.nextDouble() >= rate) {
            return write.answer();
        }
        return switch (random.nextInt(7)) {
            case 0 -> throw new Died();
            case 1 -> {
                write.unanswered();
                throw new Died();
            }
            case 2 -> new Writing.NotApplied(Reason.THROTTLED);
            case 3 -> {
                write.unanswered();
                yield new Writing.Ambiguous();
            }
            case 4 -> {
                if (late.size() < LATE_WRITES) {
                    late.add(write::unanswered);
                }
                yield new Writing.Ambiguous();
            }
            case 5 -> {
                other.run();
                yield write.answer();
            }
            default -> new Writing.Ambiguous();
        };
    }
}
