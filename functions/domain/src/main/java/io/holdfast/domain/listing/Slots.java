package io.holdfast.domain.listing;

/**
 * A range of slots.
 *
 * @param from the lowest, in epoch minutes
 * @param to the highest, itself included
 */
public record Slots(long from, long to) {
    boolean isBelow(long slot) {
        return to < slot;
    }

    boolean isAbove(long slot) {
        return slot < from;
    }
}
