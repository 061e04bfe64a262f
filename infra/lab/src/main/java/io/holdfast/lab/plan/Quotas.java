package io.holdfast.lab.plan;

import io.holdfast.lab.contention.Door;
import io.holdfast.lab.contention.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The limits that a sale meets: each is named if it must be raised, and otherwise listed as enough.
 * Their defaults, and the pages of the AWS documentation that name them:
 * <ul>
 * <li>"Amazon API Gateway quotas": 10,000 requests a second of an account and region, 2,500 in some
 * regions; the stack's own throttle is the template's {@code ThrottleRate}.
 * <li>"Lambda quotas": 1,000 concurrent executions, fewer in a new account. "Understanding Lambda
 * function scaling": ten times as many requests a second. "Lambda scaling behavior": 1,000 more
 * instances of a function in ten seconds.
 * <li>"Understanding DynamoDB warm throughput in different scenarios": 1,000 write and 3,000 read
 * units a second of a partition; a new table on demand starts with 4,000 and 12,000. "DynamoDB
 * on-demand capacity mode": 40,000 of each for a table.
 * </ul>
 */
final class Quotas {
    private static final int STACK_RATE = 500;
    private static final int ACCOUNT_RATE = 10_000;
    private static final int CONCURRENCY = 1_000;
    private static final int REQUESTS_OF_AN_INSTANCE = 10;
    private static final int STARTS_IN_TEN_SECONDS = 1_000;
    private static final int WARM_WRITES = 4_000;
    private static final int WARM_READS = 12_000;
    private static final int TABLE_UNITS = 40_000;
    /** The share of a partition's units that a sale can plan with, because arrivals are uneven. */
    private static final double PLANNED_SHARE = 0.8;
    /** Fewer refusals for throughput than one attempt in a thousand need no remedy. */
    private static final double FEW = 0.001;

    private final Measured measured;
    private final Sale sale;
    private final Peaks peaks;
    private final List<String> raised = new ArrayList<>();
    private final List<String> enough = new ArrayList<>();

    private Quotas(Measured measured, Sale sale) {
        this.measured = measured;
        this.sale = sale;
        this.peaks = Peaks.of(measured, sale.holds());
    }

    /** One sentence for each limit that must be raised, and one for all others. */
    static List<String> of(Measured measured, Sale sale) {
        Quotas quotas = new Quotas(measured, sale);
        if (sale.door() != Door.QUEUE) {
            quotas.addGateway();
        }
        quotas.addLambda();
        quotas.addPartition();
        quotas.addTable();
        List<String> sentences = new ArrayList<>(quotas.raised);
        if (!quotas.enough.isEmpty()) {
            sentences.add("Enough as it is: " + String.join("; ", quotas.enough) + ".");
        }
        return sentences;
    }

    private void addGateway() {
        check(peaks.requests() > STACK_RATE,
                "the stack's ThrottleRate of " + number(STACK_RATE) + " requests a second",
                "Raise the stack's parameter ThrottleRate from " + number(STACK_RATE) + " to "
                        + number(ceiling(peaks.requests(), 100)) + " requests a second, and "
                        + "ThrottleBurst with it: the busiest second has "
                        + number(peaks.requests()) + " requests, and API Gateway answers 429 to "
                        + "what is beyond the throttle.");
        check(peaks.requests() > ACCOUNT_RATE,
                "API Gateway's " + number(ACCOUNT_RATE) + " requests a second of the account "
                        + "(2,500 in some regions)",
                "Raise API Gateway's quota of " + number(ACCOUNT_RATE) + " requests a second of "
                        + "the account (page \"Amazon API Gateway quotas\"): the busiest second "
                        + "has " + number(peaks.requests()) + ".");
    }

    private void addLambda() {
        if (sale.door() == Door.QUEUE) {
            enough.add("the stack's MostConsumers of 50 batches at a time, for "
                    + number(sale.resources()) + " message group"
                    + (sale.resources() == 1 ? "" : "s"));
            return;
        }
        double seconds = sale.coldStart().toMillis() / 1e3;
        long busy = Math.max(measured.mostInFlight(),
                Math.ceilDiv(peaks.requests(), REQUESTS_OF_AN_INSTANCE));
        long starting = Math.round(sale.rate() * seconds);
        long needed = Math.max(busy, starting);
        check(needed > CONCURRENCY,
                "Lambda's " + number(CONCURRENCY) + " concurrent executions of the account "
                        + "(a new account has fewer): " + number(busy)
                        + " when warm, " + number(starting) + " if all start cold at once",
                "Raise Lambda's quota of " + number(CONCURRENCY) + " concurrent executions (page "
                        + "\"Lambda quotas\") to " + number(ceiling(needed, 500)) + ": "
                        + number(busy) + " when warm, and " + number(starting)
                        + " at the beginning if each instance takes "
                        + Plan.duration(sale.coldStart()) + " to start.");
        check(starting > STARTS_IN_TEN_SECONDS,
                "Lambda's " + number(STARTS_IN_TEN_SECONDS) + " new instances of a function in "
                        + "ten seconds",
                "Warm up before the sale, or provision concurrency: Lambda starts "
                        + number(STARTS_IN_TEN_SECONDS) + " instances of a function in ten "
                        + "seconds (page \"Lambda scaling behavior\"), and the beginning would "
                        + "need " + number(starting) + ".");
    }

    private void addPartition() {
        long throttled = measured.answers().getOrDefault("THROTTLED", 0L)
                + measured.confirms().getOrDefault("THROTTLED", 0L);
        double units = sale.throughput().writeUnits();
        double wanted = peaks.requests() / (double) sale.resources();
        long split = (long) Math.ceil(peaks.requests() / (units * PLANNED_SHARE));
        check(throttled > measured.offered() * FEW && split > sale.resources(),
                "a partition's " + number(Math.round(units)) + " write units a second: a resource "
                        + "gets " + number(Math.round(wanted)) + " requests in the busiest second",
                "Split the sale into " + number(split) + " resources (blocks of seats, for "
                        + "example) and run this plan again with --resources " + split + ": "
                        + number(throttled) + " commands were answered THROTTLED. A resource gets "
                        + number(Math.round(wanted)) + " requests in the busiest second, each "
                        + "writes its item, and a partition takes " + number(Math.round(units))
                        + " write units a second, which no quota raises (page \"Understanding "
                        + "DynamoDB warm throughput in different scenarios\").");
    }

    private void addTable() {
        boolean cold = peaks.writeUnits() > WARM_WRITES || peaks.readUnits() > WARM_READS;
        check(cold,
                "a new table's " + number(WARM_WRITES) + " write and " + number(WARM_READS)
                        + " read units a second: " + number(peaks.writeUnits()) + " and "
                        + number(peaks.readUnits()) + " in the busiest seconds",
                "Warm the table before the sale: aws dynamodb update-table --warm-throughput "
                        + "ReadUnitsPerSecond=" + warm(peaks.readUnits(), WARM_READS)
                        + ",WriteUnitsPerSecond=" + warm(peaks.writeUnits(), WARM_WRITES)
                        + ". A new table on demand starts with " + number(WARM_READS) + " and "
                        + number(WARM_WRITES) + ", and the busiest seconds take "
                        + number(peaks.readUnits()) + " and " + number(peaks.writeUnits()) + ".");
        check(Math.max(peaks.writeUnits(), peaks.readUnits()) > TABLE_UNITS,
                "the " + number(TABLE_UNITS) + " units a second of a table",
                "Raise DynamoDB's quota of " + number(TABLE_UNITS) + " units a second of a table "
                        + "(page \"DynamoDB on-demand capacity mode\").");
    }

    private void check(boolean needed, String limit, String remedy) {
        if (needed) {
            raised.add(remedy);
        } else {
            enough.add(limit);
        }
    }

    private static long warm(long units, long least) {
        return Math.max(least, ceiling(units, 1_000));
    }

    private static long ceiling(long value, long step) {
        return Math.ceilDiv(value, step) * step;
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
