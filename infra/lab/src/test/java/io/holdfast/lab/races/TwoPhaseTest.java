package io.holdfast.lab.races;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the table of infra/docs/two-phase.md, line by line. */
class TwoPhaseTest {
    private static final Path TABLE = Path.of("..", "..", "infra", "docs", "two-phase.md");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final String resource = Engine.fresh("resource");
    private final String booking = Engine.fresh("booking");
    private final Map<String, Function<Functions, Reply>> last = new HashMap<>();
    private Functions functions = Functions.on(Engine.embedded(), NOON);

    /** One line of the table. */
    record Line(List<String> after, String command, String answer, String booking,
            String counters) {
        static Line of(String text) {
            List<String> cells = Arrays.stream(text.split("\\|", -1)).skip(1)
                    .map(cell -> cell.replace("`", "").strip()).toList();
            return new Line(List.of(cells.getFirst().split(", ", -1)), cells.get(1), cells.get(2),
                    cells.get(3), cells.get(4));
        }
    }

    static Stream<Line> lines() throws IOException {
        return Files.readAllLines(TABLE).stream().filter(line -> line.startsWith("| `"))
                .map(Line::of);
    }

    @Test
    void theTableIsRead() throws IOException {
        assertThat(lines()).hasSizeGreaterThan(25);
    }

    @ParameterizedTest
    @MethodSource("lines")
    void everyLineIsTrue(Line line) {
        functions.define(resource, 5);
        line.after().forEach(this::run);

        Reply reply = run(line.command());

        String verdict = reply.committed() ? reply.outcome() : reply.reason();
        assertThat(reply.status() + " " + verdict).isEqualTo(line.answer());
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
