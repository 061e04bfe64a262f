package io.holdfast.dynamodb.contract;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Intent.OfBooking;
import io.holdfast.domain.resource.Intent.OfDefinition;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.ResourceStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Intents of every kind, each with a nonce of its own. */
public final class Intents {
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final AtomicLong NEXT = new AtomicLong();
    private static final long FINGERPRINT = -7_000_000_000_000_000_001L;

    private Intents() {}

    public static Nonce nonce() {
        return new Nonce("%016d".formatted(NEXT.incrementAndGet()));
    }

    public static OfBooking book(long units) {
        return ofBooking(new Movement(Counter.AVAILABLE, Counter.CONFIRMED, units));
    }

    public static OfBooking hold(long slot, long units) {
        return ofBooking(new Movement(Counter.AVAILABLE, new Bucket.Slot(slot), units));
    }

    public static OfBooking confirm(long slot, long units) {
        return ofBooking(new Movement(new Bucket.Slot(slot), Counter.CONFIRMED, units));
    }

    public static OfBooking extend(long from, long to, long units) {
        return ofBooking(new Movement(new Bucket.Slot(from), new Bucket.Slot(to), units));
    }

    public static OfBooking releaseHeld(long slot, long units) {
        return ofBooking(new Movement(new Bucket.Slot(slot), Counter.AVAILABLE, units));
    }

    public static OfBooking releaseConfirmed(long units) {
        return ofBooking(new Movement(Counter.CONFIRMED, Counter.AVAILABLE, units));
    }

    /** The same of another booking, and another attempt. */
    public static OfBooking of(BookingId booking, OfBooking intent) {
        return new OfBooking(booking, nonce(), intent.moves(), intent.command(),
                intent.fingerprint(), intent.seen(), intent.at());
    }

    public static OfDefinition cut(long units) {
        return define(Optional.of(new Movement(Counter.AVAILABLE, Counter.OUTSIDE, units)),
                Optional.empty());
    }

    public static OfDefinition growth(long units) {
        return define(Optional.of(new Movement(Counter.OUTSIDE, Counter.AVAILABLE, units)),
                Optional.empty());
    }

    public static OfDefinition status(ResourceStatus status) {
        return define(Optional.empty(), Optional.of(status));
    }

    public static OfDefinition define(Optional<Movement> movement,
            Optional<ResourceStatus> status) {
        return new OfDefinition(new CommandId("define"), nonce(), movement, status, FINGERPRINT,
                NOON);
    }

    private static OfBooking ofBooking(Movement movement) {
        boolean books = movement.from() == Counter.AVAILABLE;
        return new OfBooking(Room.newBooking(), nonce(), movement,
                books ? Optional.empty() : Optional.of(new CommandId("command")), FINGERPRINT,
                books ? 0 : 1, NOON);
    }
}
