package io.holdfast.lab.stored;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.event.Event;
import io.holdfast.dynamodb.item.StreamImages;
import io.holdfast.engine.Interception;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Items;
import io.holdfast.lab.Reply;
import io.holdfast.lambda.stream.EventJson;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Items that the next release may write while this one runs: during a canary, before a rollback, or
 * ahead of it in the stream. This release shows them, judges what it knows, and overwrites nothing
 * that it does not know.
 */
class ItemsOfTheNextReleaseTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Functions functions = Functions.on(Engine.embedded(), NOON);
    private final String resource = Engine.fresh("resource");
    private final String booking = Engine.fresh("booking");

    @Test
    void aReasonItDoesNotKnowIsShownAsItIsRecordedAndIsNotTransient() {
        putFailed("EMBARGOED");

        for (Reply reply : List.of(functions.booking(booking), functions.resolve(booking))) {
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body().get("reason").textValue()).isEqualTo("EMBARGOED");
            assertThat(reply.body().get("transient").booleanValue()).isFalse();
            assertThat(reply.body().at("/evidence/available").longValue()).isEqualTo(3);
        }
    }

    @Test
    void aReplayOfAReasonItDoesNotKnowIsAFailureOfThatType() {
        functions.define(resource, 1);
        functions.book(booking, resource, 2);
        set(Items.booking(booking), "reason", AttributeValue.fromS("EMBARGOED"));

        Reply replay = functions.book(booking, resource, 2);

        assertThat(replay.status()).isEqualTo(409);
        assertThat(replay.body().get("type").textValue())
                .isEqualTo("urn:holdfast:problem:embargoed");
        assertThat(replay.text("detail"))
                .startsWith("A later release recorded the reason EMBARGOED. Nothing was changed;");
        assertThat(replay.headers().get("link").textValue())
                .isEqualTo("<../problems#verdicts>; rel=\"help\"");
        assertThat(replay.body().get("replayed").booleanValue()).isTrue();
    }

    @Test
    void aStateItDoesNotKnowIsShownAndLeftToTheReleaseThatKnowsIt() {
        putBookingOfTheNextRelease();
        Map<String, AttributeValue> before = Items.booking(booking);

        assertThat(functions.booking(booking).body().get("state").textValue())
                .isEqualTo("UNKNOWN");
        Reply confirm = functions.confirm(booking, "confirm");
        assertThat(confirm.status()).isEqualTo(503);
        assertThat(confirm.text("detail")).doesNotContain("The store gave no decisive answer");
        assertThat(functions.release(booking, "release").status()).isEqualTo(503);
        assertThat(Items.booking(booking)).isEqualTo(before);
    }

    @Test
    void aChangeKeepsTheEntriesAndAttributesItDoesNotKnow() {
        putBookingOfTheNextRelease();
        set(Items.booking(booking), "state", AttributeValue.fromS("CONFIRMED"));
        set(Items.booking(booking), "confirmedAt", AttributeValue.fromN("1767225600000"));

        assertThat(functions.release(booking, "release").status()).isEqualTo(200);

        Map<String, AttributeValue> after = Items.booking(booking);
        assertThat(after.get("seats")).isEqualTo(AttributeValue.fromS("12A"));
        assertThat(Items.text(map(map(after, "commands"), "later"), "verb")).isEqualTo("TRANSFER");
    }

    @Test
    void aStatusItDoesNotKnowLeavesABookingUndecidedAndTheIdFree() {
        functions.define(resource, 5);
        setStatus("PAUSED");
        String other = Engine.fresh("booking");

        assertThat(functions.resource(resource).body().get("status").textValue())
                .isEqualTo("UNKNOWN");
        Reply reply = functions.book(booking, resource, 1);
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.text("detail")).doesNotContain("The store gave no decisive answer");
        assertThat(functions.batch(List.of(message(booking), message(other))))
                .allMatch(each -> each.status() == 503);
        assertThat(Items.booking(booking)).isEmpty();
        assertThat(Items.booking(other)).isEmpty();

        setStatus("OPEN");
        assertThat(functions.book(booking, resource, 1).committed()).isTrue();
    }

    @Test
    void aStatusItDoesNotKnowIsReplacedByAnOpeningAndElseLeftAlone() {
        functions.define(resource, 5);
        setStatus("PAUSED");
        Map<String, AttributeValue> before = Items.resource(resource);
        String command = Engine.fresh("command");

        for (String body : List.of("{\"capacity\":6}",
                "{\"capacity\":6,\"status\":\"CLOSED\"}")) {
            assertThat(functions.define(resource, command, body).status()).isEqualTo(503);
            assertThat(Items.resource(resource)).isEqualTo(before);
            assertThat(Items.read(Engine.embedded(), "command#" + command, "command")).isEmpty();
        }

        assertThat(functions.define(resource, Engine.fresh("command"),
                "{\"capacity\":6,\"status\":\"OPEN\"}").committed()).isTrue();
        assertThat(functions.book(booking, resource, 6).committed()).isTrue();
    }

    /** The resource was OPEN when it was read. */
    @Test
    void aStatusThatCameInBetweenIsALostRaceAndNotAClosedDoor() {
        functions.define(resource, 5);
        Interception pausing = (request, proceed) -> {
            if (request instanceof UpdateItemRequest) {
                setStatus("PAUSED");
            }
            return proceed.with(request);
        };

        Reply reply = Functions.on(pausing.around(Engine.embedded()), NOON).book(booking,
                resource, 1);

        assertThat(reply.reason()).isEqualTo("CONTENTION");
        assertThat(reply.body().get("transient").booleanValue()).isTrue();
    }

    @Test
    void noCommandAsksForTheStatusThatMarksALaterRelease() {
        assertThat(functions.define(resource, Engine.fresh("command"),
                "{\"capacity\":1,\"status\":\"UNKNOWN\"}").status()).isEqualTo(400);
    }

    @Test
    void aKindOfItemItDoesNotKnowIsNoEvent() {
        Map<String, AttributeValue> item = Map.of("pk", AttributeValue.fromS("index#room"), "sk",
                AttributeValue.fromS("index"), "until", AttributeValue.fromN("7"));

        assertThat(Event.of(StreamImages.change(Map.of(), item, NOON))).isEmpty();
    }

    @Test
    void aCommandItDoesNotKnowIsNoEventAndAReasonItDoesNotKnowIsOne() {
        putBookingOfTheNextRelease();
        Map<String, AttributeValue> after = Items.booking(booking);
        Map<String, AttributeValue> before = new HashMap<>(after);
        before.put("commands", AttributeValue.fromM(Map.of()));
        assertThat(Event.of(StreamImages.change(before, after, NOON))).isEmpty();

        String failed = Engine.fresh("failed");
        Map<String, AttributeValue> refused = failed(failed, "EMBARGOED");
        List<Event> events = Event.of(StreamImages.change(Map.of(), refused, NOON));
        assertThat(events).hasSize(1);
        assertThat(EventJson.entry(events.getFirst()).detail())
                .contains("\"reason\":\"EMBARGOED\",\"transient\":false");
    }

    private static Map<String, AttributeValue> map(Map<String, AttributeValue> item, String name) {
        return Objects.requireNonNull(item.get(name), name).m();
    }

    private void setStatus(String status) {
        set(Items.resource(resource), "status", AttributeValue.fromS(status));
    }

    private String message(String id) {
        return "{\"command\":\"book\",\"bookingId\":\"" + id + "\",\"resourceId\":\""
                + resource + "\",\"units\":1}";
    }

    private void putFailed(String reason) {
        put(failed(booking, reason));
    }

    private static Map<String, AttributeValue> failed(String id, String reason) {
        return Map.of("pk", AttributeValue.fromS("booking#" + id), "sk",
                AttributeValue.fromS("booking"), "version", AttributeValue.fromN("1"), "outcome",
                AttributeValue.fromS("FAILED"), "reason", AttributeValue.fromS(reason), "evidence",
                AttributeValue.fromM(Map.of("available", AttributeValue.fromN("3"), "weather",
                        AttributeValue.fromS("storm"))),
                "decidedAt", AttributeValue.fromN("1767225600000"), "commands",
                AttributeValue.fromM(Map.of()));
    }

    private void putBookingOfTheNextRelease() {
        functions.define(resource, 5);
        functions.book(booking, resource, 2);
        Map<String, AttributeValue> item = new HashMap<>(Items.booking(booking));
        item.remove("confirmedAt");
        item.put("state", AttributeValue.fromS("CHECKED_IN"));
        item.put("seats", AttributeValue.fromS("12A"));
        item.put("commands", AttributeValue.fromM(Map.of("later", AttributeValue.fromM(Map.of(
                "verb", AttributeValue.fromS("TRANSFER"), "fingerprint",
                AttributeValue.fromS("ab".repeat(32)), "outcome", AttributeValue.fromS("COMMITTED"),
                "decidedAt", AttributeValue.fromN("1767225600000"), "nonces",
                AttributeValue.fromL(List.of(AttributeValue.fromS("AAAAAAAAAAAAAAAA"))))))));
        put(item);
    }

    private static void set(Map<String, AttributeValue> item, String name, AttributeValue value) {
        Map<String, AttributeValue> changed = new HashMap<>(item);
        changed.put(name, value);
        put(changed);
    }

    private static void put(Map<String, AttributeValue> item) {
        Engine.embedded().putItem(put -> put.tableName(Engine.TABLE).item(item));
    }
}
