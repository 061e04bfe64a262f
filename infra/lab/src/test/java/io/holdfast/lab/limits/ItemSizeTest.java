package io.holdfast.lab.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.Limits;
import io.holdfast.engine.Interception;
import io.holdfast.engine.ItemSize;
import io.holdfast.engine.MemoryDynamoDb;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Items;
import io.holdfast.lab.workload.FullWheel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** The sizes of items, which decide what a booking costs: one write unit for each KB begun. */
class ItemSizeTest {
    private static final int LARGEST_ITEM = 400 * 1024;
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<String> HOLDS = List.of("PT5M", "PT10M", "PT15M", "PT20M", "PT30M",
            "PT1H", "PT2H", "P1D");

    private final Functions functions = Functions.on(Engine.embedded());

    @Test
    void theRulesAreTheDocumentedOnes() {
        assertThat(ItemSize.bytes(Map.of("name", AttributeValue.fromS("häh")))).isEqualTo(8);
        assertThat(ItemSize.bytes(Map.of("n", AttributeValue.fromN("1700")))).isEqualTo(3);
        assertThat(ItemSize.bytes(Map.of("n", AttributeValue.fromN("-123")))).isEqualTo(5);
        assertThat(ItemSize.bytes(Map.of("m", AttributeValue.fromM(Map.of())))).isEqualTo(4);
    }

    @Test
    void aResourceWithTheLongestIdFitsOneWriteUnit() {
        String resource = longest("resource");
        functions.define(resource, 1_000_000_000_000L);

        assertThat(item("resource#" + resource, "resource")).isEqualTo(1);
    }

    /** A resource with every slot that it can have at one moment, a million units in each. */
    @Test
    void aResourceWithTheLongestIdAndAFullWheelFitsOneWriteUnit() {
        String resource = longest("resource");
        functions.define(resource, 1_000_000_000_000L);
        FullWheel.fill(Engine.embedded(), resource, 1_000_000);

        Map<String, AttributeValue> item = Items.resource(resource);
        assertThat(Items.expiring(item)).hasSize(FullWheel.SLOTS);
        assertThat(ItemSize.bytes(item)).isLessThan(1024);
    }

    @Test
    void aBookingWithTheLongestIdsAndReferenceFitsOneWriteUnit() {
        String resource = longest("resource");
        String booking = longest("booking");
        functions.define(resource, 1_000_000);
        functions.book(booking, "{\"resourceId\":\"" + resource + "\",\"units\":1000000,"
                + "\"reference\":\"" + "r".repeat(256) + "\"}");

        assertThat(functions.booking(booking).committed()).isTrue();
        assertThat(item("booking#" + booking, "booking")).isEqualTo(1);
    }

    @Test
    void aWeekOfNightsFitsOneWriteUnit() {
        String[] nights = IntStream.range(0, 7)
                .mapToObj(night -> Engine.fresh("city-A-2026-07-0" + night)).toArray(String[]::new);
        for (String night : nights) {
            functions.define(night, 1);
        }
        String booking = Engine.fresh("a-stay-of-a-week");
        functions.bookEach(booking, nights);

        assertThat(functions.booking(booking).committed()).isTrue();
        assertThat(item("booking#" + booking, "booking")).isEqualTo(1);
    }

    /** With ids of 36 characters; the cost page says what follows. */
    @Test
    void aBookingOfTenLinesOrMorePaysForEachKilobyte() {
        assertThat(unitsOfBooking(9)).isEqualTo(1);
        assertThat(unitsOfBooking(10)).isEqualTo(2);
        assertThat(unitsOfBooking(31)).isEqualTo(3);
    }

    /**
     * Whoever reads six intents takes off what its look proves, so a quiet resource never has more.
     * Holds of all usual lengths, confirmed and released, with ids of 36 characters.
     */
    @Test
    void aResourceWithSixIntentsAndAUsualWheelFitsOneWriteUnit() {
        String resource = UUID.randomUUID().toString();
        functions.define(resource, 1_000_000);
        int mostBytes = 0;
        int mostIntents = 0;
        int mostSlots = 0;
        for (int i = 0; i < 60; i++) {
            String booking = UUID.randomUUID().toString();
            Functions now = Functions.on(Engine.embedded(), NOON.plusSeconds(i * 5L));
            assertThat(now.hold(booking, resource, 2, HOLDS.get(i % HOLDS.size())).committed())
                    .isTrue();
            if (i < 48 && i % 3 == 0) {
                assertThat(now.confirm(booking, UUID.randomUUID().toString()).committed())
                        .isTrue();
            } else if (i < 48 && i % 3 == 1) {
                assertThat(now.release(booking, UUID.randomUUID().toString(), 1).committed())
                        .isTrue();
            }
            Map<String, AttributeValue> item = Items.resource(resource);
            mostBytes = Math.max(mostBytes, ItemSize.bytes(item));
            mostIntents = Math.max(mostIntents, intents(item));
            mostSlots = Math.max(mostSlots, Items.expiring(item).size());
        }
        System.out.printf("a resource with %d intents and %d slots: %d bytes%n", mostIntents,
                mostSlots, mostBytes);
        assertThat(mostIntents).isEqualTo(6);
        assertThat(mostBytes).isLessThanOrEqualTo(1024);
    }

    /** As many intents and slots as there is room for, with the longest ids. */
    @Test
    void aResourceWithAFullMapStaysFarBelowTheLargestItem() {
        String resource = longest("resource");
        functions.define(resource, 1_000_000_000_000L);
        FullWheel.fill(Engine.embedded(), resource, 1_000_000);
        Functions dying = Functions.on(withoutRecords(), FullWheel.NOW);
        while (intents(Items.resource(resource)) < Limits.INTENTS) {
            dying.hold(longest("dead"), resource, 1_000_000, "P7D");
        }

        Map<String, AttributeValue> item = Items.resource(resource);
        assertThat(intents(item)).isEqualTo(Limits.INTENTS);
        System.out.println("the largest resource: " + ItemSize.bytes(item) + " bytes");
        assertThat(ItemSize.bytes(item)).isLessThan(8 * 1024);
    }

    /** Records get no answer, so that what was noted stays noted. */
    private static DynamoDbClient withoutRecords() {
        Interception interception = (request, proceed) -> {
            if (request instanceof PutItemRequest) {
                throw SdkClientException.create("no answer");
            }
            return proceed.with(request);
        };
        return interception.around(Engine.embedded());
    }

    private static int intents(Map<String, AttributeValue> resource) {
        return Objects.requireNonNull(resource.get("intents")).m().size();
    }

    private int unitsOfBooking(int lines) {
        String[] resources = IntStream.range(0, lines)
                .mapToObj(line -> UUID.randomUUID().toString()).toArray(String[]::new);
        for (String resource : resources) {
            functions.define(resource, 1);
        }
        String booking = UUID.randomUUID().toString();
        functions.bookEach(booking, resources);
        return item("booking#" + booking, "booking");
    }

    @Test
    void aRefusalWithTheLongestIdsFitsOneWriteUnit() {
        String resource = longest("resource");
        String booking = longest("booking");
        functions.define(resource, 1);
        functions.book(booking, "{\"resourceId\":\"" + resource + "\",\"units\":1000000,"
                + "\"reference\":\"" + "r".repeat(256) + "\"}");

        assertThat(functions.booking(booking).outcome()).isEqualTo("FAILED");
        assertThat(item("booking#" + booking, "booking")).isEqualTo(1);
    }

    /** As many verdicts as there is room for, each with the longest ids and figures. */
    @Test
    void aBookingWithEveryVerdictItCanKeepStaysFarBelowTheLargestItem() {
        DynamoDbClient client = new MemoryDynamoDb();
        Functions memory = Functions.on(client);
        List<String> resources = IntStream.range(0, Limits.LINES)
                .mapToObj(i -> longest("resource")).toList();
        resources.forEach(resource -> memory.define(resource, 1_000_000));
        String booking = longest("booking");
        memory.book(booking, "{\"holdFor\":\"P7D\",\"reference\":\"" + "r".repeat(256)
                + "\",\"lines\":" + lines(resources, 1_000_000) + "}");
        for (int i = 0; i < Limits.COMMANDS; i++) {
            memory.release(booking, longest("some"), "{\"lines\":" + lines(resources, 1) + "}");
            memory.release(booking, longest("failed"),
                    "{\"lines\":" + lines(resources.subList(0, 1), 1_000_000) + "}");
        }
        memory.confirm(booking, longest("confirm"));
        memory.release(booking, longest("everything"));

        Map<String, AttributeValue> item = Items.read(client, "booking#" + booking, "booking");
        assertThat(Items.commands(item)).hasSize(2 * Limits.COMMANDS + 2);
        System.out.println("the largest booking: " + ItemSize.bytes(item) + " bytes");
        assertThat(ItemSize.bytes(item)).isLessThan(LARGEST_ITEM / 2);
    }

    private static String lines(List<String> resources, long units) {
        return resources.stream().map(resource -> "{\"resourceId\":\"" + resource
                + "\",\"units\":" + units + "}").collect(Collectors.joining(",", "[", "]"));
    }

    /** So a booking of one line costs 2 write units, and a refusal 1. */
    private static int item(String pk, String sk) {
        Map<String, AttributeValue> item = Items.read(Engine.embedded(), pk, sk);
        assertThat(item).isNotEmpty();
        return ItemSize.writeUnits(item);
    }

    private static String longest(String kind) {
        String id = Engine.fresh(kind);
        return id + IntStream.range(id.length(), 128).mapToObj(i -> "x")
                .collect(Collectors.joining());
    }
}
