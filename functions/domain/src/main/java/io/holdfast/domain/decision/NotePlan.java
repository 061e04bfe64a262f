package io.holdfast.domain.decision;

import io.holdfast.domain.Limits;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.ExpiredSlots;
import io.holdfast.domain.resource.Fate;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import io.holdfast.domain.resource.Settlement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a note does beside its own movements: which intents of others it takes off, and which
 * expired slots it collects (design section 4, step 2). It takes off every final intent that moves
 * nothing, for that costs no request; one that moves units only if it is needed, in the way, or
 * older than ten seconds, because two writes that move the same units refuse each other.
 *
 * @param wanted the movements of the note's own intents
 * @param newcomers intents that the note adds to the map, those that it replaces included
 * @param drains whether it may leave fewer than no units available
 * @param mostSlots expired slots that it may collect
 */
record NotePlan(Outlook outlook, List<Movement> wanted, List<Intent> newcomers, boolean drains,
        int mostSlots) {

    /** The part of a note that concerns others. */
    record Tidying(List<Settlement> settlements, ExpiredSlots collected) {}

    static NotePlan of(Outlook outlook, List<? extends Intent> newcomers, boolean drains,
            int mostSlots) {
        return new NotePlan(outlook,
                newcomers.stream().map(Intent::movement).flatMap(Optional::stream).toList(),
                List.copyOf(newcomers), drains, mostSlots);
    }

    /** The plan; empty if, whatever is final is taken off, units or room are lacking. */
    Optional<Tidying> tidying() {
        List<Settlement> chosen = new ArrayList<>();
        List<Settlement> spare = new ArrayList<>();
        for (Settlement each : outlook.settlements()) {
            Settlement settlement = isCrowded() ? each.strictly() : each;
            boolean taken = isDue(settlement) && each.isPossible(outlook.after(chosen));
            (taken ? chosen : spare).add(settlement);
        }
        for (Settlement each : spare) {
            if (!each.isPossible(outlook.after(chosen))) {
                continue;
            }
            long lacking = lacking(outlook.after(chosen));
            chosen.add(each);
            if (lacking(outlook.after(chosen)) >= lacking) {
                chosen.removeLast();
            }
        }
        Resource settled = outlook.after(chosen);
        return lacking(settled) > 0 || !hasRoom(chosen) || !takesOffReplaced(chosen)
                ? Optional.empty()
                : Optional.of(new Tidying(List.copyOf(chosen), collected(settled)));
    }

    /**
     * The intents in doubt that are in the way: once their fate is final, the note can be made, or
     * is refused for a lack that no doubt hides. Those of the note's own records always are.
     */
    List<Intent> hindrances() {
        List<Settlement> all = outlook.settlements();
        long lacking = lacking(outlook.after(all));
        boolean room = hasRoom(all);
        return outlook.inDoubt().stream().filter(intent -> isReplaced(intent)
                || (!room && intent instanceof Intent.OfBooking)
                || (lacking > 0 && Stream.of(Fate.KEPT, Fate.VOID)
                        .anyMatch(fate -> lacking(intent, fate, all) < lacking)))
                .toList();
    }

    private long lacking(Intent intent, Fate fate, List<Settlement> settlements) {
        Resource settled = outlook.after(settlements);
        Settlement settlement = Settlement.of(intent, fate, outlook.image());
        return lacking(settlement.isPossible(settled) ? settled.after(settlement) : settled);
    }

    private boolean isDue(Settlement settlement) {
        Intent intent = settlement.intent();
        return (settlement.movement().isEmpty() && intent instanceof Intent.OfBooking)
                || isReplaced(intent) || isCrowded()
                || intent.isOlderThan(Intent.TIDIED_AFTER, outlook.now());
    }

    /** Whether the intents go that the newcomers replace: each finds its units, or is in doubt. */
    private boolean takesOffReplaced(List<Settlement> chosen) {
        List<Intent> gone = chosen.stream().map(Settlement::intent).toList();
        return outlook.image().allIntents().stream().filter(this::isReplaced)
                .allMatch(gone::contains);
    }

    private boolean isReplaced(Intent intent) {
        return newcomers.stream().anyMatch(newcomer -> switch (newcomer) {
            case Intent.OfBooking booking -> booking.booking().equals(intent.record());
            case Intent.OfDefinition definition -> intent instanceof Intent.OfDefinition;
        });
    }

    /** Whether the map has no room for the newcomers beside all that it has. */
    private boolean isCrowded() {
        return outlook.image().intents().size() + bookings() > Limits.INTENTS;
    }

    private boolean hasRoom(List<Settlement> takenOff) {
        long gone = takenOff.stream()
                .filter(each -> each.intent() instanceof Intent.OfBooking).count();
        return outlook.image().intents().size() - gone + bookings() <= Limits.INTENTS;
    }

    private long bookings() {
        return newcomers.stream().filter(Intent.OfBooking.class::isInstance).count();
    }

    /** Units that are not there for the note, in all buckets; an open resource counts as one. */
    private long lacking(Resource settled) {
        long closed = isBooking() && settled.status() != ResourceStatus.OPEN ? 1 : 0;
        return closed + wanted.stream().map(Movement::from).distinct()
                .mapToLong(bucket -> Math.max(0, needed(bucket) - present(bucket, settled))).sum();
    }

    private long needed(Bucket bucket) {
        return drains
                ? 0
                : wanted.stream().filter(movement -> movement.from().equals(bucket))
                        .mapToLong(Movement::units).sum();
    }

    private long present(Bucket bucket, Resource settled) {
        return switch (bucket) {
            case Counter.AVAILABLE -> settled.available() + collectable(settled);
            case Counter.CONFIRMED -> settled.confirmed();
            case Counter.OUTSIDE -> Long.MAX_VALUE;
            case Bucket.Slot(long minute) -> settled.expiring().getOrDefault(minute, 0L);
        };
    }

    private long collectable(Resource settled) {
        return outlook.image().expired(outlook.now()).keySet().stream().limit(mostSlots)
                .mapToLong(slot -> settled.expiring().getOrDefault(slot, 0L)).sum();
    }

    // Expired slots are collected by a write that takes available units, and by no other: each adds
    // a guard.
    private ExpiredSlots collected(Resource settled) {
        boolean takes = wanted.stream().anyMatch(each -> each.from() == Counter.AVAILABLE);
        return takes && !drains
                ? ExpiredSlots.of(outlook.image(), settled, outlook.now(),
                        needed(Counter.AVAILABLE), mostSlots)
                : ExpiredSlots.NONE;
    }

    private boolean isBooking() {
        return newcomers.stream().anyMatch(Intent.OfBooking.class::isInstance)
                && wanted.stream().anyMatch(each -> each.from() == Counter.AVAILABLE);
    }
}
