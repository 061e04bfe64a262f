package io.holdfast.lab.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.engine.Sabotage;
import io.holdfast.lab.explorer.RandomSchedules.Broken;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Random schedules: {@code -Dschedules=N} says how many, {@code -Dseed=S} the first seed. */
@Execution(ExecutionMode.CONCURRENT)
class RandomSchedulesTest {
    private static final int SCHEDULES = Integer.getInteger("schedules", 2_000);
    private static final long SEED = Long.getLong("seed", 1);

    @Test
    void noRandomScheduleBreaksAPromise() {
        long start = System.nanoTime();
        RandomSchedules schedules = new RandomSchedules(Rig.NONE);
        for (long seed = SEED; seed < SEED + SCHEDULES; seed++) {
            Optional<Broken> broken = schedules.run(seed);
            if (broken.isPresent()) {
                Counterexample shrunk = schedules.shrink(broken.get()).why();
                throw new AssertionError("seed " + seed + ": " + shrunk.getMessage(), shrunk);
            }
        }
        System.out.printf("%,d random schedules in %.1f s%n", SCHEDULES,
                (System.nanoTime() - start) / 1e9);
    }

    @Test
    void aMissingGuardIsFoundAndItsScheduleShrunkToTheFewThatRace() {
        Rig sabotaged = Rig.wire(client -> Sabotage.withoutCondition(client,
                clause -> clause.startsWith("#available >=")));
        RandomSchedules schedules = new RandomSchedules(sabotaged);

        Broken found = LongStream.rangeClosed(1, 1_000).mapToObj(schedules::run)
                .flatMap(Optional::stream).findFirst().orElseThrow();
        Broken shrunk = schedules.shrink(found);

        assertThat(shrunk.scenario().sent()).as(shrunk.why().getMessage())
                .hasSizeLessThan(4);
        assertThatThrownBy(() -> new Explorer(4, sabotaged).replay(shrunk.scenario(),
                shrunk.why().schedule()))
                .hasMessageStartingWith("never overbooked").hasMessageContaining("invocation 1:");
    }
}
