package io.holdfast.lab.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Interception;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Items;
import io.holdfast.lab.Reply;
import io.holdfast.lambda.Route;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * A resource as callers see it: what is final for ten seconds is applied in thought, and what is in
 * doubt for a minute counts as available. Reading writes nothing.
 */
class ReadingResourcesTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Functions noon = Functions.on(Engine.embedded(), NOON);
    private final String resource = Engine.fresh("resource");
    private final String booking = Engine.fresh("booking");

    @Test
    void unitsInDoubtAreTakenForAMinuteAndAvailableThen() {
        noon.define(resource, 5);
        dying(1).book(booking, resource, 2);

        assertThat(counters(60)).isEqualTo("3 0 2");
        assertThat(counters(61)).isEqualTo("5 0 0");
        assertThat(at(61).book(Engine.fresh("next"), resource, 5).committed())
                .as("as the next attempt finds it").isTrue();
    }

    @Test
    void aReleaseThatIsKeptIsAppliedAfterTenSeconds() {
        noon.define(resource, 5);
        noon.hold(booking, resource, 3, "PT10M");
        dying(2).release(booking, "release");

        assertThat(counters(10)).isEqualTo("2 3 0");
        assertThat(counters(11)).isEqualTo("5 0 0");
    }

    @Test
    void aBookingThatIsVoidIsAppliedAfterTenSeconds() {
        noon.define(resource, 5);
        dying(1).book(booking, resource, 2);
        noon.resolve(booking);

        assertThat(counters(10)).isEqualTo("3 0 2");
        assertThat(counters(11)).isEqualTo("5 0 0");
    }

    @Test
    void aBookingThatIsKeptStaysTakenHoweverOldItsIntent() {
        noon.define(resource, 5);
        noon.book(booking, resource, 2);

        assertThat(counters(3_600)).isEqualTo("3 0 2");
    }

    @Test
    void aGrowthThatIsKeptIsAppliedAfterTenSeconds() {
        noon.define(resource, 5);
        dying(2).define(resource, "grow-" + resource, "{\"capacity\":9}");

        assertThat(counters(11)).isEqualTo("9 0 0");
        assertThat(at(11).resource(resource).number("definitionVersion")).isEqualTo(2);
    }

    @Test
    void aClosingInDoubtIsUndoneInThoughtAfterAMinute() {
        noon.define(resource, 5);
        dying(1).define(resource, "close-" + resource, "{\"status\":\"CLOSED\"}");

        assertThat(at(61).resource(resource).text("status")).isEqualTo("OPEN");
    }

    @Test
    void capacityIsAvailableAndConfirmedAndHeldInEveryReading() {
        noon.define(resource, 5);
        noon.hold(booking, resource, 3, "PT10M");
        dying(1).confirm(booking, "confirm");

        for (int seconds : new int[]{0, 10, 11, 60, 61, 599, 600, 3_600}) {
            Reply read = at(seconds).resource(resource);
            assertThat(read.number("available") + read.number("confirmed") + read.number("held"))
                    .as(seconds + " s").isEqualTo(read.number("capacity"));
        }
        assertThat(counters(61)).isEqualTo("2 3 0");
        assertThat(counters(600)).as("the hold has expired").isEqualTo("5 0 0");
    }

    @Test
    void readingWritesNothing() {
        noon.define(resource, 5);
        dying(1).book(booking, resource, 2);
        noon.book(Engine.fresh("other"), resource, 1);
        Map<String, AttributeValue> before = Items.resource(resource);
        Functions reading = Functions.on(client(0), NOON.plusSeconds(120));

        assertThat(reading.counters(resource)).isEqualTo("4 0 1");
        assertThat(Items.resource(resource)).isEqualTo(before);
    }

    @Test
    void aResourceWhoseCreationFailedOrIsInDoubtIsAbsent() {
        String command = "create-" + resource;
        dying(1).define(resource, command, "{\"capacity\":5}");

        assertThat(Items.resource(resource)).as("a stub").isNotEmpty();
        assertThat(noon.resource(resource).status()).isEqualTo(404);
        assertThat(at(120).resource(resource).status()).isEqualTo(404);
        assertThat(noon.book(booking, resource, 1).reason()).isEqualTo("RESOURCE_NOT_FOUND");
        assertThat(at(61).call(Route.DEFINE_RESOURCE, resource,
                Map.of("if-none-match", "*", "idempotency-key", "next-" + resource),
                "{\"capacity\":7}").status()).as("nothing is there").isEqualTo(201);
        assertThat(noon.resource(resource).number("definitionVersion")).isEqualTo(1);
        assertThat(at(61).define(resource, command, "{\"capacity\":5}").reason())
                .isEqualTo("ABANDONED");
        assertThat(noon.resource(resource).number("available")).isEqualTo(7);
    }

    @Test
    void aCreationThatIsRecordedIsThereBeforeItIsSettled() {
        dying(2).define(resource, "create-" + resource, "{\"capacity\":5}");

        assertThat(noon.resource(resource).number("available")).isEqualTo(5);
        assertThat(noon.book(booking, resource, 5).committed()).as("who settles it").isTrue();
        assertThat(noon.counters(resource)).isEqualTo("0 0 5");
        Reply again = noon.define(resource, "create-" + resource, "{\"capacity\":5}");
        assertThat(again.committed()).isTrue();
        assertThat(noon.counters(resource)).as("settled once").isEqualTo("0 0 5");
    }

    private String counters(int seconds) {
        return at(seconds).counters(resource);
    }

    private static Functions at(int seconds) {
        return Functions.on(Engine.embedded(), NOON.plusSeconds(seconds));
    }

    /** At noon, an invocation that dies after that many writes. */
    private static Functions dying(int writes) {
        return Functions.on(client(writes), NOON);
    }

    private static DynamoDbClient client(int writes) {
        AtomicInteger left = new AtomicInteger(writes);
        Interception death = (request, proceed) -> {
            boolean write = request instanceof UpdateItemRequest
                    || request instanceof PutItemRequest;
            if (write && left.decrementAndGet() < 0) {
                throw SdkClientException.create("dead");
            }
            return proceed.with(request);
        };
        return death.around(Engine.embedded());
    }
}
