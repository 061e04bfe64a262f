package io.holdfast.replay.report;

import io.holdfast.replay.run.Audit;
import io.holdfast.replay.run.Run;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Compares the taken and the requested units of resources with their capacity. */
record Occupancy(List<Use> uses) {
    private static final Pattern OF_A_NIGHT = Pattern.compile(".*:\\d{4}-\\d{2}-\\d{2}");
    private static final int OK = 200;
    private static final int DATE_LENGTH = 10;

    /**
     * One resource, or all resources of a night.
     *
     * @param asked units of all attempts of the file, including failed ones
     * @param taken confirmed and held units
     */
    record Use(String name, long asked, long taken, long capacity) {
        double share() {
            return capacity == 0 ? 0 : (double) taken / capacity;
        }

        Use plus(Use other) {
            return new Use(name, asked + other.asked, taken + other.taken,
                    capacity + other.capacity);
        }
    }

    static Occupancy of(Run run, Audit audit) {
        Map<String, Long> asked = new HashMap<>();
        run.exchanges().forEach(each -> each.attempt().lines()
                .forEach(line -> asked.merge(line.resource(), line.units(), Long::sum)));
        return new Occupancy(audit.images().entrySet().stream()
                .filter(each -> each.getValue().has(OK))
                .map(each -> new Use(each.getKey(), asked.getOrDefault(each.getKey(), 0L),
                        each.getValue().number("confirmed") + each.getValue().number("held"),
                        each.getValue().number("capacity")))
                .toList());
    }

    /** The resources with the most requested units in proportion to their capacity. */
    List<Use> mostWanted(int count) {
        return uses.stream().filter(use -> use.capacity() > 0)
                .sorted(Comparator
                        .comparingDouble((Use use) -> -(double) use.asked() / use.capacity())
                        .thenComparingLong(use -> -use.asked()).thenComparing(Use::name))
                .limit(count).toList();
    }

    /** The sum of all resources of each night, earliest first; empty if resources are no nights. */
    List<Use> nights() {
        if (!uses.stream().allMatch(use -> OF_A_NIGHT.matcher(use.name()).matches())) {
            return List.of();
        }
        Map<LocalDate, Use> nights = new TreeMap<>();
        for (Use use : uses) {
            String night = use.name().substring(use.name().length() - DATE_LENGTH);
            nights.merge(LocalDate.parse(night),
                    new Use(night, use.asked(), use.taken(), use.capacity()), Use::plus);
        }
        return List.copyOf(nights.values());
    }
}
