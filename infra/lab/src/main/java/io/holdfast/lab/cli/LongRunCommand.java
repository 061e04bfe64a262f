package io.holdfast.lab.cli;

import io.holdfast.lab.longrun.LongRun;
import io.holdfast.lab.longrun.Outcome;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lab long-run}: millions of bookings with every promise checked. */
@Command(name = "long-run", mixinStandardHelpOptions = true, description = {
        "Books, confirms, releases and abandons in virtual time, through a minute without the store, "
                + "and checks every promise.",
        "The same options give the same digest.",
        "Exit status: 0 every promise was kept; 1 one was broken; 2 an option is wrong."})
final class LongRunCommand implements Callable<Integer> {
    private static final int BROKEN = 1;
    private static final int MOST_BOOKINGS = 10_000_000;

    @Option(names = "--bookings", paramLabel = "N", description = "1 to 10000000. Default: ${DEFAULT-VALUE}", defaultValue = "10000000")
    private int bookings;

    @Option(names = "--seed", paramLabel = "N", description = "Of everything that is random. Default: ${DEFAULT-VALUE}", defaultValue = "1")
    private long seed;

    @Override
    public Integer call() throws InterruptedException {
        BadOption.require("--bookings", bookings, 1, MOST_BOOKINGS);
        LongRun run = LongRun.ofTenMillion().withBookings(bookings).withSeed(seed);
        long startNanos = System.nanoTime();
        Outcome outcome = run.run();
        System.out.println(
                outcome.report(run, Duration.ofNanos(System.nanoTime() - startNanos)));
        outcome.violations().forEach(System.out::println);
        return outcome.violations().isEmpty() ? 0 : BROKEN;
    }
}
