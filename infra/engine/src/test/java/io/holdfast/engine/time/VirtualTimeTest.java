package io.holdfast.engine.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class VirtualTimeTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final VirtualTime time = new VirtualTime(START);
    private final List<String> history = new ArrayList<>();

    private void note(String what) {
        history.add(what + " " + time.nanos() / 1_000_000);
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    @Test
    void eventsHappenInTheOrderOfTheirTimes() {
        time.after(millis(30), () -> note("callback"));
        time.start(millis(10), () -> {
            note("begin");
            time.sleep(millis(40));
            note("end");
        });
        time.start(millis(20), () -> note("other"));

        time.run();

        assertThat(history).containsExactly("begin 10", "other 20", "callback 30", "end 50");
        assertThat(time.instant()).isEqualTo(START.plusMillis(50));
    }

    @Test
    void eventsOfTheSameTimeHappenInTheOrderInWhichTheyWerePlanned() {
        time.start(millis(5), () -> {
            note("one");
            time.sleep(Duration.ZERO);
            note("one again");
        });
        time.after(millis(5), () -> note("two"));
        time.start(millis(5), () -> note("three"));

        time.run();

        assertThat(history).containsExactly("one 5", "two 5", "three 5", "one again 5");
    }

    @Test
    void nothingRunsAfterAProcessHasFailed() {
        time.start(millis(1), () -> {
            throw new IllegalStateException("broken");
        });
        time.start(millis(2), () -> note("too late"));

        assertThatThrownBy(time::run).hasMessageContaining("a process failed")
                .hasMessageContaining("broken").hasRootCauseMessage("broken");
        assertThat(history).isEmpty();
    }

    @Test
    void aCallbackThatFailsIsReportedToo() {
        time.start(millis(1), () -> time.sleep(millis(5)));
        time.after(millis(2), () -> {
            throw new IllegalStateException("broken");
        });

        assertThatThrownBy(time::run).hasRootCauseMessage("broken");
    }

    @Test
    void aFailureIsReportedToTheThreadThatSleepsMeanwhile() {
        time.start(millis(1), () -> {
            throw new IllegalStateException("broken");
        });

        assertThatThrownBy(() -> time.sleep(millis(2))).hasRootCauseMessage("broken");
    }

    @Test
    void processesThatFollowOneAnotherShareAThread() {
        List<Thread> threads = new ArrayList<>();
        time.start(millis(1), () -> threads.add(Thread.currentThread()));
        time.start(millis(2), () -> threads.add(Thread.currentThread()));

        time.run();

        assertThat(threads.get(0)).isSameAs(threads.get(1));
    }

    @Test
    void aThreadThatIsNoProcessLetsThemRunWhileItSleeps() {
        time.start(millis(5), () -> note("early"));
        time.start(millis(15), () -> note("late"));

        time.sleep(millis(10));
        note("outside");
        time.run();

        assertThat(history).containsExactly("early 5", "outside 10", "late 15");
    }

    @Test
    void aProcessStartsOthers() {
        time.start(millis(1), () -> {
            time.start(millis(1), () -> note("child"));
            time.sleep(millis(3));
            note("parent");
        });

        time.run();

        assertThat(history).containsExactly("child 2", "parent 4");
    }

    @Test
    void noTimePassesWithoutAnEvent() {
        time.run();

        assertThat(time.nanos()).isZero();
    }

    @Test
    void delaysAreNotNegative() {
        assertThatThrownBy(() -> time.sleep(millis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void twoRunsHaveTheSameHistory() {
        assertThat(randomHistory(1)).hasSize(500).isEqualTo(randomHistory(1))
                .isNotEqualTo(randomHistory(2));
    }

    private static List<String> randomHistory(long seed) {
        VirtualTime time = new VirtualTime(START);
        SplittableRandom random = new SplittableRandom(seed);
        List<String> history = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String name = "process " + i;
            time.start(millis(random.nextInt(5)), () -> {
                for (int step = 0; step < 10; step++) {
                    history.add(name + " " + time.nanos());
                    time.sleep(millis(random.nextInt(3)));
                }
            });
        }
        time.run();
        return history;
    }
}
