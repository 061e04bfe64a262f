package io.holdfast.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.protocol.Answer;
import io.holdfast.engine.service.Consumption;
import io.holdfast.engine.service.Effect;
import io.holdfast.engine.service.Outage;
import io.holdfast.engine.service.ServiceThroughput;
import io.holdfast.lab.race.InitialState;
import io.holdfast.lab.race.RacingCommands;
import io.holdfast.lab.race.Sent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The explorer's scenarios, by the real protocol, on the store in virtual time; and then every
 * request that it carried out once more, in the order of its effect, on DynamoDB Local: the answers
 * are the same, and so are the items at the end. What was throttled or lost has no effect, and is
 * not repeated.
 */
class SameOutcomesTest {
    private static final Duration LATE = Duration.ofMinutes(2);
    private static final List<Duration> AHEAD = List.of(Duration.ofSeconds(11),
            Duration.ofSeconds(61), LATE);
    /** Two units for each resource, and hardly any more while a scenario lasts. */
    private static final ServiceThroughput SCARCE = new ServiceThroughput(40, 40,
            Duration.ofMillis(50), false, 2, "resource#");

    private int scenarios;
    private int effects;
    private int refused;
    private long throttled;
    private long unanswered;
    private int undecided;

    @Test
    void pairsOfAllCommands() {
        forPairs(RacingCommands.ALL, (one, two) -> compare(InitialState.ALONE, one, two));

        assertSeen(36 * 37 / 2 * 2);
    }

    @Test
    void pairsWithClocksThatDiffer() {
        for (Duration ahead : AHEAD) {
            forPairs(RacingCommands.KINDS,
                    (one, two) -> compare(InitialState.ALONE, one, two.later(ahead)));
        }

        assertSeen(190 * AHEAD.size() * 2);
    }

    @Test
    void pairsInOtherStates() {
        for (InitialState initial : List.of(InitialState.STRANGER,
                InitialState.THREE_AND_STRANGER, InitialState.CONFIRMED, InitialState.NO_ROOM,
                InitialState.LONGER, InitialState.ABSENT, InitialState.ALONE.withRoom(3))) {
            forPairs(List.of(RacingCommands.GROUP, RacingCommands.BOOK, RacingCommands.CONFIRM,
                    RacingCommands.RELEASE_ONE, RacingCommands.RELEASE, RacingCommands.CREATE,
                    RacingCommands.CUT, RacingCommands.SETTLER),
                    (one, two) -> compare(initial, one, two));
        }

        assertSeen(7 * 36 * 2);
    }

    @Test
    void whateverDeadAttemptsHaveLeft() {
        List<InitialState> dead = new ArrayList<>(InitialState.leftByTheDead());
        for (boolean isVoid : List.of(true, false)) {
            dead.add(InitialState.ALONE.withFullMap(isVoid, LATE));
        }
        for (InitialState initial : dead) {
            Stream.of(RacingCommands.CONFIRM, RacingCommands.CUT, RacingCommands.GROUP,
                    RacingCommands.SETTLER)
                    .forEach(sent -> compare(initial, sent, RacingCommands.BOOK_OTHER));
        }

        assertSeen(dead.size() * 4 * 2);
    }

    @Test
    void triples() {
        forPairs(List.of(RacingCommands.BOOK, RacingCommands.HOLD_BOTH, RacingCommands.CONFIRM,
                RacingCommands.RELEASE_ONE, RacingCommands.CUT),
                (one, two) -> compare(InitialState.THREE, one, two, RacingCommands.SETTLER));

        assertSeen(15 * 2);
    }

    /** A control: the same requests in an order that did not happen are noticed. */
    @Test
    void anotherOrderIsNoticed() {
        Simulation run = IntStream.rangeClosed(1, 50).mapToObj(seed -> new Simulation(
                InitialState.ALONE, ServiceThroughput.UNLIMITED, Outage.NONE, seed)
                .run(List.of(RacingCommands.BOOK, RacingCommands.BOOK_OTHER)))
                .filter(each -> updates(each).size() == 2).findFirst().orElseThrow();
        List<Effect> swapped = new ArrayList<>(run.effects());
        List<Effect> updates = updates(run);
        int first = swapped.indexOf(updates.get(0));
        int second = swapped.indexOf(updates.get(1));
        swapped.set(first, updates.get(1));
        swapped.set(second, updates.get(0));

        assertThat(run.differences()).isEmpty();
        assertThat(run.differences(swapped)).isNotEmpty();
    }

    private static List<Effect> updates(Simulation run) {
        return run.effects().stream()
                .filter(effect -> effect.request() instanceof UpdateItemRequest).toList();
    }

    private interface Pair {
        void of(Sent one, Sent two);
    }

    private static void forPairs(List<Sent> commands, Pair pair) {
        for (int i = 0; i < commands.size(); i++) {
            for (Sent two : commands.subList(i, commands.size())) {
                pair.of(commands.get(i), two);
            }
        }
    }

    /** Without faults; and when units are scarce or with an outage, in turn; each by a seed. */
    private void compare(InitialState initial, Sent... sent) {
        long seed = scenarios;
        compare(initial, ServiceThroughput.PUBLISHED, Outage.NONE, seed, sent);
        if (seed % 4 == 0) {
            compare(initial, SCARCE, Outage.NONE, seed + 1, sent);
        } else {
            Duration from = Duration.ofMillis(seed % 20);
            compare(initial, ServiceThroughput.PUBLISHED, new Outage(from,
                    from.plusMillis(seed % 2_000), 0.3, 0.5, Duration.ofSeconds(1)), seed + 1,
                    sent);
        }
    }

    private void compare(InitialState initial, ServiceThroughput throughput, Outage outage,
            long seed, Sent... sent) {
        Simulation run = new Simulation(initial, throughput, outage, seed).run(List.of(sent));

        assertThat(run.differences())
                .as("%s in %s, seed %d", List.of(sent), initial.suffix(), seed).isEmpty();
        scenarios++;
        effects += run.effects().size();
        refused += (int) run.effects().stream().filter(Effect.Refused.class::isInstance).count();
        Consumption consumption = run.store().consumption();
        throttled += consumption.throttled();
        unanswered += consumption.unanswered();
        undecided += (int) run.answers().values().stream()
                .filter(Answer.Undecided.class::isInstance).count();
    }

    // Nothing is compared where nothing happens.
    private void assertSeen(int runs) {
        System.out.printf("%d scenarios, %d effects, %d refused, %d throttled, %d unanswered,"
                + " %d undecided%n", scenarios, effects, refused, throttled, unanswered,
                undecided);
        assertThat(scenarios).isEqualTo(runs);
        assertThat(effects).isGreaterThan(5 * runs);
        assertThat(refused).isGreaterThan(runs / 10);
        assertThat(throttled).isGreaterThan(runs / 20);
        assertThat(unanswered).isGreaterThan(runs / 10);
        assertThat(undecided).isPositive();
    }
}
