package io.holdfast.lab.race;

import io.holdfast.domain.Verb;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Resource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Dead attempts to extend {@code H}, to raise its units by one and to lower them by one. */
public enum DeadChange {
    EXTENSION(Verb.EXTEND, 2),
    RAISE(Verb.AMEND, 3),
    LOWERING(Verb.AMEND, 1);

    private final Verb verb;
    private final long units;

    DeadChange(Verb verb, long units) {
        this.verb = verb;
        this.units = units;
    }

    private Movement movement() {
        Bucket held = new Bucket.Slot(World.SLOT);
        return switch (this) {
            case EXTENSION -> new Movement(held, new Bucket.Slot(World.SLOT + 2), units);
            case RAISE -> new Movement(Counter.AVAILABLE, held, 1);
            case LOWERING -> new Movement(held, Counter.AVAILABLE, 1);
        };
    }

    /** Each of them, of every fate and age. */
    public static List<InitialState> all() {
        List<InitialState> all = new ArrayList<>();
        for (int seconds : List.of(5, 20, 120)) {
            for (String fate : List.of("kept", "void", "doubtful")) {
                for (DeadChange change : values()) {
                    all.add(change.left(fate, Duration.ofSeconds(seconds)));
                }
            }
        }
        return all;
    }

    /** With its intent: kept, void or in doubt. */
    public InitialState left(String fate, Duration age) {
        InitialState alone = InitialState.ALONE;
        Booking h = alone.bookings().getFirst();
        Movement movement = movement();
        Intent.OfBooking intent = new Intent.OfBooking(h.id(), InitialState.nonce(8), movement,
                Optional.of(InitialState.DEAD_COMMAND), InitialState.ANY.bits(), h.version(),
                World.NOW.minus(age));
        Resource moved = movement.isTaking() ? alone.a().after(movement) : alone.a();
        Booking after = switch (fate) {
            case "kept" -> kept(h, intent);
            case "void" -> h.raised();
            default -> h;
        };
        return alone.with(
                fate + " " + name().toLowerCase(Locale.ROOT) + " " + age.toSeconds() + "s",
                InitialState.intents(moved, List.of(intent)), List.of(after), List.of());
    }

    private Booking kept(Booking h, Intent.OfBooking intent) {
        Admission held = h.admission().orElseThrow();
        Line line = held.lines().getFirst();
        Transition entry = new Transition(verb, InitialState.ANY,
                new Verdict.Committed(World.START), Map.of(World.A, intent.nonce()));
        return h.after(InitialState.DEAD_COMMAND, entry,
                this == EXTENSION
                        ? held.extend(World.SLOT + 2)
                        : held.amend(List.of(line.amend(units))));
    }
}
