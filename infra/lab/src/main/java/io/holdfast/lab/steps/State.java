package io.holdfast.lab.steps;

import java.util.Arrays;

/** A state of a search. It never changes. */
public final class State {
    private final int[] items;
    private final int[] places;
    private final int[] late;
    private final int faults;

    private State(int[] items, int[] places, int[] late, int faults) {
        this.items = items;
        this.places = places;
        this.late = late;
        this.faults = faults;
    }

    /** Without items. */
    public static State of(int[] places) {
        return new State(new int[0], places.clone(), new int[0], 0);
    }

    /** The number of an invocation's place. */
    public int place(int invocation) {
        return places[invocation];
    }

    /** The numbers of writes that may still arrive, each once, in ascending order. */
    public int[] late() {
        return Arrays.stream(late).distinct().toArray();
    }

    public int faults() {
        return faults;
    }

    /** The number of an item's state. */
    public int item(int key) {
        return key < items.length ? items[key] : Store.ABSENT;
    }

    public State withItem(int key, int item) {
        if (item(key) == item) {
            return this;
        }
        int[] more = Arrays.copyOf(items, Math.max(items.length, key + 1));
        more[key] = item;
        return new State(more, places, late, faults);
    }

    public State withPlace(int invocation, int place) {
        int[] more = places.clone();
        more[invocation] = place;
        return new State(items, more, late, faults);
    }

    public State withLate(Part part) {
        int[] more = Arrays.copyOf(late, late.length + 1);
        more[late.length] = part.number();
        Arrays.sort(more);
        return new State(items, places, more, faults);
    }

    public State withoutLate(Part part) {
        int index = Arrays.binarySearch(late, part.number());
        int[] fewer = new int[late.length - 1];
        System.arraycopy(late, 0, fewer, 0, index);
        System.arraycopy(late, index + 1, fewer, index, fewer.length - index);
        return new State(items, places, fewer, faults);
    }

    public State withFault() {
        return new State(items, places, late, faults + 1);
    }

    /** 128 bits that two states of one search practically never share. */
    public Key key() {
        Key key = Key.of(items).and(places).and(late);
        return key.and(new int[]{faults});
    }

    /** The same of the items alone. */
    public Key keyOfItems() {
        return Key.of(items);
    }

    /** 128 bits of a list of numbers. */
    public record Key(long one, long two) {
        private static final long PRIME_ONE = 0x9E3779B97F4A7C15L;
        private static final long PRIME_TWO = 0xC2B2AE3D27D4EB4FL;

        public static Key of(int[] numbers) {
            return new Key(PRIME_TWO, PRIME_ONE).and(numbers);
        }

        Key and(int[] numbers) {
            long a = mix(one + numbers.length, PRIME_ONE);
            long b = mix(two ^ numbers.length, PRIME_TWO);
            for (int number : numbers) {
                a = mix(a + number, PRIME_ONE);
                b = mix(b ^ number, PRIME_TWO);
            }
            return new Key(a, b);
        }

        private static long mix(long value, long prime) {
            long mixed = (value ^ (value >>> 32)) * prime;
            return mixed ^ (mixed >>> 29) + 0x165667B19E3779F9L;
        }
    }
}
