package io.holdfast.lab.plan;

import io.holdfast.lab.contention.Door;
import io.holdfast.lab.contention.Measured;
import io.holdfast.lab.report.Prices;
import io.holdfast.lab.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a sale costs, by the rules of {@code infra/docs/cost.md}. */
final class Bill {
    /** An invocation is taken to be 30 ms of 1 GB. */
    private static final double GIGABYTE_SECONDS = 0.03;
    /** A verdict's line of 0.7 KB, the API's of 0.3 KB, Lambda's own three of 0.3 KB. */
    private static final double LOG_KILOBYTES = 1.3;
    private static final double API_LOG_KILOBYTES = 0.3;
    /** Each message is sent; at most each is received and deleted alone. */
    private static final int REQUESTS_OF_A_MESSAGE = 3;
    private static final double MILLION = 1e6;

    private final List<List<String>> rows = new ArrayList<>();
    private double dollars;

    private Bill() {}

    static Table of(Measured measured, Sale sale) {
        Bill bill = new Bill();
        Prices prices = sale.prices();
        bill.add("DynamoDB write units", measured.writeUnits(), prices.writeUnits());
        bill.add("DynamoDB read units", measured.readUnits(), prices.readUnits());
        long commands = measured.offered() + sum(measured);
        boolean queue = sale.door() == Door.QUEUE;
        if (queue) {
            bill.add("SQS requests, at most", commands * REQUESTS_OF_A_MESSAGE,
                    prices.queueRequests());
        } else {
            bill.add("HTTP API requests", commands, prices.httpRequests());
        }
        bill.add(queue ? "Lambda invocations, at most" : "Lambda invocations", commands,
                prices.invocations() + GIGABYTE_SECONDS * prices.gigabyteSeconds());
        bill.add("EventBridge events", commands, prices.events());
        double kilobytes = commands * (queue ? LOG_KILOBYTES - API_LOG_KILOBYTES : LOG_KILOBYTES);
        bill.row("logs, MB", Math.round(kilobytes / 1e3),
                kilobytes / MILLION * prices.logGigabytes());
        bill.rows.add(List.of("in all", "", decimal(bill.dollars)));
        return new Table(List.of("what", "how much", "dollars"), bill.rows);
    }

    private static long sum(Measured measured) {
        return measured.confirms().values().stream().mapToLong(Long::longValue).sum();
    }

    private void add(String what, long amount, double priceOfAMillion) {
        row(what, amount, amount * priceOfAMillion / MILLION);
    }

    private void row(String what, long amount, double price) {
        dollars += price;
        rows.add(List.of(what, String.format(Locale.ROOT, "%,d", amount), decimal(price)));
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
