package io.holdfast.operate.audit;

import java.util.Arrays;

/** A set of hashes: 16 to 32 bytes each. Thread-safe; each stripe has a lock of its own. */
final class Hashes {
    private static final int STRIPES = 64;
    private static final int STRIPE_SHIFT = Long.SIZE - 6;
    private static final int FIRST = 1_024;

    private final Stripe[] stripes = new Stripe[STRIPES];

    Hashes() {
        Arrays.setAll(stripes, i -> new Stripe());
    }

    /** Whether the hash was not there. */
    boolean add(long hash) {
        return stripes[(int) (hash >>> STRIPE_SHIFT)].add(hash == 0 ? 1 : hash);
    }

    /** Open addressing; 0 is an empty place. */
    private static final class Stripe {
        private long[] places = new long[FIRST];
        private int size;

        synchronized boolean add(long hash) {
            int place = find(places, hash);
            if (places[place] == hash) {
                return false;
            }
            places[place] = hash;
            size++;
            if (2 * size > places.length) {
                grow();
            }
            return true;
        }

        private void grow() {
            long[] wider = new long[2 * places.length];
            for (long hash : places) {
                if (hash != 0) {
                    wider[find(wider, hash)] = hash;
                }
            }
            places = wider;
        }

        private static int find(long[] places, long hash) {
            int mask = places.length - 1;
            int place = (int) hash & mask;
            while (places[place] != 0 && places[place] != hash) {
                place = (place + 1) & mask;
            }
            return place;
        }
    }
}
