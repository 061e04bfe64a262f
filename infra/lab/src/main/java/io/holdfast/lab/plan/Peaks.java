package io.holdfast.lab.plan;

import io.holdfast.lab.contention.Holds;
import io.holdfast.lab.contention.Measured;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The busiest second of a sale, for each of the services.
 *
 * @param requests attempts and confirms that arrive
 * @param writeUnits of the table
 * @param readUnits of the table
 */
record Peaks(long requests, long writeUnits, long readUnits) {
    static Peaks of(Measured sale, Optional<Holds> holds) {
        List<Measured.Second> seconds = sale.seconds();
        return new Peaks(
                IntStream.range(0, seconds.size()).mapToLong(second -> seconds.get(second).offered()
                        + holds.map(each -> confirms(seconds, second, each)).orElse(0L)).max()
                        .orElse(0),
                seconds.stream().mapToLong(Measured.Second::writeUnits).max().orElse(0),
                seconds.stream().mapToLong(Measured.Second::readUnits).max().orElse(0));
    }

    /** Confirms that arrive in a second: a share of the holds made so much earlier. */
    private static long confirms(List<Measured.Second> seconds, int second, Holds holds) {
        long earlier = second - holds.confirmedAfter().toSeconds();
        return earlier < 0
                ? 0
                : Math.round(holds.confirmed() * seconds.get((int) earlier).answers()
                        .getOrDefault("COMMITTED", 0L));
    }
}
