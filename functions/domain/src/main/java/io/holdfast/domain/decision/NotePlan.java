package io.holdfast.domain.decision;

import io.holdfast.domain.Limits;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.ExpiredSlots;
import io.holdfast.domain.resource.Fate;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import io.holdfast.domain.resource.Settlement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a note does beside its own movements: which intents of others it takes off, and which
 * expired slots it collects (design section 4, step 2). It takes off every final intent that moves
 * nothing, for that costs no request; one that moves units only if it is needed, in the way, or
 * older than ten seconds, because two writes that move the same units refuse each other.
 *
 * @param needs the units that the note's own intents take from each bucket; none if it drains
 * @param newcomers 1 or more intents that the note adds to the map, those that it replaces included
 * @param drains whether it may leave fewer than no units available
 * @param mostSlots expired slots that it may collect
 */
record NotePlan(Outlook outlook, Map<Bucket, Long> needs, List<Intent> newcomers, boolean drains,
        int mostSlots) {

    /** The part of a note that concerns others. */
    record Tidying(List<Settlement> settlements, ExpiredSlots collected) {}

    static NotePlan of(Outlook outlook, List<? extends Intent> newcomers, boolean drains,
            int mostSlots) {
        Map<Bucket, Long> needs = new LinkedHashMap<>();
        for (Intent newcomer : newcomers) {
            newcomer.movement().ifPresent(movement -> needs.merge(movement.from(),
                    drains ? 0 : movement.units(), Long::sum));
        }
        return new NotePlan(outlook, needs, List.copyOf(newcomers), drains, mostSlots);
    }

    /** The plan; empty if, whatever is final is taken off, units or room are lacking. */
    Optional<Tidying> tidying() {
        List<Settlement> chosen = new ArrayList<>();
        List<Settlement> spare = new ArrayList<>();
        Resource settled = outlook.image();
        boolean crowded = isCrowded();
        for (Settlement each : outlook.settlements()) {
            Settlement settlement = crowded ? each.strictly() : each;
            if (isDue(settlement, crowded) && each.isPossible(settled)) {
                chosen.add(settlement);
                settled = Outlook.after(settled, settlement);
            } else {
                spare.add(settlement);
            }
        }
        for (Settlement each : spare) {
            if (each.isPossible(settled) && each.changesResource()) {
                Resource more = Outlook.after(settled, each);
                if (lacking(more) < lacking(settled)) {
                    chosen.add(each);
                    settled = more;
                }
            }
        }
        return lacking(settled) > 0 || !hasRoom(chosen) || !takesOffReplaced(chosen)
                ? Optional.empty()
                : Optional.of(new Tidying(List.copyOf(chosen), collected(settled)));
    }

    /**
     * The intents in doubt that are in the way: once their fate is final, the note can be made, or
     * is refused for a lack that no doubt hides. Those of the note's own records always are.
     */
    List<Intent> hindrances() {
        long lacking = lacking(outlook.settled());
        boolean room = hasRoom(outlook.settlements());
        List<Intent> hindrances = new ArrayList<>();
        for (Intent intent : outlook.inDoubt()) {
            if (isReplaced(intent) || (!room && intent instanceof Intent.OfBooking)
                    || (lacking > 0 && (lacking(intent, Fate.KEPT) < lacking
                            || lacking(intent, Fate.VOID) < lacking))) {
                hindrances.add(intent);
            }
        }
        return hindrances;
    }

    private long lacking(Intent intent, Fate fate) {
        Settlement settlement = Settlement.of(intent, fate, outlook.image());
        return lacking(settlement.isPossible(outlook.settled())
                ? Outlook.after(outlook.settled(), settlement)
                : outlook.settled());
    }

    private boolean isDue(Settlement settlement, boolean crowded) {
        Intent intent = settlement.intent();
        return (settlement.movement().isEmpty() && intent instanceof Intent.OfBooking)
                || crowded || isReplaced(intent)
                || intent.isOlderThan(Intent.TIDIED_AFTER, outlook.now());
    }

    /** Whether the intents go that the newcomers replace: each finds its units, or is in doubt. */
    private boolean takesOffReplaced(List<Settlement> chosen) {
        return outlook.intents().stream().filter(this::isReplaced)
                .allMatch(intent -> chosen.stream().map(Settlement::intent)
                        .anyMatch(intent::equals));
    }

    private boolean isReplaced(Intent intent) {
        for (Intent newcomer : newcomers) {
            boolean replaced = switch (newcomer) {
                case Intent.OfBooking booking -> booking.booking().equals(intent.record());
                case Intent.OfDefinition definition -> intent instanceof Intent.OfDefinition;
            };
            if (replaced) {
                return true;
            }
        }
        return false;
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
        long lacking = isBooking() && settled.status() != ResourceStatus.OPEN ? 1 : 0;
        for (Map.Entry<Bucket, Long> need : needs.entrySet()) {
            lacking += Math.max(0, need.getValue() - present(need.getKey(), settled));
        }
        return lacking;
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
        long units = 0;
        int slots = 0;
        for (long slot : outlook.image().expired(outlook.now()).keySet()) {
            if (slots == mostSlots) {
                break;
            }
            units += settled.expiring().getOrDefault(slot, 0L);
            slots++;
        }
        return units;
    }

    // Expired slots are collected by a write that takes available units, and by no other: each adds
    // a guard.
    private ExpiredSlots collected(Resource settled) {
        return takesAvailable() && !drains
                ? ExpiredSlots.of(outlook.image(), settled, outlook.now(),
                        needs.getOrDefault(Counter.AVAILABLE, 0L), mostSlots)
                : ExpiredSlots.NONE;
    }

    private boolean takesAvailable() {
        return needs.containsKey(Counter.AVAILABLE);
    }

    private boolean isBooking() {
        return takesAvailable() && newcomers.getFirst() instanceof Intent.OfBooking;
    }
}
