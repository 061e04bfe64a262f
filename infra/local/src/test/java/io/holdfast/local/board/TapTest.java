package io.holdfast.local.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.holdfast.local.invocation.LocalContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The board costs a function nothing while nobody looks, and changes nothing while somebody does. */
class TapTest {
    private static final String EVENT = """
            {"Records":[{"dynamodb":{"Keys":{"pk":{"S":"resource#r-1"},"sk":{"S":"resource"}}}},
            {"dynamodb":{"Keys":{"pk":{"S":"booking#b-1"},"sk":{"S":"booking"}}}}]}
            """;

    private final List<String> lines = new ArrayList<>();
    private final List<String> resources = new ArrayList<>();
    private final List<Object> got = new ArrayList<>();
    private final InputStream input = new ByteArrayInputStream(
            EVENT.getBytes(StandardCharsets.UTF_8));
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final Context context = new LocalContext("test");
    private boolean watched;
    private final Tap tap = new Tap(() -> watched, (door, line) -> lines.add(door + " " + line),
            resources::add);

    @Test
    void whileNobodyLooksAFunctionGetsExactlyWhatItGetsWithoutABoard() throws IOException {
        for (RequestStreamHandler function : List.of(tap.around("http", this::note),
                tap.ofStream(this::note))) {
            got.clear();
            function.handleRequest(input, output, context);
            assertThat(got.get(0)).isSameAs(input);
            assertThat(got.get(1)).isSameAs(output);
            assertThat(got.get(2)).isSameAs(context);
        }
        tap.line("race").accept("x");

        assertThat(lines).isEmpty();
        assertThat(resources).isEmpty();
    }

    @Test
    void whileSomebodyLooksTheLinesArePassedOnWithTheirDoor() throws IOException {
        watched = true;
        tap.around("queue", (in, out, given) -> {
            given.getLogger().log("a line");
            assertThat(given.getAwsRequestId()).isEqualTo(context.getAwsRequestId());
        }).handleRequest(input, output, context);
        tap.line("race").accept("another");

        assertThat(lines).containsExactly("queue a line", "race another");
    }

    @Test
    void whileSomebodyLooksTheFunctionOfTheStreamStillGetsItsWholeEvent() throws IOException {
        watched = true;
        List<String> events = new ArrayList<>();
        tap.ofStream((in, out, given) -> events
                .add(new String(in.readAllBytes(), StandardCharsets.UTF_8)))
                .handleRequest(input, output, context);

        assertThat(events).containsExactly(EVENT);
        assertThat(resources).containsExactly("r-1");
    }

    @Test
    void theFeedKeepsANamedNumberOfVerdictsAndLeavesOutOtherLines() {
        Feed feed = new Feed(resources::add);
        feed.add("http", "no JSON");
        feed.add("http", "{\"level\":\"WARN\",\"message\":\"unlisted\"}");
        for (int i = 0; i < Feed.MOST_PENDING + 1; i++) {
            feed.add("http", "{\"outcome\":\"COMMITTED\",\"commandId\":\"b-" + i
                    + "\",\"resourceId\":\"r\"}");
        }

        assertThat(feed.lines()).hasSize(Feed.MOST_LINES);
        assertThat(feed.drain()).hasSize(Feed.MOST_PENDING).first()
                .matches(first -> first.get("number").asInt() == 2);
        assertThat(feed.drain()).isEmpty();
        assertThat(resources).hasSize(Feed.MOST_PENDING + 1);
    }

    private void note(InputStream in, Object out, Context given) {
        got.addAll(List.of(in, out, given));
    }
}
