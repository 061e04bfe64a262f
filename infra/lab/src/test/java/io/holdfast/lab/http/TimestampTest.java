package io.holdfast.lab.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Reply;
import io.holdfast.lambda.json.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Times sort as text, wherever callers read them. */
class TimestampTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT.*");
    private static final Pattern THREE_DIGITS = Pattern
            .compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");

    @Test
    void timesSortAsTheInstantsDo() {
        List<Instant> instants = Stream.of(0, 1, 10, 500, 999, 1_000, 1_500, 60_000)
                .map(NOON::plusMillis).toList();

        assertThat(instants.stream().map(Timestamp::text)).isSorted()
                .startsWith("2026-03-01T12:00:00.000Z", "2026-03-01T12:00:00.001Z",
                        "2026-03-01T12:00:00.010Z");
    }

    /** At a whole second: there a fraction is most easily left out. */
    @Test
    void everyTimeInAReplyHasThreeDigitsOfFraction() {
        Functions noon = Functions.on(Engine.embedded(), NOON);
        String resource = Engine.fresh("resource");
        String booking = Engine.fresh("booking");

        List<Reply> replies = List.of(noon.define(resource, 5),
                noon.hold(booking, resource, 2, "PT10M"),
                noon.book(Engine.fresh("booking"), resource, 9),
                noon.confirm(booking, "confirm"), noon.release(booking, "release"),
                noon.booking(booking), noon.resolve(Engine.fresh("booking")));

        List<String> times = new ArrayList<>();
        replies.forEach(reply -> collect(reply.body(), times));
        assertThat(times).hasSizeGreaterThanOrEqualTo(12).allMatch(
                time -> THREE_DIGITS.matcher(time).matches());
        assertThat(times).contains("2026-03-01T12:00:00.000Z",
                Timestamp.text(NOON.plus(Duration.ofMinutes(10))));
    }

    private static void collect(JsonNode node, List<String> times) {
        if (node.isTextual() && TIME.matcher(node.textValue()).matches()) {
            times.add(node.textValue());
        }
        node.forEach(each -> collect(each, times));
    }
}
