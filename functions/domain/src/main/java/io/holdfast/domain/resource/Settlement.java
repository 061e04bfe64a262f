package io.holdfast.domain.resource;

import java.util.Optional;

/**
 * An intent whose fate is final is taken off its resource. If it is kept, units that the command
 * gives are moved; if it is void, units that it has taken are moved back. A taking was moved when
 * it was noted, and a giving never was, so nothing else is left to move:
 *
 * <pre>
 *                          kept                     void
 * book                     -                        confirmed to available
 * hold                     -                        t live: t to available
 * confirm                  -                        s live: confirmed to s; else to available
 * extend                   -                        s live: t to s; only t live: t to available
 * release from a slot      s live: s to available   -
 * release from confirmed   confirmed to available   -
 * cut                      -                        outside to available
 * growth                   outside to available     -
 * </pre>
 *
 * The units of a slot that is not live were collected with it.
 *
 * @param fate KEPT or VOID
 * @param movement the units that the write moves
 * @param strict whether the write is refused if the intent is gone; otherwise it may be, so that
 *        two that tidy do not refuse each other
 */
public record Settlement(Intent intent, Fate fate, Optional<Movement> movement, boolean strict) {
    public Settlement {
        if (!fate.isFinal()) {
            throw new IllegalArgumentException("an intent in doubt is never taken off");
        }
        if (movement.isPresent() && !strict) {
            throw new IllegalArgumentException("units are moved once: only with their intent");
        }
    }

    /** The settlement of an intent on an image of its resource. */
    public static Settlement of(Intent intent, Fate fate, Resource image) {
        Optional<Movement> movement = intent.movement().flatMap(moved -> switch (fate) {
            case KEPT -> moved.isTaking() ? Optional.empty() : live(moved, image);
            case VOID -> moved.isTaking() ? live(moved.reverse(), image) : Optional.empty();
            case IN_DOUBT -> throw new IllegalArgumentException("a fate in doubt settles nothing");
        });
        return new Settlement(intent, fate, movement,
                movement.isPresent() || intent instanceof Intent.OfDefinition);
    }

    /** Whether more changes than that the intent is gone. */
    public boolean changesResource() {
        return movement.isPresent() || intent instanceof Intent.OfDefinition;
    }

    /** Whether the resource has the units that it moves. */
    public boolean isPossible(Resource resource) {
        return movement.map(moved -> switch (moved.from()) {
            case Bucket.Slot(long minute) ->
                resource.expiring().getOrDefault(minute, 0L) >= moved.units();
            case Bucket.Counter.CONFIRMED -> resource.confirmed() >= moved.units();
            case Bucket.Counter.AVAILABLE, Bucket.Counter.OUTSIDE -> true;
        }).orElse(true);
    }

    /** The same, refused if the intent is gone. */
    public Settlement strictly() {
        return new Settlement(intent, fate, movement, true);
    }

    /** The movement without its collected slots: nothing leaves one, and nothing enters one. */
    private static Optional<Movement> live(Movement movement, Resource image) {
        if (movement.from() instanceof Bucket.Slot from && image.hasCollected(from.minute())) {
            return Optional.empty();
        }
        return Optional.of(movement.to() instanceof Bucket.Slot to
                && image.hasCollected(to.minute())
                        ? new Movement(movement.from(), Bucket.Counter.AVAILABLE, movement.units())
                        : movement);
    }
}
