package io.holdfast.lab.races;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Interception;
import io.holdfast.engine.Schedules.Trial;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Items;
import io.holdfast.lab.Reply;
import io.holdfast.lab.workload.History;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** One command that is delivered twice: the second delivery adopts what the first has noted. */
class AdoptionTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Functions noon = at(Duration.ZERO);
    private final String resource = Engine.fresh("resource");
    private final String second = Engine.fresh("second");
    private final String booking = Engine.fresh("booking");

    /** The last unit is noted for the first delivery, and is the second delivery's too. */
    @Test
    void twoDeliveriesAtOnceOfTheLastUnitAreOneBooking() {
        Orders.explore(Engine.embedded(), client -> {
            String one = Engine.fresh("resource");
            String id = Engine.fresh("booking");
            noon.define(one, 1);
            History history = new History(noon);
            Functions functions = Functions.on(client, NOON);
            Runnable delivery = () -> history.record(id, () -> functions.book(id, one, 1));
            return new Trial(List.of(delivery, delivery), () -> {
                history.check(one);
                assertThat(history.about(id)).allMatch(Reply::committed);
                assertThat(noon.counters(one)).isEqualTo("0 0 1");
            });
        });
    }

    /** Their clocks give different slots; whoever notes first decides the slot of all lines. */
    @Test
    void twoDeliveriesAtOnceOfAHoldWithDifferentClocksEndInOneSlot() {
        Orders.explore(Engine.embedded(), client -> {
            String one = Engine.fresh("resource");
            String two = Engine.fresh("second");
            String id = Engine.fresh("booking");
            noon.define(one, 1);
            noon.define(two, 1);
            History history = new History(noon);
            Runnable early = () -> history.record(id,
                    () -> holdBoth(Functions.on(client, NOON), id, one, two));
            Runnable late = () -> history.record(id, () -> holdBoth(
                    Functions.on(client, NOON.plus(Duration.ofMinutes(4))), id, one, two));
            return new Trial(List.of(early, late), () -> {
                history.check(one, two);
                assertThat(history.about(id)).as("decided").allMatch(
                        reply -> reply.committed() || reply.reason().equals("CONTENTION"));
            });
        });
    }

    @Test
    void aLaterDeliveryTakesTheSlotOverForTheLinesStillToBeNoted() {
        noon.define(resource, 1);
        noon.define(second, 1);
        assertThat(holdBoth(dyingAfterNotes(1), booking, resource, second).status())
                .isEqualTo(503);

        Reply adopted = holdBoth(at(Duration.ofMinutes(4)), booking, resource, second);

        assertThat(adopted.committed()).isTrue();
        assertThat(adopted.text("expiresAt")).as("as its first delivery noted")
                .isEqualTo("2026-03-01T12:10:00.000Z");
        assertThat(Items.expiring(Items.resource(second)).keySet())
                .isEqualTo(Items.expiring(Items.resource(resource)).keySet());
        assertThat(noon.confirm(booking, "confirm").committed()).isTrue();
        assertThat(noon.counters(resource) + ", " + noon.counters(second))
                .isEqualTo("0 0 1, 0 0 1");
    }

    @Test
    void aSlotThatHasExpiredIsNotAdopted() {
        noon.define(resource, 1);
        noon.define(second, 1);
        holdBoth(dyingAfterNotes(1), booking, resource, second);

        Functions late = at(Duration.ofMinutes(11));
        Reply reply = holdBoth(late, booking, resource, second);

        History history = new History(late);
        history.record(booking, () -> reply);
        String next = Engine.fresh("next");
        history.record(next, () -> late.bookEach(next, resource, second));
        history.check(resource, second);
        assertThat(reply.committed()).as("a hold that is over is never made").isFalse();
        assertThat(history.about(next)).as("it is in nobody's way").allMatch(Reply::committed);
    }

    @Test
    void aSlotThatAFasterClockHasCollectedIsNotAdopted() {
        noon.define(resource, 2);
        noon.define(second, 1);
        holdBoth(dyingAfterNotes(1), booking, resource, second);
        String fast = Engine.fresh("fast");
        assertThat(at(Duration.ofMinutes(11)).book(fast, resource, 2).committed()).isTrue();

        Reply reply = holdBoth(noon, booking, resource, second);

        assertThat(reply.committed()).isFalse();
        History history = new History(noon);
        history.record(booking, () -> reply);
        history.include(fast);
        history.check(resource, second);
    }

    @Test
    void aNoteOfAnotherPayloadIsNotAdopted() {
        noon.define(resource, 5);
        dyingAfterNotes(1).book(booking, resource, 2);

        assertThat(noon.book(booking, resource, 3).reason()).isEqualTo("CONTENTION");
        assertThat(noon.book(booking, resource, 2).status()).as("key-reused").isEqualTo(422);
        assertThat(at(Duration.ofMinutes(2)).counters(resource)).isEqualTo("5 0 0");
    }

    @Test
    void aDefinitionIsAdopted() {
        noon.define(resource, 5);
        String command = Engine.fresh("command");
        dyingAfterNotes(1).define(resource, command, "{\"capacity\":9}");

        assertThat(noon.define(resource, command, "{\"capacity\":9}").committed()).isTrue();
        assertThat(noon.counters(resource)).isEqualTo("9 0 0");
        assertThat(noon.resource(resource).number("definitionVersion")).isEqualTo(2);
    }

    private static Reply holdBoth(Functions functions, String id, String one, String two) {
        return functions.book(id, "{\"holdFor\":\"PT10M\",\"lines\":[{\"resourceId\":\"" + one
                + "\",\"units\":1},{\"resourceId\":\"" + two + "\",\"units\":1}]}");
    }

    /** At noon, an invocation that makes that many notes and no further write. */
    private static Functions dyingAfterNotes(int notes) {
        AtomicInteger left = new AtomicInteger(notes);
        Interception death = (request, proceed) -> {
            boolean note = request instanceof UpdateItemRequest;
            if (request instanceof PutItemRequest || (note && left.getAndDecrement() <= 0)) {
                throw SdkClientException.create("dead");
            }
            return proceed.with(request);
        };
        return Functions.on(death.around(Engine.embedded()), NOON);
    }

    private static Functions at(Duration afterNoon) {
        return Functions.on(Engine.embedded(), NOON.plus(afterNoon));
    }
}
