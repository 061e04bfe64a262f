package io.holdfast.lab.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.RouteEvent;
import io.holdfast.lab.TestContext;
import io.holdfast.lambda.Route;
import io.holdfast.lambda.invocation.ContextRemainingTime;
import io.holdfast.lambda.invocation.Wiring;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One log line for each verdict; it is a metric as well, and holds no payload. */
class LogTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Functions functions = new Functions(
            new Wiring(new DynamoDbLedger(Engine.embedded(), Engine.TABLE), InstantSource.system(),
                    ContextRemainingTime::new, false, Optional.of("Holdfast/test")));
    private final TestContext context = new TestContext(30_000);
    private final String resource = Engine.fresh("resource");
    private final String booking = Engine.fresh("booking");

    @BeforeEach
    void define() {
        functions.define(resource, 5);
    }

    @Test
    void aVerdictIsALine() {
        send(Route.BOOK, "{\"resourceId\":\"" + resource + "\",\"units\":9,"
                + "\"reference\":\"a secret of the caller\"}");

        JsonNode line = lines().getFirst();
        assertThat(line.get("command").textValue()).isEqualTo("book");
        assertThat(line.get("commandId").textValue()).isEqualTo(booking);
        assertThat(line.get("resourceId").textValue()).isEqualTo(resource);
        assertThat(line.get("outcome").textValue()).isEqualTo("FAILED");
        assertThat(line.get("reason").textValue()).isEqualTo("INSUFFICIENT_CAPACITY");
        assertThat(line.get("replayed").booleanValue()).isFalse();
        assertThat(line.get("requests").intValue()).isEqualTo(2);
        assertThat(line.get("milliseconds").isIntegralNumber()).isTrue();
        assertThat(line.get("requestId").textValue()).isEqualTo("request-1");
        assertThat(context.logged()).doesNotContain("secret").hasLineCount(1);
    }

    @Test
    void everyDoorLogs() {
        send(Route.BOOK, "{\"resourceId\":\"" + resource + "\",\"units\":1}");
        send(Route.CONFIRM, "");
        send(Route.EXTEND, "{\"holdFor\":\"PT1M\"}");
        send(Route.AMEND, "{\"units\":2}");
        send(Route.RELEASE, "");
        send(Route.RESOLVE, "");
        send(Route.DEFINE_RESOURCE, "{\"capacity\":4}");
        functions.invoke("{\"command\":\"resolve\",\"bookingId\":\"" + booking + "\"}", context);
        functions.consume(("{\"Records\":[" + message("m-1") + "," + message("m-2") + "]}")
                .getBytes(StandardCharsets.UTF_8), context);

        assertThat(lines().stream().map(line -> line.get("command").textValue() + " "
                + line.get("outcome").textValue() + " " + line.get("together")))
                .containsExactly("book COMMITTED 1", "confirm COMMITTED 1", "extend FAILED 1",
                        "amend COMMITTED 1", "release COMMITTED 1",
                        "resolve COMMITTED 1", "define COMMITTED 1", "resolve COMMITTED 1",
                        "book COMMITTED 2", "book COMMITTED 2");
        assertThat(lines().getLast().get("requests").intValue()).as("shared").isEqualTo(3);
    }

    @Test
    void theLineIsInTheEmbeddedMetricFormat() {
        send(Route.BOOK, "{\"resourceId\":\"" + resource + "\",\"units\":1}");

        JsonNode line = lines().getFirst();
        JsonNode aws = line.get("_aws");
        assertThat(aws.get("Timestamp").longValue()).isPositive();
        for (JsonNode directive : aws.get("CloudWatchMetrics")) {
            assertThat(directive.get("Namespace").textValue()).isEqualTo("Holdfast/test");
            directive.get("Metrics").forEach(metric -> assertThat(
                    line.get(metric.get("Name").textValue()).isNumber()).isTrue());
            directive.get("Dimensions").forEach(set -> set.forEach(name -> assertThat(
                    line.get(name.textValue()).isTextual()).as(name.textValue()).isTrue()));
        }
    }

    @Test
    void aReplayIsCountedApartFromTheFirstVerdict() {
        send(Route.BOOK, "{\"resourceId\":\"" + resource + "\",\"units\":1}");
        send(Route.BOOK, "{\"resourceId\":\"" + resource + "\",\"units\":1}");
        send(Route.BOOK, "{\"resourceId\":\"" + resource + "\",\"units\":2}");

        assertThat(lines().stream().map(LogTest::counted))
                .containsExactly("Verdicts", "Replays", "Rejected");
    }

    private static String counted(JsonNode line) {
        return line.at("/_aws/CloudWatchMetrics/0/Metrics/0/Name").textValue();
    }

    @Test
    void theLineHasTheIdOfItsDelivery() {
        byte[] event = RouteEvent.of(Route.BOOK, booking, Map.of(),
                ("{\"resourceId\":\"" + resource + "\",\"units\":1}")
                        .getBytes(StandardCharsets.UTF_8));
        functions.invoke(Route.BOOK, event, context);
        functions.consume(("{\"Records\":[" + message("m-1") + "]}")
                .getBytes(StandardCharsets.UTF_8), context);

        assertThat(new String(event, StandardCharsets.UTF_8)).contains("\"requestId\":\""
                + lines().getFirst().get("apiRequestId").textValue() + "\"");
        assertThat(lines().getLast().get("messageId").textValue()).isEqualTo("m-1");
    }

    @Test
    void withoutANamespaceThereAreNoMetrics() {
        Functions.on(Engine.embedded()).invoke(Route.BOOK, RouteEvent.of(Route.BOOK, booking,
                Map.of(), "{\"resourceId\":\"r\",\"units\":1}".getBytes(StandardCharsets.UTF_8)),
                context);

        assertThat(lines().getFirst().has("_aws")).isFalse();
    }

    private void send(Route route, String body) {
        functions.invoke(route,
                RouteEvent.of(route, route == Route.DEFINE_RESOURCE ? resource : booking,
                        Map.of(), body.getBytes(StandardCharsets.UTF_8)),
                context);
    }

    private String message(String id) {
        return "{\"messageId\":\"" + id + "\",\"body\":\"{\\\"command\\\":\\\"book\\\","
                + "\\\"bookingId\\\":\\\"" + Engine.fresh("b") + "\\\",\\\"resourceId\\\":\\\""
                + resource + "\\\",\\\"units\\\":1}\"}";
    }

    private List<JsonNode> lines() {
        List<JsonNode> lines = new ArrayList<>();
        try {
            for (String line : context.logged().strip().split("\n", -1)) {
                lines.add(MAPPER.readTree(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }
}
