package io.holdfast.lab.cli;

import io.holdfast.lab.explorer.Recording;
import io.holdfast.lab.explorer.Scenario;
import io.holdfast.lab.schedule.ScheduleJson;
import io.holdfast.lab.schedule.SchedulePage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lab schedule}: one schedule of a scenario, step by step. */
@Command(name = "schedule", mixinStandardHelpOptions = true, description = {
        "Plays one schedule of a scenario with every guard in place, and prints it as JSON, or writes "
                + "it as a page with swim lanes.",
        "infra/docs/schedules.md describes both.",
        "Exit status: 0 every promise was kept; 1 one was broken, or a file failed; "
                + "2 an option is wrong."})
final class ScheduleCommand implements Callable<Integer> {
    private static final int BROKEN = 1;
    private static final int MOST_CHARACTERS = 4_000;
    private static final String PAGE = "schedule.html";

    @Option(names = "--scenario", required = true, paramLabel = "NAME", description = "Commands between bars, and in brackets what they find, as in the table of "
            + "infra/docs/guards.md: \"book | book other\"")
    private String scenario = "";

    @Option(names = "--schedule", paramLabel = "STEPS", description = "As in that table: \"0A 0X 1A 0 1Y 1\". Once they have ended, the first step "
            + "that is possible is taken, to the end. Default: none")
    private String schedule = "";

    @Option(names = "--page", paramLabel = "DIR", description = "A folder that exists. The page and its two parts are written into it, and no "
            + "JSON is printed.")
    private @Nullable Path page;

    @Override
    public Integer call() throws IOException {
        Path folder = page;
        if (folder != null && !Files.isDirectory(folder)) {
            throw new BadOption("--page: there is no folder " + folder);
        }
        Recording recording = record(named());
        if (folder == null) {
            System.out.println(SchedulePage.text(ScheduleJson.of(recording)));
        } else {
            write(folder, recording);
        }
        return recording.broken().isEmpty() ? 0 : BROKEN;
    }

    private Scenario named() {
        try {
            return Scenario.named(scenario);
        } catch (IllegalArgumentException e) {
            throw new BadOption("--scenario: " + e.getMessage());
        }
    }

    private Recording record(Scenario named) {
        if (schedule.length() > MOST_CHARACTERS) {
            throw new BadOption("--schedule must have at most " + MOST_CHARACTERS
                    + " characters");
        }
        try {
            return Recording.strict(named, schedule);
        } catch (IllegalArgumentException e) {
            throw new BadOption("--schedule: " + e.getMessage());
        }
    }

    private static void write(Path folder, Recording recording) throws IOException {
        for (Map.Entry<String, String> part : SchedulePage.parts().entrySet()) {
            Files.writeString(folder.resolve(part.getKey()), part.getValue());
        }
        Files.writeString(folder.resolve(PAGE), SchedulePage.of(recording));
        System.out.println(folder.resolve(PAGE));
    }
}
