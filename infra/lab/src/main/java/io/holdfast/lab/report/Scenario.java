package io.holdfast.lab.report;

import io.holdfast.lab.contention.Design;
import io.holdfast.lab.contention.Door;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The parts of the report: each has one CSV file, and a plot or more. */
public enum Scenario {
    /** Bookings of one unit, by every design. */
    BOOKINGS,
    /** Holds, of which most are confirmed. */
    HOLDS,
    /** Bookings through one message group of the queue. */
    QUEUE,
    /** A resource that is sold out on the way. */
    SELL_OUT,
    /** More than a partition takes, and then a load that it takes easily. */
    OVERLOAD,
    /** The store does not answer for some seconds. */
    OUTAGE,
    /** Other times of the store. */
    SENSITIVITY;

    /** Most holds are confirmed, so holds and confirms are nearly twice as many. */
    private static final int MOST_HOLDS = 1_000;
    /** One message group takes fewer, and what is beyond that waits. */
    private static final int MOST_MESSAGES = 500;

    /** Its name on the command line, in files and on the page. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Scenario> of(String label) {
        return Arrays.stream(values()).filter(scenario -> scenario.label().equals(label))
                .findFirst();
    }

    public Table run(Laboratory laboratory) {
        Settings settings = laboratory.settings();
        return switch (this) {
            case BOOKINGS -> LoadCurve.run(laboratory, settings.designs(), Integer.MAX_VALUE,
                    (design, load) -> settings.sale(design, load));
            case HOLDS -> LoadCurve.run(laboratory, List.of(Design.HOLDFAST), MOST_HOLDS,
                    (design, load) -> settings.sale(design, load).withHolds(LoadCurve.HOLDS));
            case QUEUE -> LoadCurve.run(laboratory, List.of(Design.HOLDFAST), MOST_MESSAGES,
                    (design, load) -> settings.sale(design, load).withDoor(Door.QUEUE));
            case SELL_OUT -> Timeline.run(laboratory, "a sell-out", Timeline.sellOut());
            case OVERLOAD -> Timeline.run(laboratory, "an overload", Timeline.overload());
            case OUTAGE -> Timeline.run(laboratory, "an outage", Timeline.outage());
            case SENSITIVITY -> Sensitivity.run(laboratory);
        };
    }

    /** The plots of this scenario, from its table. */
    List<Plot> plots(Table table) {
        return switch (this) {
            case BOOKINGS -> LoadCurve.plots(table);
            case SELL_OUT -> List.of(Timeline.plot("sell-out.svg",
                    "Answers each second, while a resource is sold out", table));
            case OVERLOAD -> List.of(Timeline.plot("overload.svg",
                    "Answers each second, during an overload and after it", table));
            case OUTAGE -> List.of(Timeline.plot("outage.svg",
                    "Answers each second, with an outage of the store", table));
            case HOLDS, QUEUE, SENSITIVITY -> List.of();
        };
    }
}
