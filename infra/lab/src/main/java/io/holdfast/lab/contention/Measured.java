package io.holdfast.lab.contention;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a simulated sale came to.
 *
 * @param offered attempts that arrived
 * @param answers how many attempts ended with each answer: COMMITTED, a reason, or UNDECIDED
 * @param confirms the same for confirms; empty if the sale has none
 * @param length virtual time from the beginning of the sale to the last arrival
 * @param writeUnits that the table was charged for
 * @param readUnits that the table was charged for
 * @param requests that were sent to the table
 * @param throttled requests, or members of a batch, that a partition refused
 * @param conflicts requests that a transaction refused
 * @param p50 the median time of an attempt, from its arrival to its answer
 * @param p99 the time that 99 of 100 attempts stay below
 * @param mostInFlight attempts that were under way at once
 * @param soldOut when the last unit was answered, after the beginning; held units count as taken, also
 *        after they have expired
 * @param seconds what happened in each second of the sale
 * @param ended the last answer, of a booking or of a confirm, after the beginning
 * @param available units of all resources after the last answer, as their items say
 * @param held likewise; holds that have expired by then are among them until they are collected
 * @param confirmed likewise
 */
public record Measured(long offered, SortedMap<String, Long> answers,
        SortedMap<String, Long> confirms, Duration length, long writeUnits, long readUnits,
        long requests, long throttled, long conflicts, Duration p50, Duration p99,
        int mostInFlight, Optional<Duration> soldOut, List<Second> seconds, Duration ended,
        long available, long held, long confirmed) {
    /**
     * One second.
     *
     * @param answers by the time of the answer
     */
    public record Second(long offered, SortedMap<String, Long> answers, long writeUnits,
            long readUnits) {
        public Second {
            answers = Collections.unmodifiableSortedMap(answers);
        }
    }

    public Measured {
        answers = Collections.unmodifiableSortedMap(answers);
        confirms = Collections.unmodifiableSortedMap(confirms);
        seconds = List.copyOf(seconds);
    }

    public long committed() {
        return answers.getOrDefault("COMMITTED", 0L);
    }
}
