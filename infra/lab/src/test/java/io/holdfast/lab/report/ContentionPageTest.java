package io.holdfast.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code infra/docs/contention.md} and its files say what the handlers do now. */
class ContentionPageTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final ReportFiles FILES = new ReportFiles(
            ROOT.resolve(Path.of("infra", "docs", "contention")));
    private static final String REMEDY = "the figures are old: run infra/holdfast lab";
    /** Low enough to be simulated in a moment, high enough that a change of protocol shows. */
    private static final int CHECKED_LOAD = 100;

    private static Map<String, Table> tables = Map.of();

    @BeforeAll
    static void readTheFiles() throws IOException {
        tables = FILES.tables();
    }

    @Test
    void everyFigureOfThePageIsThatOfItsCsvFile() throws IOException {
        String page = Files.readString(FILES.page());
        assertThat(Page.update(page, tables)).as(REMEDY).isEqualTo(page);
        Matcher figures = Pattern.compile("<!-- figures: (\\S+) -->").matcher(page);
        assertThat(figures.results().map(block -> block.group(1)))
                .containsExactly("settings", "bookings", "holds", "queue", "sensitivity")
                .allSatisfy(name -> assertThat(tables).containsKey(name));
    }

    @ParameterizedTest
    @EnumSource
    void everyPlotIsThatOfItsCsvFile(Scenario scenario) throws IOException {
        for (Plot plot : scenario.plots(table(scenario.label()))) {
            assertThat(FILES.folder().resolve(plot.file())).as(REMEDY).hasContent(plot.svg());
            assertThat(Files.readString(FILES.page())).contains("(contention/" + plot.file());
        }
    }

    @Test
    void theFilesWereMadeWithTheDefaults() {
        assertThat(table("settings")).as(REMEDY).isEqualTo(Settings.DEFAULT.table());
        assertThat(table("bookings").values(LoadCurve.LOAD)).as(REMEDY)
                .isEqualTo(Settings.LOADS.stream().map(Object::toString).toList());
    }

    @ParameterizedTest
    @EnumSource(names = {"BOOKINGS", "HOLDS", "QUEUE"})
    void theHandlersSellWhatTheCsvFilesSay(Scenario scenario) {
        Table now = scenario.run(Laboratory.of(
                Settings.DEFAULT.withLoads(List.of(CHECKED_LOAD)), sale -> {}));
        assertThat(now.columns()).as(REMEDY).isEqualTo(table(scenario.label()).columns());
        assertThat(table(scenario.label()).rows()).as(REMEDY).containsAll(now.rows());
    }

    /** Other pages quote two figures: of 1,000 offered, rounded down to tens, and units at 500. */
    @ParameterizedTest
    @ValueSource(strings = {"README.md", "infra/docs/cost.md", "infra/docs/deploy.md",
            "infra/docs/operate.md", "infra/RATIONALE.md"})
    void otherPagesQuoteTheFigures(String page) throws IOException {
        String text = Files.readString(ROOT.resolve(page)).replace('\n', ' ');
        assertThat(text).contains("contention.md)");
        Matcher most = Pattern.compile("(\\d+) of 1,000").matcher(text);
        assertThat(most.results().map(found -> found.group(1))).as(REMEDY).isNotEmpty()
                .containsOnly(Long.toString(
                        Math.floorDiv((long) number(1_000, Figures.RATE), 10) * 10));
        Matcher units = Pattern.compile("at (2\\.\\d\\d) write units each").matcher(text);
        assertThat(units.results().map(found -> found.group(1))).as(REMEDY)
                .allMatch(Figures.decimal(2, number(500, Figures.WRITE_UNITS))::equals);
    }

    private static Table table(String name) {
        return Optional.ofNullable(tables.get(name))
                .orElseThrow(() -> new AssertionError(name + ": " + REMEDY));
    }

    private static double number(int load, String column) {
        return Double.parseDouble(table("bookings").where(LoadCurve.DESIGN, "holdfast")
                .where(LoadCurve.LOAD, Integer.toString(load)).only(column));
    }
}
