package io.holdfast.lab.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.Limits;
import io.holdfast.engine.ItemSize;
import io.holdfast.engine.MemoryDynamoDb;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Items;
import io.holdfast.lab.Reply;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A hold is extended ten times at most, a booking amended a hundred times, and it names a hundred
 * resources in its life; it can be confirmed and released whatever went before.
 */
class AmendmentLimitsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final int LARGEST_ITEM = 400 * 1024;

    private final DynamoDbClient client = new MemoryDynamoDb();
    private final Functions functions = Functions.on(client, NOON);
    private final String booking = Engine.fresh("booking");

    @Test
    void theEleventhExtensionHasNoRoom() {
        functions.define("room", 5);
        functions.hold(booking, "room", 3, "PT10M");
        for (int i = 1; i <= Limits.EXTENSIONS; i++) {
            assertThat(functions.extend(booking, "longer-" + i, "PT" + (20 + i) + "M").committed())
                    .isTrue();
        }
        String end = functions.booking(booking).text("expiresAt");

        Reply eleventh = functions.extend(booking, "longer-11", "P1D");

        assertThat(eleventh.status()).isEqualTo(422);
        assertThat(eleventh.text("type")).isEqualTo("urn:holdfast:problem:too-many-commands");
        assertThat(eleventh.text("detail")).contains("one more COMMITTED extension",
                "of which 10 are extensions");
        assertThat(functions.booking(booking).text("expiresAt")).isEqualTo(end);
        assertThat(functions.extend(booking, "longer-3", "PT23M").committed()).as("a replay")
                .isTrue();
        assertThat(functions.amend(booking, "more", 4).committed()).as("has room").isTrue();
        assertThat(functions.confirm(booking, "confirm").committed()).isTrue();
    }

    @Test
    void theHundredAndFirstAmendmentHasNoRoomButTheConfirmAndTheReleaseHave() {
        functions.define("room", 5);
        functions.hold(booking, "room", 1, "PT10M");
        for (int i = 0; i < Limits.COMMANDS; i++) {
            assertThat(functions.amend(booking, "amend-" + i, 1 + (i + 1) % 2).committed())
                    .isTrue();
        }

        Reply more = functions.amend(booking, "one-more", 2);

        assertThat(more.status()).isEqualTo(422);
        assertThat(more.text("detail")).contains("one more COMMITTED amendment");
        assertThat(functions.extend(booking, "longer", "PT20M").status()).as("the same room")
                .isEqualTo(422);
        assertThat(functions.release(booking, "some", "{\"units\":1}").status()).isEqualTo(422);
        assertThat(functions.counters("room")).isEqualTo("4 1 0");
        assertThat(functions.confirm(booking, "confirm").committed()).isTrue();
        assertThat(functions.release(booking, "release").committed()).isTrue();
        assertThat(functions.counters("room")).isEqualTo("5 0 0");
    }

    @Test
    void theHundredAndFirstResourceIsInvalid() {
        List<String> resources = resources(Limits.RECORDED_LINES + 1);
        hold(resources.subList(0, 1));
        for (int i = 1; i < Limits.RECORDED_LINES; i++) {
            assertThat(amend("swap-" + i % 31 + "-" + i, resources.subList(i, i + 1)).committed())
                    .isTrue();
        }

        Reply beyond = amend("beyond", resources.subList(100, 101));

        assertThat(beyond.status()).isEqualTo(400);
        assertThat(beyond.text("field")).isEqualTo("lines");
        assertThat(beyond.text("problem")).contains("100 resources");
        assertThat(functions.booking(booking).body().get("lines"))
                .hasSize(Limits.RECORDED_LINES);
        assertThat(functions.counters(resources.get(99))).as("the last one is kept")
                .isEqualTo("999999 1 0");
        assertThat(functions.counters(resources.getFirst())).isEqualTo("1000000 0 0");
    }

    @Test
    void unitsOfABookingOfSeveralLinesAreInvalid() {
        hold(resources(2));

        Reply reply = functions.amend(booking, "amend", 2);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("field")).isEqualTo("units");
    }

    /**
     * As many resources and verdicts as there is room for, with the longest ids: every amendment
     * moves all of its 31 lines to 31 others.
     */
    @Test
    void theLargestAmendedBookingStaysFarBelowTheLargestItem() {
        List<String> resources = resources(Limits.RECORDED_LINES);
        hold(resources.subList(0, 31));
        for (int i = 0; i < Limits.COMMANDS; i++) {
            int from = List.of(31, 62, 69, 0).get(i % 4);
            assertThat(amend(longest("amend"), resources.subList(from, from + 31)).committed())
                    .isTrue();
            assertThat(functions.release(booking, longest("failed"), "{\"lines\":"
                    + lines(resources.subList(from, from + 1), 1_000_000) + "}").reason())
                    .isEqualTo("ILLEGAL_STATE");
        }
        assertThat(functions.confirm(booking, longest("confirm")).committed()).isTrue();
        assertThat(functions.release(booking, longest("release")).committed()).isTrue();

        Map<String, AttributeValue> item = Items.read(client, "booking#" + booking, "booking");
        assertThat(Items.commands(item)).hasSize(2 * Limits.COMMANDS + 2);
        System.out.println("the largest amended booking: " + ItemSize.bytes(item) + " bytes");
        assertThat(ItemSize.bytes(item)).isLessThan(LARGEST_ITEM / 2);
    }

    private List<String> resources(int count) {
        List<String> resources = IntStream.range(0, count).mapToObj(i -> longest("room")).toList();
        resources.forEach(each -> functions.define(each, 1_000_000));
        return resources;
    }

    private void hold(List<String> resources) {
        assertThat(functions.book(booking,
                "{\"holdFor\":\"PT10M\",\"lines\":" + lines(resources, 1) + "}").committed())
                .isTrue();
    }

    private Reply amend(String command, List<String> resources) {
        return functions.amend(booking, command, "{\"lines\":" + lines(resources, 1) + "}");
    }

    private static String lines(List<String> resources, long units) {
        return resources.stream().map(each -> "{\"resourceId\":\"" + each + "\",\"units\":" + units
                + "}").collect(Collectors.joining(",", "[", "]"));
    }

    private static String longest(String kind) {
        String id = Engine.fresh(kind);
        return id + "x".repeat(Limits.ID_LENGTH - id.length());
    }
}
