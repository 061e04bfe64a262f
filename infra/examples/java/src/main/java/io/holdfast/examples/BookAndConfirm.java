package io.holdfast.examples;

import java.time.Duration;

/** Sells units to an order: hold, pay, then confirm or release. */
public record BookAndConfirm(Holdfast holdfast, Payments payments, Duration holdFor) {
    /** New ids that are tried after a transient failure. */
    public static final int ATTEMPTS = 3;

    /** Takes the money for an order. */
    public interface Payments {
        /** Whether the customer paid. */
        boolean pay(String bookingId);

        void refund(String bookingId);
    }

    /** How a sale ended. */
    public sealed interface Sale {
        record Sold(String bookingId) implements Sale {}

        record SoldOut(String reason) implements Sale {}

        record NotPaid() implements Sale {}

        /** Paid, but the hold had expired; the money was given back. */
        record TooLate(String reason) implements Sale {}
    }

    public Sale sell(String orderId, String resourceId, long units) throws InterruptedException {
        Verdict held = untilNotTransient(attempt -> holdfast
                .hold(orderId + "." + attempt, resourceId, units, holdFor));
        return switch (held) {
            case Verdict.Failed failed -> new Sale.SoldOut(failed.reason());
            case Verdict.Committed hold -> payments.pay(hold.bookingId())
                    ? confirm(hold.bookingId())
                    : release(hold.bookingId());
        };
    }

    private Sale confirm(String bookingId) throws InterruptedException {
        Verdict confirmed = untilNotTransient(attempt -> holdfast.confirm(bookingId,
                bookingId + ":confirm." + attempt));
        return switch (confirmed) {
            case Verdict.Committed booking -> new Sale.Sold(booking.bookingId());
            case Verdict.Failed failed -> {
                payments.refund(bookingId);
                yield new Sale.TooLate(failed.reason());
            }
        };
    }

    private Sale release(String bookingId) throws InterruptedException {
        try {
            holdfast.release(bookingId);
        } catch (Undecided e) {
            // The hold expires by itself.
        }
        return new Sale.NotPaid();
    }

    /** One attempt at a command, under an id of its own. */
    private interface Command {
        Verdict under(int attempt) throws InterruptedException;
    }

    /** A transient failure is final under its id and says nothing about capacity: a new id may succeed. */
    private Verdict untilNotTransient(Command command) throws InterruptedException {
        Verdict verdict = command.under(1);
        for (int attempt = 2; attempt <= ATTEMPTS
                && verdict instanceof Verdict.Failed failed && failed.isTransient(); attempt++) {
            holdfast.pauses().after(attempt);
            verdict = command.under(attempt);
        }
        return verdict;
    }
}
