package io.holdfast.replay.run;

import io.holdfast.replay.input.ResourceRow;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What became of each row of a file of resources.
 *
 * @param run names the run in the ids of its commands: {@code define:RUN:LINE}
 */
public record Definitions(String run, List<Result> results) {
    /** The most failures that are listed; the others are only counted. */
    static final int SHOWN = 20;

    /** What became of one row. */
    public sealed interface Result {
        /** The resource is as the row says. */
        record Done(Effect effect) implements Result {}

        /**
         * The resource is not as the row says, or not known to be.
         *
         * @param reason of the verdict, or why there is none: a word or two
         * @param detail one sentence about this row; may be empty
         */
        record Failed(ResourceRow row, String reason, String detail) implements Result {}
    }

    /** What a row that is done has brought about. */
    public enum Effect {
        CREATED,
        CHANGED,
        UNCHANGED
    }

    public Definitions {
        results = List.copyOf(results);
    }

    /** The rows whose resource is not as they say, or not known to be. */
    public long failed() {
        return failures().size();
    }

    public long count(Effect effect) {
        return results.stream().filter(each -> each.equals(new Result.Done(effect))).count();
    }

    /** The counts, the reasons of failures, and the first failures with their lines in the file. */
    public String report(Path file) {
        StringBuilder report = new StringBuilder().append(results.size()).append(" resources: ")
                .append(count(Effect.CREATED)).append(" created, ")
                .append(count(Effect.CHANGED)).append(" changed, ")
                .append(count(Effect.UNCHANGED)).append(" unchanged, ")
                .append(failed()).append(" failed");
        reasons().forEach((reason, rows) -> report.append("\n  ").append(rows).append(' ')
                .append(reason));
        failures().stream().limit(SHOWN).forEach(each -> report.append("\n  ").append(file)
                .append(':').append(each.row().line()).append(": ").append(each.row().resource())
                .append(", ").append(each.reason())
                .append(each.detail().isEmpty() ? "" : ": " + each.detail()));
        if (failed() > SHOWN) {
            report.append("\n  and ").append(failed() - SHOWN).append(" more");
        }
        return report.append("\nThe commands have the ids define:").append(run)
                .append(":LINE, with the line of the file.").toString();
    }

    private Map<String, Long> reasons() {
        return failures().stream().collect(Collectors.groupingBy(Result.Failed::reason,
                TreeMap::new, Collectors.counting()));
    }

    private List<Result.Failed> failures() {
        return results.stream().filter(Result.Failed.class::isInstance)
                .map(Result.Failed.class::cast).toList();
    }
}
