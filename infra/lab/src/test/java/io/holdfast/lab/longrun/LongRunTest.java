package io.holdfast.lab.longrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Bookings of many resources through a minute without the store. All ten million of them, of 200
 * resources: {@code mvn verify -pl infra/lab -am -Dtest=LongRunTest -Dbookings=10000000
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class LongRunTest {
    private static final int BOOKINGS = Integer.getInteger("bookings", 500_000);
    private static final int FEW = 2_000;

    @Test
    void everyPromiseIsKept() throws InterruptedException {
        LongRun run = LongRun.ofTenMillion().withBookings(BOOKINGS);
        long startNanos = System.nanoTime();
        Outcome outcome = run.run();
        System.out.println(
                outcome.report(run, Duration.ofNanos(System.nanoTime() - startNanos)));
        assertThat(outcome.violations()).isEmpty();
        assertThat(outcome.answers()).containsKeys("book COMMITTED",
                "book INSUFFICIENT_CAPACITY", "book UNDECIDED", "book ABANDONED",
                "confirm COMMITTED", "confirm HOLD_EXPIRED", "release COMMITTED",
                "resolve COMMITTED", "extend COMMITTED", "amend COMMITTED",
                "amend INSUFFICIENT_CAPACITY");
    }

    @Test
    void theSameSeedGivesTheSameDigestInAnotherProcess() throws Exception {
        LongRun run = LongRun.ofTenMillion().withBookings(FEW);
        String digest = run.run().digest();
        assertThat(digestOfAnotherProcess()).isEqualTo(digest);
        assertThat(run.withSeed(run.seed() + 1).run().digest()).isNotEqualTo(digest);
    }

    // The order of Set.of and Map.of is drawn anew in each process.
    private static String digestOfAnotherProcess() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), DigestOfLongRun.class.getName(),
                Integer.toString(FEW)).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String output = new String(process.getInputStream().readAllBytes(),
                StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList().getLast();
    }
}
