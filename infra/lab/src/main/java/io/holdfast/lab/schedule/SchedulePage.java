package io.holdfast.lab.schedule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.holdfast.lab.explorer.Recording;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A schedule as a page: its JSON, which {@code lanes.js} draws. The page, the script and the style
 * sheet are in one folder and need nothing else, so that it opens from a disk as from a server.
 */
public final class SchedulePage {
    /** What each page needs beside it. */
    private static final List<String> PARTS = List.of("lanes.css", "lanes.js");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SchedulePage() {}

    /** The files that every folder of such pages has, by name. */
    public static Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        PARTS.forEach(name -> parts.put(name, resource(name)));
        return parts;
    }

    private static String resource(String name) {
        try (InputStream stream = SchedulePage.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A schedule with every guard in place. */
    public static String of(Recording recording) {
        return page("", recording.scenario().name(), "", ScheduleJson.of(recording));
    }

    /**
     * The two pages of a guard.
     *
     * @return by their names: without the guard, and with it
     */
    public static Map<String, String> of(Guarded guard, Recording without, Recording with) {
        Difference difference = Difference.of(without, with);
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put(guard.without(), page("without", guard.name(),
                links(guard.with(), "With the guard"),
                ScheduleJson.without(guard, without, difference)));
        pages.put(guard.with(), page("with", guard.name(),
                links(guard.without(), "Without the guard"),
                ScheduleJson.with(guard, with, difference)));
        return pages;
    }

    private static String links(String other, String label) {
        return """
                <nav class="links" aria-label="Pages">
                <a href="index.html">All guards</a>
                <a href="%s">%s</a>
                </nav>
                """.formatted(other, label);
    }

    /**
     * @param place of a guard: {@code with} or {@code without}; or empty
     * @param title in Markdown, of which code is shown as such
     */
    private static String page(String place, String title, String links, ObjectNode schedule) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <link rel="icon" href="data:,">
                <link rel="stylesheet" href="lanes.css">
                </head>
                <body>
                <header>
                %s<h1>%s%s</h1>
                </header>
                <main id="page">
                <noscript><p>The lanes need JavaScript. The schedule is in this file as JSON.</p></noscript>
                </main>
                <script type="application/json" id="schedule">
                %s
                </script>
                <script src="lanes.js"></script>
                </body>
                </html>
                """
                .formatted(escape((place + " " + title).strip().replace("`", "")), links,
                        mark(place), ScheduleIndex.code(title), text(schedule).replace("<",
                                "\\u003c"));
    }

    private static String mark(String place) {
        return place.isEmpty()
                ? ""
                : "<span class=\"place %s\">%s</span>".formatted(place, place);
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** A line for each member, and for each entry of a list or of the items. */
    public static String text(ObjectNode schedule) {
        return schedule.properties().stream()
                .map(each -> quoted(each.getKey()) + ": " + text(each.getKey(), each.getValue()))
                .collect(Collectors.joining(",\n", "{\n", "\n}"));
    }

    private static String text(String name, JsonNode value) {
        if (value.isArray() && !value.isEmpty()) {
            return StreamSupport.stream(value.spliterator(), false).map(SchedulePage::line)
                    .collect(Collectors.joining(",\n", "[\n", "\n]"));
        }
        return name.equals("items")
                ? value.properties().stream()
                        .map(each -> quoted(each.getKey()) + ": " + line(each.getValue()))
                        .collect(Collectors.joining(",\n", "{\n", "\n}"))
                : line(value);
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }

    private static String line(JsonNode value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
