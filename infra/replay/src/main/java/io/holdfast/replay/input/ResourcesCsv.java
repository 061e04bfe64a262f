package io.holdfast.replay.input;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVPrinter;

/** Reads and writes a file of resources: {@code resource,capacity[,status]}. */
public final class ResourcesCsv {
    private static final String RESOURCE = "resource";
    private static final String CAPACITY = "capacity";
    private static final String STATUS = "status";
    private static final List<String> STATUSES = List.of("OPEN", "CLOSED");
    /** Limit of the service. */
    private static final long MOST_CAPACITY = 1_000_000_000_000L;

    private ResourcesCsv() {}

    /**
     * Reads the resources of a file, in its order.
     *
     * @throws BadInput if any row is invalid or defines a resource a second time
     */
    public static List<ResourceRow> read(Path file, CsvFormat format) throws IOException {
        Problems problems = new Problems(file);
        Fields fields = new Fields(problems);
        Set<String> seen = new HashSet<>();
        List<ResourceRow> rows = new ArrayList<>();
        for (Csv.Row row : Csv.read(file, format, RESOURCE, CAPACITY).rows()) {
            String resource = fields.id(row, RESOURCE);
            rows.add(new ResourceRow(resource, row.line(),
                    fields.number(row, CAPACITY, 0, MOST_CAPACITY), row.optional(STATUS)));
            if (!seen.add(resource)) {
                problems.add(row, RESOURCE, "\"" + resource + "\" is defined twice");
            }
            row.optional(STATUS).filter(status -> !STATUSES.contains(status)).ifPresent(
                    status -> problems.add(row, STATUS, "must be one of " + STATUSES + ", not \""
                            + status + "\""));
        }
        problems.rejectIfAny();
        return rows;
    }

    public static void write(Path file, Map<String, Long> capacities) throws IOException {
        try (CSVPrinter csv = Csv.printer(file, RESOURCE, CAPACITY)) {
            for (Map.Entry<String, Long> each : capacities.entrySet()) {
                csv.printRecord(each.getKey(), each.getValue());
            }
        }
    }
}
