package io.holdfast.lab.cli;

import io.holdfast.lab.contention.Design;
import io.holdfast.lab.report.Laboratory;
import io.holdfast.lab.report.ReportFiles;
import io.holdfast.lab.report.Scenario;
import io.holdfast.lab.report.Settings;
import io.holdfast.lab.report.Shown;
import io.holdfast.lab.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lab}: simulates sales, prints their figures, and writes tables and plots. */
@Command(name = "lab", mixinStandardHelpOptions = true, subcommands = {
        LongRunCommand.class, ScheduleCommand.class}, description = {
                "Simulates sales on one resource under rising load, and writes CSV files and SVG plots.",
                "The same options give the same files. It takes some minutes.",
                "Exit status: 0 written; 1 a simulation or a file failed; 2 an option is wrong."})
final class LabCommand implements Callable<Integer> {
    private static final int MOST_LOADS = 30;
    private static final int MOST_LOAD = 10_000;
    private static final int MOST_SECONDS = 3_600;

    @Option(names = "--loads", split = ",", paramLabel = "N", description = "Attempts a second, 1 to 10000, ascending. Default: 10 to 2000")
    private List<Integer> loads = Settings.LOADS;

    @Option(names = "--designs", split = ",", paramLabel = "DESIGN", description = "Of: holdfast, compare-and-set, transaction. Default: all")
    private List<String> designs = Arrays.stream(Design.values()).map(LabCommand::label).toList();

    @Option(names = "--seconds", paramLabel = "N", description = "The shortest time of a sale, in virtual seconds, 1 to 3600. A sale has at "
            + "least 1000 attempts. Default: 10")
    private int seconds = Settings.SECONDS;

    @Option(names = "--seed", paramLabel = "N", description = "Of everything that is random. Default: 1")
    private long seed = Settings.DEFAULT.seed();

    @Option(names = "--only", paramLabel = "SCENARIO", description = "Only one of: bookings, holds, queue, sell-out, overload, outage, sensitivity.")
    private @Nullable String only;

    @Option(names = "--out", paramLabel = "DIR", description = "The folder of the files. If DIR.md exists, its figures are replaced. "
            + "Default: ${DEFAULT-VALUE}", defaultValue = "infra/docs/contention")
    private Path out = Path.of("");

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Mixin
    private final PriceOptions prices = new PriceOptions();

    @Override
    public Integer call() throws IOException {
        Settings settings = settings();
        List<Scenario> scenarios = scenarios();
        requireFolder();
        ReportFiles files = new ReportFiles(out);
        files.writeSettings(settings);
        for (Scenario scenario : scenarios) {
            Table table = scenario.run(Laboratory.of(settings,
                    sale -> System.err.println(scenario.label() + ": " + sale)));
            files.write(scenario, table);
            System.out.print(scenario.label() + "\n"
                    + Shown.of(scenario.label(), table).text() + "\n");
        }
        files.updatePage();
        return 0;
    }

    private Settings settings() {
        if (loads.isEmpty() || loads.size() > MOST_LOADS) {
            throw new BadOption("--loads must have 1 to " + MOST_LOADS + " values");
        }
        loads.forEach(load -> BadOption.require("--loads", load, 1, MOST_LOAD));
        if (!loads.equals(loads.stream().sorted().distinct().toList())) {
            throw new BadOption("--loads must be ascending");
        }
        return new Settings(loads, designs.stream().map(LabCommand::design).distinct().toList(),
                (int) BadOption.require("--seconds", seconds, 1, MOST_SECONDS), seed,
                store.times(), store.throughput(), prices.prices());
    }

    private static Design design(String label) {
        return Arrays.stream(Design.values()).filter(design -> label(design).equals(label))
                .findFirst().orElseThrow(() -> new BadOption("--designs must be of "
                        + Arrays.stream(Design.values()).map(LabCommand::label)
                                .collect(Collectors.joining(", "))));
    }

    private static String label(Design design) {
        return Settings.label(design);
    }

    private List<Scenario> scenarios() {
        String wanted = only;
        if (wanted == null) {
            return List.of(Scenario.values());
        }
        return List.of(Scenario.of(wanted).orElseThrow(() -> new BadOption("--only must be one of "
                + Arrays.stream(Scenario.values()).map(Scenario::label)
                        .collect(Collectors.joining(", ")))));
    }

    /** Checked before the first sale, so that a wrong path costs no minutes. */
    private void requireFolder() {
        Path parent = out.toAbsolutePath().normalize().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new BadOption("--out: there is no folder " + parent);
        }
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new BadOption("--out: " + out + " is not a folder");
        }
    }
}
