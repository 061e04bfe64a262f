package io.holdfast.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {
    private static final Settings SETTINGS = Settings.DEFAULT.withLoads(List.of(50, 400));
    private static final String PAGE = """
            Before.
            <!-- figures: queue -->
            stale
            <!-- end of figures -->
            After.
            """;

    @TempDir
    Path folder;

    @Test
    void theFilesOfASmallReport() throws IOException {
        Map<String, String> files = report("contention");

        assertThat(files.keySet()).containsExactly("bookings.csv", "committed.svg", "holds.csv",
                "latency.svg", "outage.csv", "outage.svg", "overload.csv", "overload.svg",
                "queue.csv", "sell-out.csv", "sell-out.svg", "sensitivity.csv", "settings.csv",
                "write-units.svg");
        assertThat(files.get("queue.csv")).isEqualTo("""
                design,offered_per_second,seconds,offered,COMMITTED,INSUFFICIENT_CAPACITY,\
                CONTENTION,THROTTLED,STORE_ERROR,UNDECIDED,OTHER,committed_per_second,\
                write_units_per_committed,read_units_per_committed,\
                dollars_per_million_committed,p50_ms,p99_ms,most_in_flight
                holdfast,50,18,900,900,0,0,0,0,0,0,50.0,2.00,3.00,1.63,12.0,22.0,7
                holdfast,400,8,3200,800,0,0,2400,0,0,0,100.0,8.00,12.00,6.50,12.0,22.0,7
                """);
        assertThat(files.get("outage.csv")).startsWith("second,offered,COMMITTED,")
                .contains("\n30,200,100,0,0,100,0,0,0\n");
    }

    @Test
    void theSameSettingsGiveTheSameBytes() throws IOException {
        assertThat(report("one")).isEqualTo(report("two"));
    }

    @Test
    void eachSaleIsAnnounced() throws IOException {
        List<String> progress = new ArrayList<>();
        Scenario.QUEUE.run(new Laboratory(SETTINGS, Simulated::sale, progress::add));
        assertThat(progress).containsExactly("holdfast, 50 a second", "holdfast, 400 a second");
    }

    @Test
    void thePageOfTheFolderGetsTheFigures() throws IOException {
        Files.writeString(folder.resolve("contention.md"), PAGE);
        report("contention");

        String page = Files.readString(folder.resolve("contention.md"));
        assertThat(page).startsWith("Before.\n<!-- figures: queue -->\n| design |")
                .contains("| holdfast | 50 | 50.0 | all COMMITTED | 2.00 | 3.00 | 1.63 |",
                        "| holdfast | 400 | 100.0 | THROTTLED 75.00 % | 8.00 |")
                .endsWith("|\n<!-- end of figures -->\nAfter.\n").doesNotContain("stale");
        report("contention");
        assertThat(Files.readString(folder.resolve("contention.md"))).isEqualTo(page);
    }

    @Test
    void aBlockWithoutItsTableStaysAsItIs() {
        assertThat(Page.update(PAGE, Map.of())).isEqualTo(PAGE);
    }

    @Test
    void anUnknownAnswerIsCountedWithTheOthers() {
        Map<String, String> cells = new TreeMap<>();
        Figures.answers(cells, new TreeMap<>(Map.of("ABANDONED", 3L, "UNKNOWN", 4L)));
        assertThat(cells).containsEntry("OTHER", "7").containsEntry("COMMITTED", "0");
    }

    @Test
    void aFileOfAnotherFormIsNotTakenForATable() throws IOException {
        Path contention = Files.createDirectories(folder.resolve("contention"));
        Files.writeString(contention.resolve("queue.csv"), "design,rate\nholdfast\n");
        assertThatThrownBy(() -> new ReportFiles(contention).tables())
                .hasMessageContaining("1 cells");
    }

    private Map<String, String> report(String name) throws IOException {
        ReportFiles files = new ReportFiles(folder.resolve(name));
        files.writeSettings(SETTINGS);
        for (Scenario scenario : Scenario.values()) {
            files.write(scenario,
                    scenario.run(new Laboratory(SETTINGS, Simulated::sale, sale -> {})));
        }
        files.updatePage();
        Map<String, String> written = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder.resolve(name))) {
            for (Path file : all.toList()) {
                written.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return written;
    }
}
