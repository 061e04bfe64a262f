package io.holdfast.lab.race;

import io.holdfast.domain.ResourceId;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.Resource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The items with which a schedule starts: bookings of units of {@code A} and of {@code B}. */
public final class TwoResources {
    /** {@code H} holds 2 units of {@code A} and 1 of {@code B}; one more of each is available. */
    public static final InitialState HELD = ofOne("both", false);
    /** {@code H} has confirmed them. */
    public static final InitialState CONFIRMED = ofOne("both confirmed", true);
    /** {@code H} holds 2 units of {@code A}, and {@code G} the only one of {@code B}. */
    public static final InitialState OPPOSITE = opposite();

    private TwoResources() {}

    private static InitialState ofOne(String suffix, boolean confirmed) {
        List<Line> lines = List.of(new Line(World.A, 2, 2, InitialState.nonce(1)),
                new Line(World.B, 1, 1, InitialState.nonce(3)));
        Booking both = InitialState.booking(World.H, confirmed
                ? Admission.confirmed(lines, World.START)
                : Admission.held(lines, World.SLOT), Map.of());
        return new InitialState(suffix, List.of(resource(World.A, 1, 2, confirmed),
                resource(World.B, 1, 1, confirmed)), List.of(both), List.of());
    }

    private static InitialState opposite() {
        Line line = new Line(World.B, 1, 1, InitialState.nonce(2));
        Booking other = InitialState.booking(World.G,
                Admission.held(List.of(line), World.SLOT), Map.of());
        return new InitialState("opposite", List.of(resource(World.A, 1, 2, false),
                resource(World.B, 0, 1, false)),
                List.of(InitialState.ALONE.bookings().getFirst(), other), List.of());
    }

    private static Resource resource(ResourceId id, long available, long booked,
            boolean confirmed) {
        return new Resource(id, 3, 1, Definition.open(available + booked), available,
                confirmed ? booked : 0,
                confirmed ? new TreeMap<>() : new TreeMap<>(Map.of(World.SLOT, booked)), 0);
    }
}
