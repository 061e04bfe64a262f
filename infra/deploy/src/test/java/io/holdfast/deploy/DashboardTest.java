package io.holdfast.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** CloudWatch takes a dashboard with mistakes, and leaves the widget empty. */
class DashboardTest {
    private static final int COLUMNS = 24;
    private static final Template TEMPLATE = Template.read();
    private static final Pattern NAME = Pattern.compile("[a-z]\\w*");

    @Test
    void noWidgetHidesAnother() throws IOException {
        Set<List<Integer>> taken = new HashSet<>();
        for (JsonNode widget : widgets()) {
            int right = widget.get("x").intValue() + widget.get("width").intValue();
            int bottom = widget.get("y").intValue() + widget.get("height").intValue();
            assertThat(right).isLessThanOrEqualTo(COLUMNS);
            for (int x = widget.get("x").intValue(); x < right; x++) {
                for (int y = widget.get("y").intValue(); y < bottom; y++) {
                    assertThat(taken.add(List.of(x, y))).as("%s at %d, %d", title(widget), x, y)
                            .isTrue();
                }
            }
        }
    }

    /** Every chart is a question, except the table that explains one. */
    @Test
    void everyChartAsksAQuestion() throws IOException {
        for (JsonNode widget : widgets()) {
            assertThat(widget.get("type").textValue().equals("text")
                    || title(widget).contains("?")).as(title(widget)).isTrue();
        }
    }

    @Test
    void itSaysWhoIsFoughtOverAndWhatWouldHelp() throws IOException {
        String text = widgets().stream()
                .filter(widget -> widget.get("type").textValue().equals("text")).findFirst()
                .orElseThrow().at("/properties/markdown").textValue();
        String query = widgets().stream()
                .filter(widget -> widget.at("/properties/query").asText().contains("resourceId"))
                .findFirst().orElseThrow().at("/properties/query").textValue();

        for (String column : List.of("soldOut", "throttled", "contention", "inDoubt",
                "requestsPerCommitted")) {
            assertThat(text).contains(column);
            assertThat(query).contains(" as " + column);
        }
    }

    @Test
    void everyQueryReadsTheLogOfTheFunctions() throws IOException {
        assertThat(widgets()).filteredOn(widget -> widget.get("type").textValue().equals("log"))
                .isNotEmpty().allSatisfy(widget -> assertThat(
                        widget.at("/properties/query").textValue())
                        .startsWith("SOURCE '${FunctionLogs}' | "));
    }

    /** An expression names metrics of its own widget by their ids. */
    @Test
    void everyExpressionKnowsItsMetrics() throws IOException {
        int expressions = 0;
        for (JsonNode widget : widgets()) {
            Set<String> ids = new HashSet<>(widget.findValuesAsText("id"));
            for (String expression : widget.findValuesAsText("expression")) {
                if (!expression.startsWith("SEARCH")) {
                    expressions++;
                    assertThat(ids).containsAll(NAME.matcher(expression).results()
                            .map(MatchResult::group).toList());
                }
            }
        }
        assertThat(expressions).isPositive();
    }

    private static String title(JsonNode widget) {
        return widget.at("/properties/title").asText();
    }

    private static List<JsonNode> widgets() throws IOException {
        JsonNode body = new ObjectMapper().readTree(TEMPLATE.resource("Dashboard")
                .at("/Properties/DashboardBody/Fn::Sub").textValue());
        return body.get("widgets").valueStream().toList();
    }
}
