package io.holdfast.lab.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A folder with the CSV files and the plots of a report. Beside it there may be a page of the same
 * name, with the figures. The same tables give the same bytes.
 */
public record ReportFiles(Path folder) {
    private static final String SETTINGS = "settings";

    /** The page that shows the figures, whether it exists or not. */
    public Path page() {
        return folder.resolveSibling(folder.getFileName() + ".md");
    }

    public Path csv(String name) {
        return folder.resolve(name + ".csv");
    }

    public void writeSettings(Settings settings) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(csv(SETTINGS), settings.table().csv());
    }

    public void write(Scenario scenario, Table table) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(csv(scenario.label()), table.csv());
        for (Plot plot : scenario.plots(table)) {
            Files.writeString(folder.resolve(plot.file()), plot.svg());
        }
    }

    /** Writes the figures of all CSV files of the folder into the page, if there is one. */
    public void updatePage() throws IOException {
        if (Files.exists(page())) {
            Files.writeString(page(), Page.update(Files.readString(page()), tables()));
        }
    }

    /** The tables of the folder, by the names of their files. */
    public Map<String, Table> tables() throws IOException {
        Map<String, Table> tables = new LinkedHashMap<>();
        read(tables, SETTINGS);
        for (Scenario scenario : List.of(Scenario.values())) {
            read(tables, scenario.label());
        }
        return tables;
    }

    private void read(Map<String, Table> tables, String name) throws IOException {
        if (Files.exists(csv(name))) {
            tables.put(name, Table.parse(Files.readString(csv(name))));
        }
    }
}
