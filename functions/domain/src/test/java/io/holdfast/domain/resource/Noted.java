package io.holdfast.domain.resource;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Intent.OfBooking;
import io.holdfast.domain.resource.Intent.OfDefinition;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Intents as tests find them on a resource. A command on booking {@code b} is {@code b-command},
 * planned on version 1; the nonce of whatever it notes spells its booking's id.
 */
public final class Noted {
    /** The 64 bits that all intents have here. */
    public static final long PRINT = 0x0123_4567_89AB_CDEFL;

    private Noted() {}

    /** A nonce that spells a word of up to 16 characters. */
    public static Nonce nonce(String word) {
        return new Nonce(word + "_".repeat(16 - word.length()));
    }

    public static OfBooking book(String booking, long units, Instant at) {
        return intent(booking, Optional.empty(),
                new Movement(Counter.AVAILABLE, Counter.CONFIRMED, units), at);
    }

    public static OfBooking hold(String booking, long slot, long units, Instant at) {
        return intent(booking, Optional.empty(),
                new Movement(Counter.AVAILABLE, new Bucket.Slot(slot), units), at);
    }

    public static OfBooking confirm(String booking, long slot, long units, Instant at) {
        return onBooking(booking, new Movement(new Bucket.Slot(slot), Counter.CONFIRMED, units),
                at);
    }

    public static OfBooking release(String booking, Bucket from, long units, Instant at) {
        return onBooking(booking, new Movement(from, Counter.AVAILABLE, units), at);
    }

    /** Of a command on a booking that exists. */
    public static OfBooking onBooking(String booking, Movement movement, Instant at) {
        return intent(booking, Optional.of(new CommandId(booking + "-command")), movement, at);
    }

    public static OfDefinition growth(long units, Instant at) {
        return definition(Optional.of(new Movement(Counter.OUTSIDE, Counter.AVAILABLE, units)),
                Optional.empty(), at);
    }

    public static OfDefinition cut(long units, Instant at) {
        return definition(Optional.of(new Movement(Counter.AVAILABLE, Counter.OUTSIDE, units)),
                Optional.empty(), at);
    }

    public static OfDefinition status(ResourceStatus status, Instant at) {
        return definition(Optional.empty(), Optional.of(status), at);
    }

    public static OfDefinition definition(Optional<Movement> movement,
            Optional<ResourceStatus> status, Instant at) {
        return new OfDefinition(new CommandId("define"), nonce("define"), movement, status, PRINT,
                at);
    }

    /** The resource once these are noted on it: takings have moved their units. */
    public static Resource on(Resource resource, Intent... noted) {
        Resource image = resource;
        Map<BookingId, OfBooking> intents = new HashMap<>(resource.intents());
        Optional<OfDefinition> defining = resource.defining();
        for (Intent intent : noted) {
            Optional<Movement> taken = intent.movement().filter(Movement::isTaking);
            image = taken.isPresent() ? image.after(taken.get()) : image;
            switch (intent) {
                case OfBooking booking -> intents.put(booking.booking(), booking);
                case OfDefinition definition -> defining = Optional.of(definition);
            }
        }
        boolean closed = defining.filter(OfDefinition::closes).isPresent();
        return new Resource(image.id(), image.version(), image.definitionVersion(),
                new Definition(image.capacity(),
                        closed ? ResourceStatus.CLOSED : image.status()),
                image.available(), image.confirmed(), image.expiring(), image.expiredThrough(),
                intents, defining);
    }

    private static OfBooking intent(String booking, Optional<CommandId> command,
            Movement movement, Instant at) {
        return new OfBooking(new BookingId(booking), nonce(booking), movement, command, PRINT,
                command.isPresent() ? 1 : 0, at);
    }
}
