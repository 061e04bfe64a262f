package io.holdfast.lab.races;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Reply;
import io.holdfast.lambda.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the tables of infra/docs/two-phase.md, cell by cell and line by line. */
class TwoPhaseTest {
    private static final Path TABLE = Path.of("..", "..", "infra", "docs", "two-phase.md");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final String resource = Engine.fresh("resource");
    private final String other = Engine.fresh("other");
    private final String booking = Engine.fresh("booking");
    private final Map<String, Function<Functions, Reply>> last = new HashMap<>();
    private Functions functions = Functions.on(Engine.embedded(), NOON);

    /** One cell of the table of states and commands. */
    record Cell(List<String> after, String command, String answer) {}

    /** The commands of the issue, and those that a caller may take for one of them. */
    static Stream<Cell> cells() throws IOException {
        List<List<String>> rows = Files.readAllLines(TABLE).stream()
                .dropWhile(line -> !line.startsWith("| state |"))
                .takeWhile(line -> line.startsWith("|")).map(TwoPhaseTest::cells).toList();
        List<String> commands = rows.getFirst().subList(2, rows.getFirst().size());
        return rows.stream().skip(2).flatMap(row -> IntStream.range(0, commands.size())
                .mapToObj(i -> new Cell(steps(row.get(1)), commands.get(i), row.get(i + 2))));
    }

    private static List<String> cells(String line) {
        List<String> all = Arrays.stream(line.split("\\|", -1)).skip(1)
                .map(cell -> cell.replace("`", "").strip()).toList();
        return all.subList(0, all.size() - 1);
    }

    private static List<String> steps(String after) {
        return after.equals("–") ? List.of() : List.of(after.split(", ", -1));
    }

    @Test
    void everyStateMeetsEveryCommand() throws IOException {
        assertThat(cells().map(Cell::after).distinct()).hasSize(6);
        assertThat(cells().map(cell -> cell.command().split(" ", -1)[0]).distinct())
                .containsAll(Stream.of(Route.values())
                        .filter(route -> route.path().startsWith("/bookings/")
                                && !route.method().equals("GET"))
                        .map(route -> route.name().toLowerCase(Locale.ROOT)).toList());
        assertThat(cells()).hasSize(6 * 8)
                .allSatisfy(cell -> assertThat(cell.answer()).matches("\\d{3} [\\w-]+"));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void everyCellIsTrue(Cell cell) {
        assertThat(answer(cell.after(), cell.command())).isEqualTo(cell.answer());
    }

    private String answer(List<String> after, String command) {
        functions.define(resource, 5);
        functions.define(other, 3);
        after.forEach(this::run);
        Reply reply = run(command);
        String type = reply.text("type");
        String verdict = reply.committed()
                ? reply.outcome()
                : reply.reason().isEmpty()
                        ? type.substring(type.lastIndexOf(':') + 1)
                        : reply.reason();
        return reply.status() + " " + verdict;
    }

    /** One line of the table. */
    record Line(List<String> after, String command, String answer, String booking,
            String counters) {
        static Line of(String text) {
            List<String> cells = cells(text);
            return new Line(steps(cells.getFirst()), cells.get(1), cells.get(2), cells.get(3),
                    cells.get(4));
        }
    }

    static Stream<Line> lines() throws IOException {
        return Files.readAllLines(TABLE).stream().filter(line -> line.startsWith("| `"))
                .map(Line::of);
    }

    @Test
    void theTableIsRead() throws IOException {
        assertThat(lines()).hasSizeGreaterThan(50);
    }

    @ParameterizedTest
    @MethodSource("lines")
    void everyLineIsTrue(Line line) {
        assertThat(answer(line.after(), line.command())).isEqualTo(line.answer());
        Reply recorded = functions.booking(booking);
        assertThat(recorded.text("state") + " " + recorded.body().at("/lines/0/remaining"))
                .isEqualTo(line.booking());
        assertThat(functions.counters(resource)).isEqualTo(line.counters());
    }

    private Reply run(String step) {
        String[] words = step.split(" ", -1);
        return switch (words[0]) {
            case "hold" -> functions.hold(booking, resource, 3, "PT10M");
            case "book" -> functions.book(booking, resource, 3);
            case "same" -> Objects.requireNonNull(last.get(words[1])).apply(functions);
            case "confirm" -> confirm();
            case "release" -> release(words);
            case "extend" -> {
                String id = Engine.fresh("extend");
                yield first("extend",
                        all -> all.extend(booking, id, "PT" + words[1] + "M"));
            }
            case "amend" -> {
                String id = Engine.fresh("amend");
                yield first("amend", all -> all.amend(booking, id, Long.parseLong(words[1])));
            }
            case "swap" -> functions.amend(booking, Engine.fresh("swap"),
                    "{\"lines\":[{\"resourceId\":\"" + other + "\",\"units\":3}]}");
            case "gone" -> functions.book(Engine.fresh("taker"), other, 3);
            case "resolve" -> functions.resolve(booking);
            case "expire" -> {
                functions = Functions.on(Engine.embedded(), NOON.plus(Duration.ofMinutes(10)));
                yield functions.resource(resource);
            }
            case "taken" -> functions.book(Engine.fresh("taker"), resource,
                    functions.resource(resource).number("available"));
            default -> throw new IllegalArgumentException("no such step: " + step);
        };
    }

    private Reply confirm() {
        String id = Engine.fresh("confirm");
        return first("confirm", all -> all.confirm(booking, id));
    }

    private Reply release(String[] words) {
        String id = Engine.fresh("release");
        return first("release", words.length == 1
                ? all -> all.release(booking, id)
                : all -> all.release(booking, id, Long.parseLong(words[1])));
    }

    private Reply first(String verb, Function<Functions, Reply> call) {
        last.put(verb, call);
        return call.apply(functions);
    }
}
