package io.holdfast.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.holdfast.replay.input.Attempt;
import io.holdfast.replay.run.Audit;
import io.holdfast.replay.run.Exchange;
import io.holdfast.replay.run.Run;
import io.holdfast.replay.service.Reply;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
    private static final Instant START = Instant.parse("2026-11-26T03:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void nightsAreAddedUpOverHotelsAndTheMostWantedComeFirst() throws IOException {
        Run run = run(exchange("a", "h:A:2015-07-01", 5, 0, 201, "COMMITTED"),
                exchange("b", "h:A:2015-07-01", 9, 50, 409, "FAILED"),
                exchange("c", "k:B:2015-07-01", 1, 900, 201, "COMMITTED"),
                exchange("d", "h:A:2015-07-02", 1, 990, 201, "COMMITTED"));
        Map<String, Reply> images = new TreeMap<>(Map.of("h:A:2015-07-01", image(5, 5),
                "k:B:2015-07-01", image(5, 1), "h:A:2015-07-02", image(5, 1)));

        Occupancy occupancy = Occupancy.of(run, audit(run, images));

        assertThat(occupancy.nights()).containsExactly(
                new Occupancy.Use("2015-07-01", 15, 6, 10),
                new Occupancy.Use("2015-07-02", 1, 1, 5));
        assertThat(occupancy.mostWanted(1))
                .containsExactly(new Occupancy.Use("h:A:2015-07-01", 14, 5, 5));
        assertThat(HtmlReport.of("in.csv", run, audit(run, images)))
                .contains("Occupancy by night", "All 2 nights", "The audit passed",
                        "5 of 5", "prefers-color-scheme: dark", "scope=\"row\"");
    }

    @Test
    void textFromFilesAndServersIsEscaped() throws IOException {
        Run run = run(exchange("a", "r", 1, 0, 409, "<script>alert(1)</script>"));

        assertThat(HtmlReport.of("<b>&\"'.csv", run, audit(run, Map.of("r", image(5, 3)))))
                .contains("&lt;script&gt;alert(1)", "&lt;b&gt;&amp;&quot;&#39;.csv",
                        "The audit failed", "r has 3 units taken, but its committed bookings")
                .doesNotContain("<script", "<b>&");
    }

    @Test
    void aRunThatSentNothingHasAReport() throws IOException {
        Run run = new Run(
                List.of(new Exchange(attempt("a", "r", 1), Reply.Missing.NOT_SENT, START, 0)),
                Duration.ZERO);

        assertThat(HtmlReport.of("in.csv", run, audit(run, Map.of("r", Reply.Missing.NOT_SENT))))
                .contains("NOT SENT", "The audit failed");
    }

    @Test
    void aLongRunIsDividedIntoFortySpansThatHaveAllAttempts() {
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            exchanges.add(exchange("b" + i, "r", 1, i, 201, "COMMITTED"));
        }

        Timeline timeline = Timeline.of(new Run(exchanges, Duration.ofSeconds(10)));

        assertThat(timeline.spans()).hasSizeBetween(30, 41);
        assertThat(timeline.spans().stream().mapToInt(List::size).sum()).isEqualTo(10_000);
    }

    private static Run run(Exchange... exchanges) {
        return new Run(List.of(exchanges), Duration.ofSeconds(1));
    }

    private static Exchange exchange(String id, String resource, long units, long millis,
            int status,
            String outcome) {
        return new Exchange(attempt(id, resource, units),
                new Reply.Answer(status, JSON.createObjectNode().put("outcome", outcome),
                        Optional.empty()),
                START.plusMillis(millis), 1000);
    }

    private static Attempt attempt(String id, String resource, long units) {
        return new Attempt(id, 2, Optional.empty(), List.of(new Attempt.Line(resource, units)),
                Optional.empty());
    }

    private static Reply image(long capacity, long confirmed) {
        return new Reply.Answer(200, JSON.createObjectNode().put("capacity", capacity)
                .put("available", capacity - confirmed).put("confirmed", confirmed)
                .put("held", 0), Optional.empty());
    }

    private static Audit audit(Run run, Map<String, Reply> images) {
        return Audit.of(run.exchanges().stream().map(each -> new Audit.Repeat(each, each)).toList(),
                images);
    }
}
