package io.holdfast.lab.plan;

import io.holdfast.domain.Reason;
import io.holdfast.lab.contention.Door;
import io.holdfast.lab.contention.Holds;
import io.holdfast.lab.contention.Measured;
import io.holdfast.lab.report.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a simulated sale says about the real one, in sentences and tables. */
public final class Plan {
    private static final int MINUTE = 60;
    private static final long LONGEST_SECONDS = 120;

    private final Sale sale;
    private final Measured measured;

    private Plan(Sale sale, Measured measured) {
        this.sale = sale;
        this.measured = measured;
    }

    public static String of(Sale sale, Measured measured) {
        Plan plan = new Plan(sale, measured);
        return String.join("\n", plan.sale(), "", "How long does it take?", plan.time(), "",
                "What is answered?", plan.answers(), "What does it cost? By "
                        + sale.prices().name() + ":",
                Bill.of(measured, sale).text(), "Which quotas matter?",
                "- " + String.join("\n- ", Quotas.of(measured, sale)), "",
                "A model of DynamoDB took the part of the table (infra/docs/contention.md).", "");
    }

    private String sale() {
        String attempts = number(measured.offered()) + " attempts, about "
                + decimal(sale.rate()) + " a second for " + duration(sale.length());
        String what = sale.holds().map(holds -> "hold " + units(sale.units()) + " each for "
                + duration(holds.duration()) + "; " + decimal(100 * holds.confirmed())
                + " % of the holds are confirmed after " + duration(holds.confirmedAfter()))
                .orElse("book " + units(sale.units()) + " each");
        return number(sale.capacity() / sale.resources() * sale.resources()) + " units"
                + (sale.resources() == 1
                        ? " of one resource"
                        : " of " + sale.resources() + " resources")
                + "; " + attempts
                + (sale.door() == Door.QUEUE ? " through the queue, " : " over the HTTP API, ")
                + what + ".";
    }

    private String time() {
        List<String> sentences = new ArrayList<>();
        sentences.add(measured.soldOut()
                .map(after -> "Sold out " + duration(after) + " after the first attempt.")
                .orElse("Not sold out: " + number(measured.available())
                        + " units are left at the end."));
        sentences.add("The last answer comes after " + duration(measured.ended()) + ".");
        sale.holds().ifPresent(holds -> sentences.add(end(holds)));
        return String.join(" ", sentences);
    }

    /** A hold ends at its slot: at most a third later than asked for, or a minute. */
    private String end(Holds holds) {
        long last = 0;
        for (int second = 0; second < measured.seconds().size(); second++) {
            if (measured.seconds().get(second).answers().containsKey("COMMITTED")) {
                last = second + 1L;
            }
        }
        Duration asked = Duration.ofSeconds(last).plus(holds.duration());
        Duration later = holds.duration().dividedBy(3);
        Duration minute = Duration.ofMinutes(1);
        Duration latest = asked.plus(later.compareTo(minute) < 0 ? minute : later);
        return "The last hold was made in second " + number(last) + "; it is confirmed, or has "
                + "ended, " + duration(latest) + " after the first attempt at the latest. By the "
                + "last answer " + number(measured.confirmed()) + " units are confirmed, "
                + number(measured.held()) + " held, " + number(measured.available())
                + " available.";
    }

    private String answers() {
        List<List<String>> rows = new ArrayList<>();
        add(rows, "", measured.answers());
        add(rows, "confirm: ", measured.confirms());
        return new Table(List.of("answer", "how many", "share", "what it means"), rows).text();
    }

    private static void add(List<List<String>> rows, String prefix, Map<String, Long> answers) {
        long all = answers.values().stream().mapToLong(Long::longValue).sum();
        answers.forEach((answer, count) -> rows.add(List.of(prefix + answer, number(count),
                String.format(Locale.ROOT, "%.2f %%", 100.0 * count / all), meaning(answer))));
    }

    private static String meaning(String answer) {
        return switch (answer) {
            case "COMMITTED" -> "done";
            case "UNDECIDED" -> "no verdict yet: ask again with the same id";
            case "INSUFFICIENT_CAPACITY" -> "sold out at that moment";
            case "THROTTLED" -> "the partition refused: try again later under a new id";
            case "CONTENTION" -> "a lost race: try again under a new id";
            default -> Reason.of(answer).isTransient()
                    ? "transient: try again under a new id"
                    : "final";
        };
    }

    private static String units(int units) {
        return units == 1 ? "one unit" : number(units) + " units";
    }

    /** Below two minutes in seconds. */
    static String duration(Duration duration) {
        if (duration.toSeconds() < LONGEST_SECONDS) {
            return decimal(duration.toMillis() / 1_000.0) + " s";
        }
        long seconds = Math.round(duration.toMillis() / 1_000.0);
        return seconds / MINUTE + " min"
                + (seconds % MINUTE == 0 ? "" : " " + seconds % MINUTE + " s");
    }

    private static String decimal(double value) {
        return value == Math.rint(value)
                ? number((long) value)
                : String.format(Locale.ROOT, "%,.1f", value);
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
