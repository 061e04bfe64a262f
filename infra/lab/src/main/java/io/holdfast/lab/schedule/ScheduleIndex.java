package io.holdfast.lab.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The page that lists the guards, each with its two schedules. */
public final class ScheduleIndex {
    private static final String NAME = "index.html";

    private final List<Row> rows = new ArrayList<>();

    /** A guard, the promise that breaks without it, and the scenario. */
    private record Row(Guarded guard, String promise, String scenario) {
        String html() {
            return """
                    <tr><th scope="row">%s<p>%s</p></th><td>%s</td><td>%s</td>\
                    <td><a href="%s">without<span class="hidden"> %s</span></a> \
                    <a href="%s">with<span class="hidden"> %s</span></a></td></tr>
                    """
                    .formatted(code(guard.name()), SchedulePage.escape(guard.protects()),
                            SchedulePage.escape(promise), SchedulePage.escape(scenario),
                            guard.without(), SchedulePage.escape(guard.plainName()),
                            guard.with(), SchedulePage.escape(guard.plainName()));
        }
    }

    public static String name() {
        return NAME;
    }

    public ScheduleIndex add(Guarded guard, String promise, String scenario) {
        rows.add(new Row(guard, promise, scenario));
        return this;
    }

    static String code(String markdown) {
        return SchedulePage.escape(markdown).replaceAll("`([^`]+)`", "<code>$1</code>");
    }

    /** The page. */
    public String page() {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Schedules that break a promise</title>
                <link rel="icon" href="data:,">
                <link rel="stylesheet" href="lanes.css">
                </head>
                <body class="index">
                <header>
                <h1>Schedules that break a promise</h1>
                <p>Each row is a condition or a rule of Holdfast. <em>without</em> shows the shortest
                schedule that breaks a promise when it is taken away, <em>with</em> the same schedule
                when it is in its place. The explorer has found them by trying every schedule; a test
                computes these pages again and compares.</p>
                </header>
                <main>
                <div class="table" role="region" aria-label="Guards" tabindex="0">
                <table>
                <thead><tr><th scope="col">Guard</th><th scope="col">The promise that breaks</th>\
                <th scope="col">Scenario</th><th scope="col">Schedule</th></tr></thead>
                <tbody>
                %s</tbody>
                </table>
                </div>
                </main>
                </body>
                </html>
                """
                .formatted(rows.stream().map(Row::html).collect(Collectors.joining()));
    }
}
