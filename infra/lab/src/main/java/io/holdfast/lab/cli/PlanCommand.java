package io.holdfast.lab.cli;

import io.holdfast.domain.Limits;
import io.holdfast.domain.resource.ExpiryWheel;
import io.holdfast.lab.contention.Door;
import io.holdfast.lab.contention.Experiment;
import io.holdfast.lab.contention.Holds;
import io.holdfast.lab.contention.Simulation;
import io.holdfast.lab.plan.Plan;
import io.holdfast.lab.plan.Sale;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plan}: simulates one sale, and says what it takes, refuses, costs and needs. */
@Command(name = "plan", mixinStandardHelpOptions = true, description = {
        "Simulates a sale and says how long it takes, how many are refused and why, what it costs, "
                + "and which quota to raise.",
        "Exit status: 0 planned; 1 the simulation failed; 2 an option is wrong."})
final class PlanCommand implements Callable<Integer> {
    private static final double USUAL_SHARE = 0.9;
    private static final double MOST_RATE = 100_000;
    private static final double MOST_MINUTES = 7 * 24 * 60;
    private static final double MOST_START_MILLIS = 60_000;

    @Option(names = "--capacity", required = true, paramLabel = "UNITS", description = "Of all resources together.")
    private long capacity;

    @Option(names = "--rate", required = true, paramLabel = "N", description = "Attempts a second, on average.")
    private double rate;

    @Option(names = "--minutes", required = true, paramLabel = "N", description = "From the first attempt to the last.")
    private double minutes;

    @Option(names = "--hold", paramLabel = "DURATION", description = "Each attempt is a hold for so long, such as PT10M. Without it each is a booking.")
    private @Nullable Duration hold;

    @Option(names = "--confirm-share", paramLabel = "SHARE", description = "Of the holds, 0 to 1. Default: 0.9")
    private @Nullable Double confirmShare;

    @Option(names = "--confirm-after", paramLabel = "DURATION", description = "From the answer of a hold to its confirm. Default: PT1M, or half of a shorter hold")
    private @Nullable Duration confirmAfter;

    @Option(names = "--units", paramLabel = "N", description = "Of each attempt. Default: 1")
    private int units = 1;

    @Option(names = "--resources", paramLabel = "N", description = "Among which the units are divided, and each attempt takes one at random. "
            + "Default: 1")
    private int resources = 1;

    @Option(names = "--door", paramLabel = "DOOR", description = "http or queue. Default: http")
    private String door = "http";

    @Option(names = "--cold-start-ms", paramLabel = "MS", description = "How long an instance of a function takes to start. Default: 1000")
    private double coldStart = 1_000;

    @Option(names = "--seed", paramLabel = "N", description = "Of everything that is random. Default: 1")
    private long seed = 1;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Mixin
    private final PriceOptions prices = new PriceOptions();

    @Override
    public Integer call() {
        Sale sale = sale();
        System.err.println("simulates " + Math.round(sale.attempts()) + " attempts");
        System.out.print(Plan.of(sale, Simulation.run(sale.experiment())));
        return 0;
    }

    private Sale sale() {
        BadOption.require("--units", units, 1, Limits.UNITS);
        BadOption.require("--resources", resources, 1, Experiment.MOST_RESOURCES);
        BadOption.require("--capacity", (double) capacity, resources, Limits.CAPACITY);
        BadOption.require("--rate", rate, 0.01, MOST_RATE);
        BadOption.require("--minutes", minutes, 0.01, MOST_MINUTES);
        BadOption.require("--cold-start-ms", coldStart, 0, MOST_START_MILLIS);
        Sale sale = new Sale(capacity, rate, Duration.ofMillis(Math.round(minutes * 60_000)),
                units, resources, door(), holds(), store.times(), store.throughput(),
                prices.prices(), Duration.ofMillis(Math.round(coldStart)), seed);
        if (sale.attempts() > Sale.MOST_ATTEMPTS) {
            throw new BadOption("--rate times --minutes must be at most " + Sale.MOST_ATTEMPTS
                    + " attempts");
        }
        return sale;
    }

    private Door door() {
        return switch (door) {
            case "http" -> Door.HTTP;
            case "queue" -> Door.QUEUE;
            default -> throw new BadOption("--door must be http or queue");
        };
    }

    private Optional<Holds> holds() {
        if (hold == null) {
            if (confirmAfter != null) {
                throw new BadOption("--confirm-after needs --hold");
            }
            if (confirmShare != null) {
                throw new BadOption("--confirm-share needs --hold");
            }
            return Optional.empty();
        }
        double share = BadOption.require("--confirm-share",
                confirmShare == null ? USUAL_SHARE : confirmShare, 0, 1);
        if (hold.toSeconds() < 1 || !hold.equals(hold.truncatedTo(ChronoUnit.SECONDS))
                || hold.compareTo(ExpiryWheel.LONGEST) > 0) {
            throw new BadOption("--hold must be whole seconds from PT1S to P7D");
        }
        Duration usual = Duration.ofMinutes(1).compareTo(hold) < 0
                ? Duration.ofMinutes(1)
                : hold.dividedBy(2);
        Duration after = confirmAfter == null ? usual : confirmAfter;
        if (after.isNegative() || after.compareTo(hold) > 0) {
            throw new BadOption("--confirm-after must be from PT0S to " + hold);
        }
        return Optional.of(new Holds(hold, share, after));
    }
}
