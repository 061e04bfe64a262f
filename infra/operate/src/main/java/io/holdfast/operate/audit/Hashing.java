package io.holdfast.operate.audit;

import io.holdfast.domain.listing.ListedBooking;
import io.holdfast.domain.listing.ListedLine;
import io.holdfast.dynamodb.item.ListingItem;
import java.security.SecureRandom;

/**
 * 64 bits in place of a text, so that a table of millions of keys fits into a small heap. Two of
 * ten million texts have the same ones once in 400,000 audits. Callers choose ids, so each run has
 * a seed of its own: nobody can choose two ids that have the same hash.
 */
final class Hashing {
    private static final long ODD = 0x9E3779B97F4A7C15L;
    private static final long SEED = new SecureRandom().nextLong();
    private static final int HALF = 32;
    private static final int THIRD = 29;

    private Hashing() {}

    static long of(String text) {
        return mix(add(SEED, text));
    }

    /** What an entry says but its version: entries that say the same have the same. */
    static long of(ListedBooking entry) {
        long hash = add(SEED, ListingItem.partition(entry.key()));
        hash = add(hash, entry.booking().value());
        hash = add(hash, entry.state().name());
        hash = add(hash, entry.slot().orElse(-1));
        hash = add(hash, entry.decidedAt().toEpochMilli());
        hash = add(hash, entry.reference().orElse("\n"));
        for (ListedLine line : entry.lines()) {
            hash = add(hash, line.resource().value());
            hash = add(hash, line.units());
            hash = add(hash, line.remaining());
        }
        return mix(hash);
    }

    private static long add(long hash, String text) {
        long sum = add(hash, text.length());
        for (int i = 0; i < text.length(); i++) {
            sum = (sum ^ text.charAt(i)) * ODD;
            sum ^= sum >>> HALF;
        }
        return sum;
    }

    private static long add(long hash, long number) {
        long sum = (hash ^ number) * ODD;
        return sum ^ (sum >>> THIRD);
    }

    private static long mix(long hash) {
        long mixed = (hash ^ (hash >>> HALF)) * ODD;
        return mixed ^ (mixed >>> THIRD);
    }
}
