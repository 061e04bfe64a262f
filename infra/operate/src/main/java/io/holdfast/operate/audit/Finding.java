package io.holdfast.operate.audit;

import io.holdfast.domain.audit.Promise;

/**
 * Something that is wrong in a table.
 *
 * @param item its key: {@code resource#room-12}; of the listing with both parts,
 *        {@code listing: resource#room-12 booking#b-81}
 * @param rule that it breaks
 * @param figures for people: {@code 7 confirmed, and its bookings 6}
 */
public record Finding(String item, Promise rule, String figures) {
    /** The rule, the item and the figures. */
    public String sentence() {
        return rule.sentence() + ": " + item + " has " + figures;
    }
}
