package io.holdfast.lab.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Reply;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What extensions and amendments cost: requests, read units and write units, with ids of 36
 * characters.
 */
class UnitsOfAmendmentsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Consumption consumed = new Consumption();
    private final Functions functions = Functions.on(consumed.around(Engine.embedded()), NOON);
    private final String booking = id();

    @Test
    void anExtension() {
        hold(resources(1), 2);

        assertThat(functions.extend(booking, "longer", "PT20M").committed()).isTrue();
        assertThat(consumed.summary()).isEqualTo("4; 2; 2");
        consumed.forget();
        functions.extend(booking, "longer", "PT20M");
        assertThat(consumed.summary()).as("a replay").isEqualTo("1; 1; 0");
        consumed.forget();
        assertThat(functions.extend(booking, "shorter", "PT5M").committed()).isTrue();
        assertThat(consumed.summary()).as("that moves nothing").isEqualTo("2; 1; 1");
    }

    @Test
    void anExtensionOfThreeLines() {
        hold(resources(3), 2);

        assertThat(functions.extend(booking, id(), "PT20M").committed()).isTrue();
        assertThat(consumed.summary()).isEqualTo("6; 4; 4");
    }

    @Test
    void anAmendmentOfOneLine() {
        hold(resources(1), 2);

        assertThat(functions.amend(booking, id(), 3).committed()).isTrue();
        assertThat(consumed.summary()).as("up").isEqualTo("4; 2; 2");
        consumed.forget();
        assertThat(functions.amend(booking, id(), 1).committed()).isTrue();
        assertThat(consumed.summary()).as("down").isEqualTo("5; 2; 3");
        consumed.forget();
        assertThat(functions.amend(booking, id(), 1).committed()).isTrue();
        assertThat(consumed.summary()).as("to what it has").isEqualTo("2; 1; 1");
    }

    @Test
    void aRefusedAmendment() {
        hold(resources(1), 2);

        assertThat(functions.amend(booking, id(), 99).reason())
                .isEqualTo("INSUFFICIENT_CAPACITY");
        assertThat(consumed.summary()).isEqualTo("3; 2; 1");
    }

    /** It reads the resources to say whether the units are still free. */
    @Test
    void aConfirmThatComesTooLate() {
        hold(resources(1), 2);
        Functions late = Functions.on(consumed.around(Engine.embedded()),
                NOON.plusSeconds(900));

        assertThat(late.confirm(booking, id()).reason()).isEqualTo("HOLD_EXPIRED");
        assertThat(consumed.summary()).isEqualTo("3; 2; 1");
    }

    @Test
    void aSwapOfOneResourceForAnother() {
        List<String> both = resources(2);
        hold(both.subList(0, 1), 2);

        assertThat(swap(both.subList(1, 2), 2).committed()).isTrue();
        assertThat(consumed.summary()).isEqualTo("6; 3; 4");
    }

    /**
     * Only the lines that change are noted: a guest stays an eighth night. The record of eight lines
     * and an entry is more than a kilobyte.
     */
    @Test
    void oneMoreLineOfMany() {
        List<String> nights = resources(8);
        hold(nights.subList(0, 7), 1);

        assertThat(swap(nights, 1).committed()).isTrue();
        assertThat(consumed.summary()).isEqualTo("4; 2; 3");
    }

    /** 62 notes, 31 settlements, and a record that grows to 7 KB. */
    @Test
    void aMonthMovedToAnother() {
        List<String> all = resources(62);
        hold(all.subList(0, 31), 1);

        assertThat(swap(all.subList(31, 62), 1).committed()).isTrue();
        System.out.println("31 lines moved to 31 others: " + consumed.summary());
        assertThat(consumed.summary()).isEqualTo("96; 63; 100");
        for (String resource : all) {
            boolean now = all.indexOf(resource) >= 31;
            assertThat(functions.counters(resource)).isEqualTo(now ? "4 1 0" : "5 0 0");
        }
    }

    private List<String> resources(int count) {
        List<String> ids = IntStream.range(0, count).mapToObj(i -> id()).toList();
        ids.forEach(each -> functions.define(each, 5));
        return ids;
    }

    private void hold(List<String> resources, int units) {
        assertThat(functions.book(booking,
                "{\"holdFor\":\"PT10M\",\"lines\":" + lines(resources, units) + "}").committed())
                .isTrue();
        consumed.forget();
    }

    private Reply swap(List<String> resources, int units) {
        return functions.amend(booking, id(), "{\"lines\":" + lines(resources, units) + "}");
    }

    private static String lines(List<String> resources, int units) {
        return resources.stream().map(each -> "{\"resourceId\":\"" + each + "\",\"units\":" + units
                + "}").collect(Collectors.joining(",", "[", "]"));
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }
}
