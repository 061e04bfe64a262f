package io.holdfast.lab.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Interception;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The table at the end of design section 4: requests, read units and write units of each operation,
 * with ids of 36 characters.
 */
class UnitsOfOperationsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Consumption consumed = new Consumption();
    private final Functions functions = Functions.on(consumed.around(Engine.embedded()), NOON);
    private final String resource = id();
    private final String booking = id();

    @ParameterizedTest(name = "{0} lines: {1}")
    @CsvSource({"1, 3; 2; 2", "3, 5; 4; 4", "9, 11; 10; 10", "31, 33; 32; 34"})
    void aBookingOfSeveralLines(int lines, String expected) {
        String[] resources = resources(lines);

        assertThat(functions.bookEach(booking, resources).committed()).isTrue();
        assertThat(consumed.summary()).isEqualTo(expected);
        consumed.forget();
        functions.bookEach(booking, resources);
        assertThat(consumed.summary()).as("a replay").isEqualTo("1; " + (lines + 1) + "; 0");
    }

    @ParameterizedTest(name = "{0} lines: a hold {1}, its confirm {2}, its release {3}")
    @CsvSource({"1, 3; 2; 2, 4; 2; 2, 5; 2; 3", "3, 5; 4; 4, 6; 4; 4, 9; 4; 7"})
    void aHoldItsConfirmAndItsRelease(int lines, String hold, String confirm, String release) {
        String[] resources = resources(lines);

        assertThat(hold(resources).committed()).isTrue();
        assertThat(consumed.summary()).isEqualTo(hold);
        consumed.forget();
        String command = id();
        assertThat(functions.confirm(booking, command).committed()).isTrue();
        assertThat(consumed.summary()).isEqualTo(confirm);
        consumed.forget();
        functions.confirm(booking, command);
        assertThat(consumed.summary()).as("a replay").isEqualTo("1; 1; 0");
        consumed.forget();
        assertThat(functions.release(booking, id()).committed()).isTrue();
        assertThat(consumed.summary()).isEqualTo(release);
    }

    @Test
    void aReleaseOfAHold() {
        hold(resources(1));
        consumed.forget();

        assertThat(functions.release(booking, id()).committed()).isTrue();
        assertThat(consumed.summary()).isEqualTo("5; 2; 3");
    }

    @Test
    void aHoldThatExpiresCostsNothing() {
        functions.define(resource, 1);
        hold(resource);
        consumed.forget();

        assertThat(later().book(id(), resource, 1).committed()).isTrue();
        assertThat(consumed.summary()).as("what any booking costs").isEqualTo("3; 2; 2");
    }

    @Test
    void aDefinition() {
        functions.define(resource, 1);
        assertThat(consumed.summary()).isEqualTo("4; 2; 3");
        consumed.forget();

        functions.define(resource, 5);
        assertThat(consumed.summary()).isEqualTo("4; 2; 3");
        consumed.forget();
        functions.define(resource, 3);
        assertThat(consumed.summary()).as("a cut").isEqualTo("4; 2; 3");
    }

    /** The note of ten bookings is just within a kilobyte, that of ten holds is not. */
    @ParameterizedTest(name = "{0} of ten: {1}, of ten more while they are still noted: {2}")
    @CsvSource({"bookings, 3; 11; 11, 4; 21; 11", "holds, 3; 11; 12, 4; 21; 12"})
    void tenBookingsInABatch(String kind, String first, String second) {
        functions.define(resource, 20);
        String more = kind.equals("holds") ? ",\"holdFor\":\"PT10M\"" : "";
        consumed.forget();

        assertThat(functions.batch(bookings(10, more))).allMatch(Reply::committed);
        assertThat(consumed.requests()).containsExactly("BatchGetItem", "UpdateItem",
                "BatchExecuteStatement");
        assertThat(consumed.summary()).isEqualTo(first);
        consumed.forget();
        assertThat(functions.batch(bookings(10, more))).allMatch(Reply::committed);
        assertThat(consumed.requests()).containsExactly("BatchGetItem", "BatchGetItem",
                "UpdateItem", "BatchExecuteStatement");
        assertThat(consumed.summary()).isEqualTo(second);
        assertThat(functions.resource(resource).number("available")).isZero();
    }

    @Test
    void aRefusedBooking() {
        functions.define(resource, 0);
        consumed.forget();

        assertThat(functions.book(booking, resource, 1).reason())
                .isEqualTo("INSUFFICIENT_CAPACITY");
        assertThat(consumed.summary()).isEqualTo("2; 2; 1");
    }

    /** By this clock the hold is alive, but a faster one has collected its slot. */
    @Test
    void aRefusedConfirm() {
        functions.define(resource, 1);
        hold(resource);
        later().book(id(), resource, 1);
        consumed.forget();

        assertThat(functions.confirm(booking, id()).reason()).isEqualTo("HOLD_EXPIRED");
        assertThat(consumed.summary()).isEqualTo("3; 2; 1");
    }

    @Test
    void aLostRaceOfABooking() {
        functions.define(resource, 1);
        Functions racing = beforeTheNote(
                () -> Functions.on(Engine.embedded(), NOON).book(id(), resource, 1));
        consumed.forget();

        assertThat(racing.book(booking, resource, 1).reason()).as("the rival is in doubt")
                .isEqualTo("CONTENTION");
        assertThat(consumed.summary()).isEqualTo("3; 2; 2");
    }

    @Test
    void aLostRaceOfAConfirm() {
        functions.define(resource, 1);
        hold(resource);
        Functions racing = beforeTheNote(() -> later().book(id(), resource, 1));
        consumed.forget();

        assertThat(racing.confirm(booking, id()).reason()).isEqualTo("HOLD_EXPIRED");
        assertThat(consumed.summary()).as("with the rival's own 3; 2; 2").isEqualTo("7; 4; 4");
    }

    @Test
    void aResolve() {
        functions.resolve(booking);

        assertThat(consumed.summary()).isEqualTo("1; 0; 1");
    }

    /** A look costs one request, and a read unit for each intent; the note stays one write. */
    @Test
    void aBookingThatLooks() {
        functions.define(resource, 20);
        for (int i = 0; i < 6; i++) {
            assertThat(functions.book(id(), resource, 1).committed()).isTrue();
        }
        consumed.forget();

        assertThat(functions.book(booking, resource, 1).committed()).isTrue();
        assertThat(consumed.summary()).isEqualTo("4; 8; 2");
        consumed.forget();
        functions.book(id(), resource, 1);
        assertThat(consumed.summary()).as("whose map was cleared").isEqualTo("3; 2; 2");
    }

    @Test
    void aReadOfManyResources() {
        String[] resources = resources(31);

        functions.resources(String.join(",", resources));
        assertThat(consumed.summary()).isEqualTo("1; 31; 0");
        consumed.forget();
        functions.bookEach(booking, resources[0], resources[1]);
        functions.book(id(), resources[1], 1);
        consumed.forget();
        functions.resources(String.join(",", resources));
        assertThat(consumed.summary()).as("young commands are not looked at")
                .isEqualTo("1; 31; 0");
        consumed.forget();
        later().resources(String.join(",", resources));
        assertThat(consumed.summary()).as("the record of the one that is noted on two")
                .isEqualTo("2; 32; 0");
    }

    private Functions beforeTheNote(Runnable rival) {
        AtomicInteger updates = new AtomicInteger();
        Interception race = (request, proceed) -> {
            if (request instanceof UpdateItemRequest && updates.getAndIncrement() == 0) {
                rival.run();
            }
            return proceed.with(request);
        };
        return Functions.on(race.around(consumed.around(Engine.embedded())), NOON);
    }

    private Functions later() {
        return Functions.on(consumed.around(Engine.embedded()), NOON.plus(Duration.ofMinutes(11)));
    }

    private String[] resources(int lines) {
        String[] resources = IntStream.range(0, lines).mapToObj(i -> id())
                .toArray(String[]::new);
        for (String each : resources) {
            functions.define(each, 1);
        }
        consumed.forget();
        return resources;
    }

    private Reply hold(String... resources) {
        return functions.book(booking, "{\"holdFor\":\"PT10M\",\"lines\":["
                + String.join(",", List.of(resources).stream()
                        .map(each -> "{\"resourceId\":\"" + each + "\",\"units\":1}").toList())
                + "]}");
    }

    private List<String> bookings(int count, String more) {
        return IntStream.range(0, count).mapToObj(i -> "{\"command\":\"book\",\"bookingId\":\""
                + id() + "\",\"resourceId\":\"" + resource + "\",\"units\":1" + more + "}")
                .toList();
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }
}
