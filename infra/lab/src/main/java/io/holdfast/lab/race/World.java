package io.holdfast.lab.race;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.resource.ExpiryWheel;
import java.time.Duration;
import java.time.Instant;

/** The ids and the clocks of every scenario. */
public final class World {
    /** When the holds that a scenario finds were made, for ten minutes. */
    public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    /** The first clock of a scenario. By it those holds are alive; a minute later they are not. */
    public static final Instant NOW = START.plus(Duration.ofMinutes(9));
    /** A clock to which every intent of a scenario is stale. */
    public static final Duration MUCH_LATER = Duration.ofMinutes(10);

    /** The resource that is raced for. */
    public static final ResourceId A = new ResourceId("A");
    /** The second resource of bookings with two lines. */
    public static final ResourceId B = new ResourceId("B");
    /** The booking that is confirmed and released. */
    public static final BookingId H = new BookingId("H");
    /** A booking that nothing races for. */
    public static final BookingId G = new BookingId("G");

    /** The slot of a hold that was made at the start for ten minutes. */
    static final long SLOT = ExpiryWheel.slot(START, Duration.ofMinutes(10));

    private World() {}
}
