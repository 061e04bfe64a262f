package io.holdfast.operate.audit;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * For each booking, the sum of the hashes of the entries that it should have, less the sum of those
 * that the listing has: 0 if they are the same, whatever came first. 24 to 48 bytes a booking.
 * Thread-safe.
 */
final class ListingSums {
    private static final int STRIPES = 64;
    private static final int STRIPE_SHIFT = Long.SIZE - 6;
    private static final int FIRST = 1_024;

    private final Stripe[] stripes = new Stripe[STRIPES];

    ListingSums() {
        Arrays.setAll(stripes, i -> new Stripe());
    }

    /**
     * Adds what a booking should have.
     *
     * @param version no entry of it can have a greater one
     */
    void expect(long booking, long sum, long version) {
        stripe(booking).add(booking, sum, narrow(version), 0);
    }

    /** Adds an entry. */
    void found(long booking, long hash, long version) {
        stripe(booking).add(booking, -hash, 0, narrow(version));
    }

    /** The bookings whose entries are not what they should be. */
    void forEachDifference(LongConsumer consumer) {
        for (Stripe stripe : stripes) {
            stripe.forEachDifference(consumer);
        }
    }

    private Stripe stripe(long booking) {
        return stripes[(int) (booking >>> STRIPE_SHIFT)];
    }

    private static int narrow(long version) {
        return Math.clamp(version, 0, Integer.MAX_VALUE);
    }

    /** Open addressing; 0 is an empty place. */
    private static final class Stripe {
        private long[] bookings = new long[FIRST];
        private long[] sums = new long[FIRST];
        private int[] versions = new int[FIRST];
        private int[] entries = new int[FIRST];
        private int size;

        synchronized void add(long booking, long sum, int version, int entry) {
            long key = booking == 0 ? 1 : booking;
            int place = find(bookings, key);
            if (bookings[place] == 0) {
                bookings[place] = key;
                size++;
            }
            sums[place] += sum;
            versions[place] = Math.max(versions[place], version);
            entries[place] = Math.max(entries[place], entry);
            if (2 * size > bookings.length) {
                grow();
            }
        }

        private void grow() {
            int length = 2 * bookings.length;
            long[] oldBookings = bookings;
            long[] oldSums = sums;
            int[] oldVersions = versions;
            int[] oldEntries = entries;
            bookings = new long[length];
            sums = new long[length];
            versions = new int[length];
            entries = new int[length];
            for (int i = 0; i < oldBookings.length; i++) {
                if (oldBookings[i] != 0) {
                    int place = find(bookings, oldBookings[i]);
                    bookings[place] = oldBookings[i];
                    sums[place] = oldSums[i];
                    versions[place] = oldVersions[i];
                    entries[place] = oldEntries[i];
                }
            }
        }

        synchronized void forEachDifference(LongConsumer consumer) {
            for (int i = 0; i < bookings.length; i++) {
                if (bookings[i] != 0 && (sums[i] != 0 || entries[i] > versions[i])) {
                    consumer.accept(bookings[i]);
                }
            }
        }

        private static int find(long[] places, long booking) {
            int mask = places.length - 1;
            int place = (int) booking & mask;
            while (places[place] != 0 && places[place] != booking) {
                place = (place + 1) & mask;
            }
            return place;
        }
    }
}
