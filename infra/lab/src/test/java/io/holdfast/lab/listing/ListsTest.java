package io.holdfast.lab.listing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.lab.BusDouble;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Reply;
import io.holdfast.lab.TestContext;
import io.holdfast.lab.Written;
import io.holdfast.lambda.Route;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.lambda.stream.FailureQueue;
import io.holdfast.lambda.stream.StreamBatch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two routes of lists, as callers see them. */
class ListsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Written written = new Written(NOON);
    private final Functions noon = Functions.on(written.around(Engine.embedded()), NOON);
    private final Functions later = Functions.on(Engine.embedded(),
            NOON.plus(Duration.ofMinutes(20)));
    private final String resource = Engine.fresh("resource");
    private final String other = Engine.fresh("resource");

    @Test
    void theStateIsThatOfTheMomentOfTheRequest() {
        noon.define(resource, 9);
        noon.hold("h-" + resource, resource, 2, "PT10M");
        noon.book("c-" + resource, resource, 1);
        noon.book("r-" + resource, resource, 1);
        noon.release("r-" + resource, "back");
        follow();

        assertThat(states(list(noon, Map.of()))).containsExactlyInAnyOrder("HELD", "CONFIRMED");
        assertThat(states(list(later, Map.of()))).containsExactly("CONFIRMED");
        assertThat(states(list(noon, Map.of("state", "HELD")))).containsExactly("HELD");
        assertThat(states(list(later, Map.of("state", "HELD")))).isEmpty();
        assertThat(states(list(later, Map.of("state", "EXPIRED")))).containsExactly("EXPIRED");
        assertThat(states(list(later, Map.of("state", "RELEASED")))).containsExactly("RELEASED");
        assertThat(states(list(later, Map.of("state", "ALL")))).containsExactlyInAnyOrder(
                "CONFIRMED", "EXPIRED", "RELEASED");
        JsonNode hold = list(noon, Map.of("state", "HELD")).body().at("/bookings/0");
        assertThat(hold.get("bookingId").textValue()).isEqualTo("h-" + resource);
        assertThat(hold.get("expiresAt").textValue()).isEqualTo("2026-03-01T12:10:00.000Z");
        assertThat(hold.at("/lines/0/remaining").intValue()).isEqualTo(2);
    }

    @Test
    void aReferenceListsBookingsWithAllTheirLines() {
        noon.define(resource, 9);
        noon.define(other, 9);
        String reference = "order 4711 & more, " + resource;
        noon.book("b-" + resource, "{\"reference\":\"" + reference + "\",\"lines\":["
                + "{\"resourceId\":\"" + resource + "\",\"units\":1},{\"resourceId\":\"" + other
                + "\",\"units\":2}]}");
        follow();

        Reply page = noon.list(Route.LIST_REFERENCE, "none", Map.of("reference", reference));

        assertThat(page.body().at("/bookings/0/lines")).hasSize(2);
        assertThat(page.body().at("/bookings/0/reference").textValue()).isEqualTo(reference);
        assertThat(noon.list(Route.LIST_REFERENCE, "none", Map.of("reference", "other")).body()
                .get("bookings")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"HELD, 1", "HELD, 3", "ALL, 4", "ALL, 100"})
    void thePagesShowEachBookingOnce(String state, int limit) {
        noon.define(resource, 50);
        for (int i = 0; i < 10; i++) {
            noon.hold("h" + i + "-" + resource, resource, 1, i < 5 ? "PT10M" : "PT20M");
        }
        follow();

        List<String> seen = new ArrayList<>();
        Map<String, String> query = new HashMap<>(
                Map.of("state", state, "limit", Integer.toString(limit)));
        while (true) {
            Reply page = list(noon, query);
            page.body().get("bookings")
                    .forEach(each -> seen.add(each.get("bookingId").textValue()));
            if (!page.body().has("next")) {
                break;
            }
            query.put("after", page.body().get("next").textValue());
        }

        assertThat(seen).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void aResourceThatDoesNotExistHasAnEmptyList() {
        Reply reply = list(noon, Map.of());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().get("bookings")).isEmpty();
        assertThat(reply.body().has("next")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"state, held", "state, PRESENT", "state, ''", "limit, 0", "limit, 101",
            "limit, ten", "limit, ''", "after, %", "after, ''"})
    void aBadParameterIsNamed(String parameter, String value) {
        Reply reply = list(noon, Map.of(parameter, value));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("field")).isEqualTo(parameter);
    }

    @Test
    void aReferenceMustBeGivenAndWithinItsLimit() {
        assertThat(noon.list(Route.LIST_REFERENCE, "none", Map.of()).text("field"))
                .isEqualTo("reference");
        assertThat(noon.list(Route.LIST_REFERENCE, "none", Map.of("reference", "x".repeat(257)))
                .text("field")).isEqualTo("reference");
    }

    @Test
    void withoutAListingTheAnswerSaysSo() {
        Functions off = new Functions(
                Wiring.of(new DynamoDbLedger(Engine.embedded(), Engine.TABLE)));

        Reply reply = list(off, Map.of());

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.text("type")).isEqualTo("urn:holdfast:problem:listing-off");
    }

    private Reply list(Functions functions, Map<String, String> query) {
        return functions.list(Route.LIST_BOOKINGS, resource, query);
    }

    private static List<String> states(Reply page) {
        List<String> states = new ArrayList<>();
        page.body().get("bookings").forEach(each -> states.add(each.get("state").textValue()));
        return states;
    }

    private void follow() {
        assertThat(StreamBatch.of(new BusDouble(), FailureQueue.NONE,
                Functions.wiring(Engine.embedded(), InstantSource.fixed(NOON)),
                new TestContext(60_000)).publish(written.records)).isEmpty();
        written.records.clear();
    }
}
