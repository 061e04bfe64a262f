package io.holdfast.lab.cli;

import io.holdfast.lab.report.Prices;
import picocli.CommandLine.Option;

/** Prices in dollars, in place of the list prices. */
final class PriceOptions {
    private static final double MOST = 1_000_000;

    @Option(names = "--write-price", paramLabel = "DOLLARS", description = "Of a million write units. Default: 0.625")
    private double writes = Prices.LIST.writeUnits();

    @Option(names = "--read-price", paramLabel = "DOLLARS", description = "Of a million read units. Default: 0.125")
    private double reads = Prices.LIST.readUnits();

    @Option(names = "--price-name", paramLabel = "TEXT", description = "The region and the date of the prices. "
            + "Default: list prices of us-east-1 as of 2025")
    private String name = Prices.LIST.name();

    Prices prices() {
        if (name.matches("(?s).*[,\"\r\n].*")) {
            throw new BadOption("--price-name must have no comma, quote or line end");
        }
        Prices list = Prices.LIST;
        return new Prices(name, BadOption.require("--write-price", writes, 0, MOST),
                BadOption.require("--read-price", reads, 0, MOST), list.httpRequests(),
                list.invocations(), list.gigabyteSeconds(), list.events(), list.logGigabytes(),
                list.queueRequests());
    }
}
