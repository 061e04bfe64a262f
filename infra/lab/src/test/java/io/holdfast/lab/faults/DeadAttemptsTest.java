package io.holdfast.lab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.Limits;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Items;
import io.holdfast.lab.Reply;
import io.holdfast.lab.workload.History;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An attempt that dies after any of its writes leaves nothing that the next attempt does not clear
 * by itself: at once what its record proves, and what is in doubt once it is stale. There is no
 * sweeper.
 */
class DeadAttemptsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration YOUNG = Duration.ofSeconds(60);
    private static final Duration STALE = Duration.ofSeconds(61);

    private final Functions noon = Functions.on(Engine.embedded(), NOON);
    private final String resource = Engine.fresh("resource");
    private final String second = Engine.fresh("second");
    private final String booking = Engine.fresh("booking");
    private final History history = new History(
            Functions.on(Engine.embedded(), NOON.plus(Duration.ofHours(1))));

    @ParameterizedTest(name = "{0} that dies after {1} writes")
    @CsvSource({"book, 1", "hold, 1", "book both, 1", "book both, 2"})
    void anAttemptThatDiesBeforeItsDecisionBlocksItsUnitsForAMinute(String verb, int writes) {
        noon.define(resource, 1);
        noon.define(second, 1);
        dies(writes, functions -> switch (verb) {
            case "book" -> functions.book(booking, resource, 1);
            case "hold" -> functions.hold(booking, resource, 1, "PT10M");
            default -> functions.bookEach(booking, resource, second);
        });

        assertThat(bookAt(YOUNG, resource, 1).reason()).isEqualTo("CONTENTION");
        assertThat(bookAt(STALE, resource, 1).committed()).isTrue();
        assertThat(bookAt(Duration.ZERO, second, 1).committed())
                .as("void by now, however young").isTrue();
        assertThat(noon.booking(booking).reason()).isEqualTo("ABANDONED");
        requireTrue();
    }

    @Test
    void anAttemptThatDiesAfterItsFailureIsRecordedBlocksNobody() {
        noon.define(resource, 1);
        noon.define(second, 0);
        String first = resource.compareTo(second) < 0 ? resource : second;
        assertThat(first).as("noted first").isEqualTo(resource);
        noon.define(second, 1);
        // The second unit is taken when this attempt comes to note it: it is fenced, and dies.
        Functions dying = Death.afterWrites(3, NOON);
        noon.book(Engine.fresh("rival"), second, 1);
        dying.bookEach(booking, resource, second);

        assertThat(bookAt(Duration.ZERO, resource, 1).committed()).isTrue();
        requireTrue();
    }

    @Test
    void aCommittedBookingIsNotTouchedByWhoeverNeedsItsUnits() {
        noon.define(resource, 1);
        dies(2, functions -> functions.book(booking, resource, 1));

        assertThat(bookAt(Duration.ofHours(1), resource, 1).reason())
                .isEqualTo("INSUFFICIENT_CAPACITY");
        assertThat(noon.booking(booking).committed()).isTrue();
        requireTrue();
    }

    @Test
    void aConfirmThatDiesBeforeItsDecisionIsUndoneByTheNextCommandOfItsBooking() {
        noon.define(resource, 3);
        noon.hold(booking, resource, 3, "PT10M");
        dies(1, functions -> functions.confirm(booking, "dead"));

        assertThat(at(YOUNG).release(booking, "young").reason()).isEqualTo("CONTENTION");
        assertThat(at(STALE).release(booking, "stale", 1).committed()).isTrue();
        assertThat(at(STALE).counters(resource)).isEqualTo("1 2 0");
        assertThat(at(STALE).confirm(booking, "dead").committed()).as("it has no verdict")
                .isTrue();
        requireTrue();
    }

    /** Both holds are in one slot; the dead confirm has lent itself units of that slot (N6). */
    @Test
    void aConfirmThatDiesHidesNoUnitsOfAnotherBookingInItsSlot() {
        noon.define(resource, 4);
        noon.hold(booking, resource, 2, "PT10M");
        String neighbor = Engine.fresh("neighbor");
        noon.hold(neighbor, resource, 2, "PT10M");
        history.include(neighbor);
        dies(1, functions -> functions.confirm(booking, "dead"));

        assertThat(at(YOUNG).confirm(neighbor, "pay").committed()).isTrue();
        assertThat(at(STALE).confirm(booking, "alive").committed()).isTrue();
        assertThat(at(STALE).counters(resource)).isEqualTo("0 0 4");
        requireTrue();
    }

    @Test
    void aConfirmThatDiesGivesItsUnitsBackWhenItsHoldExpires() {
        noon.define(resource, 3);
        noon.hold(booking, resource, 3, "PT10M");
        dies(1, functions -> functions.confirm(booking, "dead"));

        assertThat(bookAt(Duration.ofMinutes(11), resource, 3).committed()).isTrue();
        assertThat(at(Duration.ofMinutes(11)).confirm(booking, "late").reason())
                .isEqualTo("HOLD_EXPIRED");
        requireTrue();
    }

    @Test
    void anExtensionThatDiesBeforeItsDecisionIsUndoneByTheNextCommandOfItsBooking() {
        noon.define(resource, 3);
        noon.hold(booking, resource, 3, "PT10M");
        dies(1, functions -> functions.extend(booking, "dead", "PT30M"));

        assertThat(at(YOUNG).confirm(booking, "young").reason()).isEqualTo("CONTENTION");
        assertThat(at(STALE).confirm(booking, "stale").committed()).isTrue();
        assertThat(at(STALE).counters(resource)).isEqualTo("0 0 3");
        requireTrue();
    }

    @Test
    void anAmendmentThatDiesBeforeItsDecisionBlocksTheUnitsThatItAddsForAMinute() {
        noon.define(resource, 3);
        noon.hold(booking, resource, 2, "PT10M");
        dies(1, functions -> functions.amend(booking, "dead", 3));

        assertThat(bookAt(YOUNG, resource, 1).reason()).isEqualTo("CONTENTION");
        assertThat(bookAt(STALE, resource, 1).committed()).isTrue();
        assertThat(at(STALE).amend(booking, "dead", 3).reason())
                .isEqualTo("INSUFFICIENT_CAPACITY");
        assertThat(at(STALE).counters(resource)).isEqualTo("0 2 1");
        requireTrue();
    }

    @Test
    void aReleaseThatDiesBeforeItsDecisionHindersOnlyItsBooking() {
        noon.define(resource, 5);
        noon.hold(booking, resource, 3, "PT10M");
        dies(1, functions -> functions.release(booking, "dead"));

        assertThat(bookAt(Duration.ZERO, resource, 2).committed()).isTrue();
        assertThat(at(YOUNG).confirm(booking, "young").reason()).isEqualTo("CONTENTION");
        assertThat(at(STALE).confirm(booking, "stale").committed()).isTrue();
        requireTrue();
    }

    @ParameterizedTest(name = "confirmed before: {0}")
    @ValueSource(booleans = {false, true})
    void aReleaseThatDiesAfterItsDecisionIsSettledByWhoeverNeedsTheUnits(boolean confirmed) {
        noon.define(resource, 3);
        noon.hold(booking, resource, 3, "PT10M");
        if (confirmed) {
            noon.confirm(booking, "confirm");
        }
        dies(2, functions -> functions.release(booking, "dead"));

        assertThat(bookAt(Duration.ZERO, resource, 3).committed()).isTrue();
        assertThat(noon.booking(booking).text("state")).isEqualTo("RELEASED");
        requireTrue();
    }

    @Test
    void aGroupThatDiesBeforeItsDecisionsBlocksItsUnitsForAMinute() {
        noon.define(resource, 3);
        dies(1, this::group);

        assertThat(bookAt(YOUNG, resource, 1).reason()).isEqualTo("CONTENTION");
        assertThat(bookAt(STALE, resource, 3).committed()).isTrue();
        requireTrue();
    }

    private Reply group(Functions functions) {
        List<String> ids = List.of(booking, booking + "-b", booking + "-c");
        ids.forEach(history::include);
        return functions.batch(ids.stream().map(id -> "{\"command\":\"book\",\"bookingId\":\""
                + id + "\",\"resourceId\":\"" + resource + "\",\"units\":1}").toList())
                .getFirst();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"{\"capacity\":3}", "{\"capacity\":0,\"allowDrain\":true}",
            "{\"status\":\"CLOSED\"}"})
    void aDefinitionThatTakesAndDiesBeforeItsDecisionIsUndoneByTheNextBooking(String body) {
        noon.define(resource, 5);
        noon.book(booking, resource, 2);
        dies(1, functions -> functions.define(resource, "dead-" + resource, body));

        assertThat(bookAt(YOUNG, resource, 3).reason()).isEqualTo("CONTENTION");
        assertThat(bookAt(STALE, resource, 3).committed()).isTrue();
        Reply read = at(STALE).resource(resource);
        assertThat(read.text("status") + read.number("capacity")).isEqualTo("OPEN5");
        requireTrue();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"{\"capacity\":9}", "{\"capacity\":3}", "{\"status\":\"CLOSED\"}"})
    void aDefinitionThatDiesBeforeItsDecisionBlocksTheNextDefinitionForAMinute(String body) {
        noon.define(resource, 5);
        dies(1, functions -> functions.define(resource, "dead-" + resource, body));

        assertThat(at(YOUNG).define(resource, 7).reason()).isEqualTo("CONTENTION");
        assertThat(at(STALE).define(resource, 7).committed()).isTrue();
        Reply read = at(STALE).resource(resource);
        assertThat(read.text("status") + read.number("available")).isEqualTo("OPEN7");
        assertThat(at(STALE).define(resource, "dead-" + resource, body).reason())
                .isEqualTo("ABANDONED");
    }

    @Test
    void aGrowthThatDiesAfterItsDecisionIsSettledByTheBookingThatNeedsIt() {
        noon.define(resource, 1);
        dies(2, functions -> functions.define(resource, "dead-" + resource, "{\"capacity\":4}"));

        assertThat(bookAt(Duration.ZERO, resource, 4).committed()).isTrue();
        Reply read = noon.resource(resource);
        assertThat(read.number("capacity") + " " + read.number("definitionVersion"))
                .isEqualTo("4 2");
        requireTrue();
    }

    @Test
    void anOpeningThatDiesAfterItsDecisionIsSettledByTheNextBooking() {
        noon.define(resource, Engine.fresh("command"), "{\"capacity\":1,\"status\":\"CLOSED\"}");
        dies(2, functions -> functions.define(resource, "dead-" + resource,
                "{\"status\":\"OPEN\"}"));

        assertThat(bookAt(Duration.ZERO, resource, 1).committed()).isTrue();
        requireTrue();
    }

    @Test
    void aClosingThatDiesAfterItsDecisionIsInForce() {
        noon.define(resource, 1);
        dies(2, functions -> functions.define(resource, "dead-" + resource,
                "{\"status\":\"CLOSED\"}"));

        assertThat(bookAt(Duration.ZERO, resource, 1).reason()).isEqualTo("RESOURCE_CLOSED");
    }

    /** As many as a resource has room for; there is one unit more. */
    @Test
    void aResourceFullOfDeadIntentsSellsItsLastUnitToTheNextAttemptOnceTheyAreStale() {
        noon.define(resource, Limits.INTENTS + 1);
        List<String> dead = fill();
        assertThat(Items.number(Items.resource(resource), "available")).isEqualTo(1);

        assertThat(bookAt(YOUNG, resource, 1).reason()).as("there is no room for its intent")
                .isEqualTo("CONTENTION");
        assertThat(bookAt(STALE, resource, 1).committed()).isTrue();
        assertThat(dead.stream().filter(id -> noon.booking(id).reason().equals("ABANDONED")))
                .as("the oldest eight are fenced").hasSize(8);
        assertThat(intents()).isEqualTo(Limits.INTENTS - 8 + 1);
        requireTrue();
    }

    @Test
    void aResourceSoldToDeadAttemptsAloneSellsItsLastUnitsAllTheSame() {
        noon.define(resource, Limits.INTENTS);
        fill();

        assertThat(bookAt(YOUNG, resource, 1).reason()).isEqualTo("CONTENTION");
        assertThat(bookAt(STALE, resource, 1).committed()).isTrue();
        requireTrue();
    }

    /** An attempt fences eight; so the units of all of them are free for the fourth. */
    @Test
    void whoNeedsTheUnitsOfAllDeadAttemptsGetsThemAfterAFewAttempts() {
        noon.define(resource, Limits.INTENTS);
        fill();

        assertThat(IntStream.range(0, 4)
                .mapToObj(i -> bookAt(STALE, resource, Limits.INTENTS).outcome()))
                .containsExactly("FAILED", "FAILED", "FAILED", "COMMITTED");
        assertThat(intents()).isEqualTo(1);
        requireTrue();
    }

    private List<String> fill() {
        List<String> dead = new ArrayList<>();
        for (int i = 0; i < Limits.INTENTS; i++) {
            String id = Engine.fresh("dead");
            history.include(id);
            Death.afterWrites(1, NOON).book(id, resource, 1);
            dead.add(id);
        }
        assertThat(intents()).isEqualTo(Limits.INTENTS);
        return dead;
    }

    private int intents() {
        return Objects.requireNonNull(Items.resource(resource).get("intents")).m().size();
    }

    private void dies(int writes, Function<Functions, Reply> command) {
        history.include(booking);
        assertThat(command.apply(Death.afterWrites(writes, NOON)).status()).isIn(200, 201, 503);
    }

    private Reply bookAt(Duration afterNoon, String of, long units) {
        String id = Engine.fresh("next");
        return history.record(id, () -> at(afterNoon).book(id, of, units));
    }

    private void requireTrue() {
        history.check(resource);
    }

    private static Functions at(Duration afterNoon) {
        return Functions.on(Engine.embedded(), NOON.plus(afterNoon));
    }
}
