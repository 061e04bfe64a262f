package io.holdfast.replay.input;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVPrinter;

/** Reads and writes a file of resources: {@code resource,capacity}. */
public final class ResourcesCsv {
    private static final String RESOURCE = "resource";
    private static final String CAPACITY = "capacity";
    /** Limit of the service. */
    private static final long MOST_CAPACITY = 1_000_000_000_000L;

    private ResourcesCsv() {}

    /**
     * Reads the capacities of a file, by resource.
     *
     * @throws BadInput if any row is invalid or defines a resource a second time
     */
    public static Map<String, Long> read(Path file, CsvFormat format) throws IOException {
        Problems problems = new Problems(file);
        Fields fields = new Fields(problems);
        Map<String, Long> capacities = new TreeMap<>();
        for (Csv.Row row : Csv.read(file, format, RESOURCE, CAPACITY).rows()) {
            String resource = fields.id(row, RESOURCE);
            long capacity = fields.number(row, CAPACITY, 0, MOST_CAPACITY);
            if (capacities.putIfAbsent(resource, capacity) != null) {
                problems.add(row, RESOURCE, "\"" + resource + "\" is defined twice");
            }
        }
        problems.rejectIfAny();
        return capacities;
    }

    public static void write(Path file, Map<String, Long> capacities) throws IOException {
        try (CSVPrinter csv = Csv.printer(file, RESOURCE, CAPACITY)) {
            for (Map.Entry<String, Long> each : capacities.entrySet()) {
                csv.printRecord(each.getKey(), each.getValue());
            }
        }
    }
}
