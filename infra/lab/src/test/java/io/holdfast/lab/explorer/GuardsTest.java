package io.holdfast.lab.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lab.schedule.ScheduleIndex;
import io.holdfast.lab.schedule.ScheduleJson;
import io.holdfast.lab.schedule.SchedulePage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Takes each guard away in turn; the explorer must find a schedule that breaks a promise. The table
 * of {@code guards.md} and the pages of the schedules are compared with the files; with
 * {@code -Dschedules.write=true} they are written.
 */
@Execution(ExecutionMode.CONCURRENT)
class GuardsTest {
    private static final Path PAGE = Path.of("..", "..", "infra", "docs", "guards.md");
    private static final Path FOLDER = PAGE.resolveSibling("schedules");
    private static final String HEAD = "| without | the promise that breaks | scenario | schedule"
            + " | see |\n|---|---|---|---|---|\n";
    private static final boolean WRITES = Boolean.getBoolean("schedules.write");
    /** So that a page opens at once, and a review can read what has changed. */
    private static final int MOST_CHARACTERS = 25_000;

    private static final List<Guard> GUARDS = Stream.of(GuardsOfWrites.ALL, GuardsOfRecords.ALL,
            GuardsOfChanges.ALL).flatMap(List::stream).toList();

    private final List<String> table = new ArrayList<>();
    private final ScheduleIndex index = new ScheduleIndex();
    private final Map<String, String> pages = new TreeMap<>(SchedulePage.parts());

    @Test
    void withoutAnyGuardAScheduleBreaksAPromise() throws IOException {
        List<String> notFound = new ArrayList<>();
        for (Guard guard : GUARDS) {
            new Explorer(guard.faults()).explore(guard.scenario());
            Optional<Counterexample> found = new Explorer(guard.faults(), guard.rig())
                    .shortest(guard.scenario(),
                            promise -> promise.startsWith(guard.breaks()));
            found.ifPresentOrElse(broken -> add(guard, broken),
                    () -> notFound.add(guard.name()));
        }
        table.forEach(System.out::println);

        assertThat(notFound).isEmpty();
        pages.put(ScheduleIndex.name(), index.page());
        if (WRITES) {
            write();
        }
        assertThat(Files.readString(PAGE)).as("infra/docs/guards.md holds this table")
                .contains(HEAD + String.join("\n", table) + "\n\n");
        assertThat(files()).as("infra/docs/schedules: written by -Dschedules.write=true")
                .isEqualTo(pages);
    }

    private void add(Guard guard, Counterexample found) {
        String promise = ScheduleJson.name(found.promise());
        String scenario = guard.scenario().name();
        table.add("| %s | %s | %s | `%s` | [without](schedules/%s) · [with](schedules/%s) |"
                .formatted(guard.name(), promise, scenario.replace("|", "\\|"),
                        brief(found.schedule()), guard.shown().without(), guard.shown().with()));
        index.add(guard.shown(), promise, scenario);
        pages.putAll(SchedulePage.of(guard.shown(), without(guard, found), with(guard, found)));
    }

    /** The same counterexample, step by step. */
    private static Recording without(Guard guard, Counterexample found) {
        Recording without = Recording.of(guard.scenario(), guard.rig(), found.schedule());
        assertThat(without.broken()).as(guard.name()).contains(found.promise());
        assertThat(without.schedule()).as(guard.name()).isEqualTo(found.schedule());
        return without;
    }

    /** The steps that are still possible, and then whatever is left to do. */
    private static Recording with(Guard guard, Counterexample found) {
        Recording with = Recording.of(guard.scenario(), Rig.NONE, found.schedule());
        assertThat(with.broken()).as(guard.name()).isEmpty();
        return with;
    }

    /** Without the names of all records that a look at a full map reads. */
    private static String brief(String schedule) {
        return schedule.replaceAll("(\\d)dead\\d+( \\1dead\\d+)+", "$1dead…");
    }

    private void write() throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf("| without |");
        int end = page.indexOf("\n\n", start);
        Files.writeString(PAGE, page.substring(0, start) + HEAD + String.join("\n", table)
                + page.substring(end));
        Files.createDirectories(FOLDER);
        for (String old : files().keySet()) {
            Files.delete(FOLDER.resolve(old));
        }
        for (Map.Entry<String, String> each : pages.entrySet()) {
            Files.writeString(FOLDER.resolve(each.getKey()), each.getValue());
        }
    }

    private static Map<String, String> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.collect(Collectors.toMap(file -> file.getFileName().toString(),
                    GuardsTest::read));
        }
    }

    private static String read(Path file) {
        try {
            String text = Files.readString(file);
            assertThat(text).as(file.toString()).hasSizeLessThan(MOST_CHARACTERS);
            return text;
        } catch (IOException e) {
            throw new IllegalStateException("no " + file, e);
        }
    }
}
