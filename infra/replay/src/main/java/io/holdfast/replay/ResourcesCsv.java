package io.holdfast.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** The general form of a file of resources: {@code resource,capacity}. */
final class ResourcesCsv {
    private static final String RESOURCE = "resource";
    private static final String CAPACITY = "capacity";

    private ResourcesCsv() {}

    static Map<String, Long> read(Path file) throws IOException {
        Map<String, Long> capacities = new TreeMap<>();
        for (CSVRecord row : Csv.read(file, RESOURCE, CAPACITY)) {
            capacities.put(row.get(RESOURCE), Csv.number(file, row, CAPACITY));
        }
        return capacities;
    }

    static void write(Path file, Map<String, Long> capacities) throws IOException {
        try (CSVPrinter csv = Printers.open(file, RESOURCE, CAPACITY)) {
            for (Map.Entry<String, Long> each : capacities.entrySet()) {
                csv.printRecord(each.getKey(), each.getValue());
            }
        }
    }
}
