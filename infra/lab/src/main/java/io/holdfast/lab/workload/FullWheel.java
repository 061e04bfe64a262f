package io.holdfast.lab.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Holds of one resource, made at one moment, in as many slots as a resource can have. */
public final class FullWheel {
    public static final int SLOTS = 49;
    /** Two seconds past a slot of the coarsest kind, so that no slot is reached too early. */
    public static final Instant NOW = Instant.EPOCH.plus(Duration.ofMinutes(14_424L * 2_048))
            .plusSeconds(2);

    private static final int SIZES = 12;

    private FullWheel() {}

    /** Makes the holds. */
    public static void fill(DynamoDbClient client, String resource, long units) {
        Functions functions = Functions.on(client, NOW);
        durations().forEach(holdFor -> assertThat(functions
                .hold(Engine.fresh("hold"), resource, units, holdFor.toString()).status())
                .as(holdFor.toString()).isEqualTo(201));
    }

    private static List<Duration> durations() {
        List<Duration> durations = new ArrayList<>();
        for (int minutes = 1; minutes <= 3; minutes++) {
            durations.add(until(minutes));
        }
        for (int size = 0; size < SIZES; size++) {
            // The longest hold of this size ends a second past six slots, and so with the seventh.
            for (Duration hold : List.of(until(4 << size), until(5 << size), until(6 << size),
                    until(6 << size).plusSeconds(1))) {
                durations.add(hold);
            }
        }
        Duration week = Duration.ofDays(7);
        durations.removeIf(hold -> hold.compareTo(week) > 0);
        durations.add(week);
        return durations;
    }

    private static Duration until(int minutes) {
        return Duration.ofMinutes(minutes).minusSeconds(2);
    }
}
