package io.holdfast.replay.report;

import java.util.List;
import java.util.Locale;

/** Charts of occupancy: by night if resources are nights, and of the most wanted resources. */
final class OccupancyCharts {
    private static final int MOST_WANTED = 15;
    private static final double PERCENT = 100.0;

    private OccupancyCharts() {}

    static String of(Occupancy occupancy) {
        List<Occupancy.Use> nights = occupancy.nights();
        return (nights.isEmpty() ? "" : byNight(nights))
                + mostWanted(occupancy.mostWanted(MOST_WANTED));
    }

    private static String byNight(List<Occupancy.Use> nights) {
        Chart chart = new Chart("Occupancy by night in percent; the table below has the numbers",
                nights.size(), PERCENT, " %");
        chart.line(nights.stream().map(night -> PERCENT * night.share()).toList(), 0);
        chart.below(nights.getFirst().name(), nights.get(nights.size() / 2).name(),
                nights.getLast().name());
        List<List<String>> rows = nights.stream().map(OccupancyCharts::row).toList();
        return Html.section("Occupancy by night", "",
                "<p class=\"soft\">Units taken of those that there are, all resources of a night"
                        + "</p>" + chart.svg()
                        + Html.details("All " + nights.size() + " nights",
                                Html.table("Units by night", columns("night"), rows)));
    }

    private static String mostWanted(List<Occupancy.Use> uses) {
        if (uses.isEmpty()) {
            return "";
        }
        StringBuilder bars = new StringBuilder();
        for (Occupancy.Use use : uses) {
            bars.append("<div class=\"bar\" aria-hidden=\"true\"><span>")
                    .append(Html.escape(use.name()))
                    .append("</span><span>").append(use.taken()).append(" of ")
                    .append(use.capacity()).append("</span><div><span style=\"width:")
                    .append(String.format(Locale.ROOT, "%.1f", Math.min(PERCENT,
                            PERCENT * use.share())))
                    .append("%\"></span></div></div>");
        }
        return Html.section("Wanted most", "",
                "<p class=\"soft\">The " + uses.size() + " resources that most units were asked "
                        + "for in proportion to their capacity, and how many of them are taken"
                        + "</p>" + bars
                        + Html.details("As a table", Html.table("Units of the resources that were "
                                + "wanted most", columns("resource"),
                                uses.stream().map(OccupancyCharts::row).toList())));
    }

    private static List<String> columns(String first) {
        return List.of(first, "capacity", "asked for", "taken", "full");
    }

    private static List<String> row(Occupancy.Use use) {
        return List.of(use.name(), Html.count(use.capacity()),
                Html.count(use.asked()), Html.count(use.taken()),
                String.format(Locale.ROOT, "%.0f %%", PERCENT * use.share()));
    }
}
