package io.holdfast.lab.contention;

import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** When attempts arrive. An instant is in nanoseconds after the start, and drawn when it is next. */
public sealed interface Arrivals {
    /** Arrivals of a second on average, or at once. */
    int MOST = 1_000_000;
    Duration LONGEST = Duration.ofDays(7);

    /** The instants, in order. */
    Iterator<Long> instants(RandomGenerator random);

    /** After which the next part of a sequence begins. */
    Duration length();

    /**
     * Independent of one another.
     *
     * @param rate a second, on average
     */
    record Poisson(double rate, Duration length) implements Arrivals {
        private static final double NANOS = 1e9;

        public Poisson {
            require(rate > 0 && rate <= MOST, "a rate is above 0 and at most " + MOST);
            requireLength(length);
        }

        @Override
        public Iterator<Long> instants(RandomGenerator random) {
            long end = length.toNanos();
            return LongStream.iterate(gap(random), at -> at < end, at -> at + gap(random))
                    .iterator();
        }

        private long gap(RandomGenerator random) {
            return StrictMath.round(-StrictMath.log(1 - random.nextDouble()) / rate * NANOS);
        }
    }

    /** All at once. */
    record Burst(int count) implements Arrivals {
        public Burst {
            require(count >= 1 && count <= MOST, "a burst has 1 to " + MOST + " arrivals");
        }

        @Override
        public Iterator<Long> instants(RandomGenerator random) {
            return Collections.nCopies(count, 0L).iterator();
        }

        @Override
        public Duration length() {
            return Duration.ZERO;
        }
    }

    /**
     * As they were recorded.
     *
     * @param offsets from the start, in order
     */
    record Recorded(List<Duration> offsets) implements Arrivals {
        public Recorded {
            offsets = List.copyOf(offsets);
            List<Duration> all = offsets;
            require(!all.isEmpty() && !all.getFirst().isNegative(), "there is a first arrival");
            require(IntStream.range(1, all.size())
                    .allMatch(i -> all.get(i).compareTo(all.get(i - 1)) >= 0),
                    "recorded arrivals are in order");
            requireLength(all.getLast());
        }

        @Override
        public Iterator<Long> instants(RandomGenerator random) {
            return offsets.stream().map(Duration::toNanos).iterator();
        }

        @Override
        public Duration length() {
            return offsets.getLast();
        }
    }

    /** One after the other. */
    record Sequence(List<Arrivals> parts) implements Arrivals {
        public Sequence {
            parts = List.copyOf(parts);
            require(!parts.isEmpty(), "a sequence has parts");
            requireLength(sum(parts));
        }

        @Override
        public Iterator<Long> instants(RandomGenerator random) {
            Iterator<Arrivals> rest = parts.iterator();
            return new Iterator<>() {
                private Iterator<Long> part = Collections.emptyIterator();
                private long start;
                private long end;

                @Override
                public boolean hasNext() {
                    while (!part.hasNext() && rest.hasNext()) {
                        Arrivals next = rest.next();
                        part = next.instants(random);
                        start = end;
                        end += next.length().toNanos();
                    }
                    return part.hasNext();
                }

                @Override
                public Long next() {
                    return hasNext() ? start + part.next() : part.next();
                }
            };
        }

        @Override
        public Duration length() {
            return sum(parts);
        }

        private static Duration sum(List<Arrivals> parts) {
            return parts.stream().map(Arrivals::length).reduce(Duration.ZERO, Duration::plus);
        }
    }

    private static void requireLength(Duration length) {
        require(!length.isNegative() && length.compareTo(LONGEST) <= 0,
                "arrivals last at most " + LONGEST);
    }

    private static void require(boolean valid, String rule) {
        if (!valid) {
            throw new IllegalArgumentException(rule);
        }
    }
}
