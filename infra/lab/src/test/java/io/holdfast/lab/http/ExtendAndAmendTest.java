package io.holdfast.lab.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Reply;
import io.holdfast.lambda.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The routes that extend a hold and amend a booking. */
class ExtendAndAmendTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Functions functions = Functions.on(Engine.embedded(), NOON);
    private final String saturday = Engine.fresh("saturday");
    private final String sunday = Engine.fresh("sunday");
    private final String booking = Engine.fresh("booking");

    @Test
    void anExtensionRepliesWithTheNewEndAndNeverShortens() {
        functions.define(saturday, 1);
        functions.hold(booking, saturday, 1, "PT10M");

        Reply longer = functions.extend(booking, "longer", "PT30M");
        Reply shorter = functions.extend(booking, "shorter", "PT1M");

        assertThat(longer.status()).isEqualTo(200);
        assertThat(longer.text("command")).isEqualTo("extend");
        assertThat(longer.text("expiresAt")).isEqualTo("2026-03-01T12:32:00.000Z");
        assertThat(shorter.committed()).isTrue();
        assertThat(shorter.text("expiresAt")).isEqualTo("2026-03-01T12:32:00.000Z");
        assertThat(functions.booking(booking).text("expiresAt"))
                .isEqualTo("2026-03-01T12:32:00.000Z");
        assertThat(at(31).confirm(booking, "confirm").committed()).isTrue();
    }

    @Test
    void aFullSaturdayIsNotLostForASundayThatIsGone() {
        functions.define(saturday, 1);
        functions.define(sunday, 1);
        functions.book(booking, saturday, 1);
        functions.book(Engine.fresh("other"), sunday, 1);

        Reply refused = functions.amend(booking, "swap", lines(List.of(sunday), 1));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.reason()).isEqualTo("INSUFFICIENT_CAPACITY");
        assertThat(refused.text("detail")).startsWith(sunday
                + " has no units available and 1 more was asked for. Nothing was changed;");
        assertThat(refused.body().get("evidence").toString()).contains(
                "\"resourceId\":\"" + sunday + "\"", "\"requested\":1", "\"available\":0");
        assertThat(functions.counters(saturday)).isEqualTo("0 0 1");
        assertThat(functions.booking(booking).body().get("lines")).hasSize(1);
    }

    @Test
    void aSwapSucceedsOnAFullResourceAndShowsTheLineThatItDropped() {
        functions.define(saturday, 2);
        functions.define(sunday, 1);
        functions.book(booking, saturday, 1);
        functions.book(Engine.fresh("other"), saturday, 1);

        Reply swapped = functions.amend(booking, "swap", lines(List.of(sunday), 1));

        assertThat(swapped.status()).isEqualTo(200);
        assertThat(swapped.body().get("lines")).hasToString("[{\"resourceId\":\"" + saturday
                + "\",\"units\":1,\"remaining\":0},{\"resourceId\":\"" + sunday
                + "\",\"units\":1,\"remaining\":1}]");
        assertThat(functions.counters(saturday)).isEqualTo("1 0 1");
        assertThat(functions.amend(booking, "back", lines(List.of(saturday), 1)).committed())
                .isTrue();
        assertThat(functions.counters(saturday) + ", " + functions.counters(sunday))
                .isEqualTo("0 0 2, 1 0 0");
    }

    @Test
    void theNewLinesOfAHoldEndWithIt() {
        functions.define(saturday, 5);
        functions.define(sunday, 5);
        functions.hold(booking, saturday, 2, "PT10M");

        Reply amended = at(9).amend(booking, "both", lines(List.of(saturday, sunday), 3));

        assertThat(amended.text("expiresAt")).isEqualTo("2026-03-01T12:10:00.000Z");
        assertThat(functions.counters(sunday)).isEqualTo("2 3 0");
        assertThat(at(10).counters(saturday) + ", " + at(10).counters(sunday))
                .isEqualTo("5 0 0, 5 0 0");
    }

    @Test
    void aMonthIsMovedToAnother() {
        List<String> nights = IntStream.range(0, 62)
                .mapToObj(i -> Engine.fresh("night")).toList();
        nights.forEach(night -> functions.define(night, 1));
        functions.book(booking, lines(nights.subList(0, 31), 1));

        assertThat(functions.amend(booking, "move", lines(nights.subList(31, 62), 1)).committed())
                .isTrue();

        assertThat(nights.subList(0, 31)).allMatch(
                night -> functions.counters(night).equals("1 0 0"));
        assertThat(nights.subList(31, 62)).allMatch(
                night -> functions.counters(night).equals("0 0 1"));
    }

    /** If the shortest line has enough, all have. */
    @Test
    void aConfirmThatComesTooLateSaysWhetherItsUnitsAreStillFree() {
        functions.define(saturday, 5);
        functions.define(sunday, 4);
        functions.book(booking, "{\"holdFor\":\"PT10M\"," + lines(List.of(saturday, sunday), 3)
                .substring(1));

        Reply free = at(11).confirm(booking, "late");
        at(11).book(Engine.fresh("other"), sunday, 2);
        Reply taken = at(11).confirm(booking, "later");

        assertThat(free.text("detail")).startsWith("The hold " + booking
                + " expired at 2026-03-01T12:10:00.000Z; " + sunday
                + " has 4 units available and 3 were held.").endsWith(
                        "book again now, under a new id, while the units are still free.");
        assertThat(taken.text("detail")).contains(sunday + " has 2 units available")
                .endsWith("book fewer units under a new id.");
    }

    /** Under the id of another delivery the same lines are set once more, and none is taken twice. */
    @Test
    void withoutAKeyARepetitionChangesNothing() {
        functions.define(saturday, 5);
        functions.hold(booking, saturday, 1, "PT10M");

        for (int i = 0; i < 2; i++) {
            assertThat(functions.call(Route.AMEND, booking, Map.of(), "{\"units\":3}").committed())
                    .isTrue();
            assertThat(functions.call(Route.EXTEND, booking, Map.of(), "{\"holdFor\":\"PT30M\"}")
                    .text("expiresAt")).isEqualTo("2026-03-01T12:32:00.000Z");
        }
        assertThat(functions.counters(saturday)).isEqualTo("2 3 0");
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of(Route.EXTEND, "", "body: is required"),
                Arguments.of(Route.EXTEND, "{}", "holdFor: is required"),
                Arguments.of(Route.EXTEND, "{\"holdFor\":null}", "holdFor: is required"),
                Arguments.of(Route.EXTEND, "{\"holdFor\":600}", "holdFor: must be a string"),
                Arguments.of(Route.EXTEND, "{\"holdFor\":\"PT0S\"}",
                        "holdFor: must be whole seconds from PT1S to P7D"),
                Arguments.of(Route.EXTEND, "{\"holdFor\":\"P7DT1S\"}",
                        "holdFor: must be whole seconds from PT1S to P7D"),
                Arguments.of(Route.EXTEND, "{\"holdFor\":\"10m\"}",
                        "holdFor: must be an ISO-8601 duration"),
                Arguments.of(Route.EXTEND, "{\"holdFor\":\"PT1M\",\"until\":1}",
                        "until: is unknown here; known are holdFor"),
                Arguments.of(Route.AMEND, "", "body: is required"),
                Arguments.of(Route.AMEND, "{}", "lines: is required, or units"),
                Arguments.of(Route.AMEND, "{\"units\":null,\"lines\":null}",
                        "lines: is required, or units"),
                Arguments.of(Route.AMEND, "{\"units\":0}", "units: must be from 1 to 1000000"),
                Arguments.of(Route.AMEND, "{\"units\":1000001}",
                        "units: must be from 1 to 1000000"),
                Arguments.of(Route.AMEND, "{\"units\":1,\"lines\":[]}",
                        "lines: cannot be given together with units"),
                Arguments.of(Route.AMEND, "{\"lines\":[]}",
                        "lines: must have from 1 to 31 entries"),
                Arguments.of(Route.AMEND, lines(List.of("a", "a"), 1),
                        "lines[1].resourceId: appears twice"),
                Arguments.of(Route.AMEND, lines(List.of("a"), 0),
                        "lines[0].units: must be from 1 to 1000000"),
                Arguments.of(Route.AMEND,
                        "{\"lines\":[{\"resourceId\":\"a\",\"units\":1,\"expectedVersion\":1}]}",
                        "lines[0].expectedVersion: is unknown here; known are resourceId, units"),
                Arguments.of(Route.AMEND, lines(IntStream.range(0, 32).mapToObj(i -> "r" + i)
                        .toList(), 1), "lines: must have from 1 to 31 entries"),
                Arguments.of(Route.AMEND, "{\"holdFor\":\"PT1M\"}", "holdFor: is unknown here"));
    }

    @ParameterizedTest(name = "{index}: {2}")
    @MethodSource("bodies")
    void aBadBodyIsRefusedByField(Route route, String body, String detail) {
        functions.define(saturday, 5);
        functions.hold(booking, saturday, 1, "PT10M");

        Reply reply = functions.call(route, booking, Map.of(), body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("detail")).startsWith(detail)
                .startsWith(reply.text("field") + ": ");
        assertThat(functions.counters(saturday)).isEqualTo("4 1 0");
    }

    private static Functions at(int minutes) {
        return Functions.on(Engine.embedded(), NOON.plus(Duration.ofMinutes(minutes)));
    }

    private static String lines(List<String> resources, int units) {
        return resources.stream().map(each -> "{\"resourceId\":\"" + each + "\",\"units\":" + units
                + "}").collect(Collectors.joining(",", "{\"lines\":[", "]}"));
    }
}
