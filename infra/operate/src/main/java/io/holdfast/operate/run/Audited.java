package io.holdfast.operate.run;

import io.holdfast.operate.audit.AuditResult.Counts;
import io.holdfast.operate.audit.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a run read, and what it found.
 *
 * @param sources that were read: the table, then the listing
 * @param at when the run began
 * @param rounds over the table, 1 or more
 * @param findings that are listed
 * @param found all findings, those that are not listed too
 * @param resourcesInMotion resources that were written to in every round: their sums were not
 *        judged
 * @param bookingsInMotion bookings whose entries differ, and that were written to so recently that
 *        the listing may not have followed yet
 * @param bookingsNotNamed more bookings whose entries differ: too many to be compared one by one
 */
public record Audited(List<Read> sources, Instant at, int rounds, Counts counts,
        List<Finding> findings, long found, List<String> resourcesInMotion,
        List<String> bookingsInMotion, long bookingsNotNamed) {
    /**
     * A source that was read.
     *
     * @param items of its pass over every item
     * @param moment that an export shows
     */
    public record Read(String name, long items, Optional<Instant> moment) {}

    public Audited {
        sources = List.copyOf(sources);
        findings = List.copyOf(findings);
        resourcesInMotion = resourcesInMotion.stream().sorted().toList();
        bookingsInMotion = bookingsInMotion.stream().sorted().toList();
    }

    public boolean passed() {
        return found == 0;
    }

    /** The result in one sentence. */
    public String verdict() {
        String motion = inMotion();
        if (found > 0) {
            return "%,d %s%s.".formatted(found, found == 1 ? "finding" : "findings",
                    motion.isEmpty() ? "" : "; " + motion + " not judged");
        }
        return motion.isEmpty()
                ? "No finding: the items keep every promise that can be told from them."
                : "No finding, but " + motion + " not judged: " + advice();
    }

    // An export stays what it is.
    private String advice() {
        return sources.stream().anyMatch(source -> source.moment().isPresent())
                ? "audit the table, or a later export."
                : "run it again.";
    }

    private String inMotion() {
        long late = bookingsInMotion.size() + bookingsNotNamed;
        String resources = counted(resourcesInMotion.size(), "resource");
        String bookings = counted(late, "booking");
        if (resources.isEmpty() && bookings.isEmpty()) {
            return "";
        }
        boolean one = resourcesInMotion.size() + late == 1;
        String both = resources.isEmpty() || bookings.isEmpty() ? "" : " and ";
        return resources + both + bookings + (one ? " in motion was" : " in motion were");
    }

    private static String counted(long number, String noun) {
        return number == 0 ? "" : "%,d %s%s".formatted(number, noun, number == 1 ? "" : "s");
    }
}
