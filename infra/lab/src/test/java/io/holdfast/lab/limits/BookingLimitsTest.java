package io.holdfast.lab.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Limits;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.event.Event;
import io.holdfast.domain.event.ItemChange;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.engine.Fault;
import io.holdfast.engine.Interception;
import io.holdfast.engine.Sabotage;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Items;
import io.holdfast.lab.Reply;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * A booking keeps a bounded number of verdicts, and its units can be released after any sequence of
 * commands: successes and failures have room of their own, and the confirm and the release of
 * everything need none.
 */
class BookingLimitsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    /** The request of a release of one line that decides, from 0. */
    private static final int DECISION = 3;

    private final Functions noon = Functions.on(Engine.embedded(), NOON);
    private final String resource = Engine.fresh("resource");
    private final String booking = Engine.fresh("booking");

    @AfterEach
    void heal() {
        Engine.wire().plan(Map.of());
    }

    @Test
    void aBookingOfAHundredUnitsIsEmptiedOneByOneAlsoAfterItsConfirm() {
        noon.define(resource, 100);
        noon.hold(booking, resource, 100, "PT10M");

        releaseOneByOne(0, 50);
        assertThat(noon.confirm(booking, "confirm").committed()).isTrue();
        releaseOneByOne(50, 100);

        assertThat(noon.booking(booking).text("state")).isEqualTo("RELEASED");
        assertThat(noon.counters(resource)).isEqualTo("100 0 0");
    }

    @Test
    void theConfirmAndTheReleaseOfEverythingHaveRoomWhateverWentBefore() {
        noon.define(resource, 300);
        noon.hold(booking, resource, 300, "PT10M");
        releaseOneByOne(0, Limits.COMMANDS);
        failures();

        Reply partial = noon.release(booking, "one-more", 1);
        assertThat(partial.status()).isEqualTo(422);
        assertThat(partial.text("type")).isEqualTo("urn:holdfast:problem:too-many-commands");
        assertThat(noon.counters(resource)).as("nothing was done").isEqualTo("100 200 0");
        assertThat(noon.release(booking, "one-7", 1).committed()).as("a replay").isTrue();

        assertThat(noon.confirm(booking, "confirm").committed()).isTrue();
        assertThat(noon.release(booking, "everything").committed()).isTrue();
        assertThat(noon.counters(resource)).isEqualTo("300 0 0");
        assertThat(Items.commands(Items.booking(booking))).as("no entry is ever removed")
                .hasSize(2 * Limits.COMMANDS + 2);
    }

    @Test
    void failuresUseUpNoRoomOfSuccesses() {
        noon.define(resource, 100);
        noon.book(booking, resource, 100);
        failures();

        Reply more = noon.release(booking, "one-more", 101);
        assertThat(more.status()).isEqualTo(422);
        assertThat(Items.commands(Items.booking(booking))).doesNotContainKey("one-more");
        assertThat(noon.release(booking, "too-many-7", 1_000).reason()).as("a replay")
                .isEqualTo("ILLEGAL_STATE");

        releaseOneByOne(0, 100);
        assertThat(noon.counters(resource)).isEqualTo("100 0 0");
    }

    /** A success between the read and the record makes the computed limit too low. */
    @Test
    void successesThatCameInBetweenLeaveAFailureItsRoom() {
        noon.define(resource, 100);
        noon.book(booking, resource, 100);
        IntStream.range(1, Limits.COMMANDS).forEach(this::fail);
        Functions racing = Functions.on(beforeRecord(() -> releaseOneByOne(0, 1)), NOON);

        assertThat(racing.release(booking, "last", 1_000).reason()).isEqualTo("ILLEGAL_STATE");
        assertThat(Items.failures(Items.booking(booking))).isEqualTo(Limits.COMMANDS);
    }

    /** Another command takes the last place between the read and the record. */
    @Test
    void aFailureThatFindsTheLastPlaceTakenIsNoVerdict() {
        noon.define(resource, 100);
        noon.book(booking, resource, 100);
        IntStream.range(1, Limits.COMMANDS).forEach(this::fail);
        Functions racing = Functions.on(beforeRecord(() -> fail(0)), NOON);

        assertThat(racing.release(booking, "last", 1_000).status()).isEqualTo(422);
        assertThat(Items.failures(Items.booking(booking))).isEqualTo(Limits.COMMANDS);
    }

    @Test
    void anAttemptWithoutRoomForItsFailureCanNotLandLater() {
        assertThat(lateReleaseWithoutRoom(Engine.overHttp())).isEqualTo("422, of 9 remain 9");
        assertThat(lateReleaseWithoutRoom(Sabotage.withoutFence(Engine.overHttp())))
                .as("without the raised version it does").isEqualTo("422, of 9 remain 8");
    }

    /**
     * The answer is lost and there is no room for the failure; the refused raise shows the landed
     * write.
     */
    @Test
    void anAttemptThatLandedAfterAllIsFoundWhereThereIsNoRoom() {
        Functions functions = Functions.on(Engine.overHttp());
        functions.define(resource, 10);
        functions.hold(booking, resource, 9, "PT10M");
        IntStream.range(0, Limits.COMMANDS)
                .forEach(i -> functions.release(booking, "too-many-" + i, 1_000));
        Engine.wire().plan(Map.of(DECISION, Fault.ANSWER_LOST));

        Reply reply = functions.release(booking, "one", 1);

        assertThat(reply.committed()).isTrue();
        assertThat(reply.body().get("replayed").booleanValue()).as("its own write").isFalse();
        assertThat(Engine.wire().operations()).as("its note, its decision, the raise")
                .containsExactly("GetItem", "GetItem", "UpdateItem", "UpdateItem", "UpdateItem");
        assertThat(Functions.on(Engine.overHttp(), Instant.now().plusSeconds(30))
                .counters(resource)).as("whoever comes settles it").isEqualTo("2 8 0");
    }

    /** The request of a release arrives only after the release was given up and answered. */
    private String lateReleaseWithoutRoom(DynamoDbClient client) {
        Functions functions = Functions.on(Engine.overHttp());
        String fresh = Engine.fresh("resource");
        String held = Engine.fresh("held");
        functions.define(fresh, 10);
        functions.hold(held, fresh, 9, "PT10M");
        IntStream.range(0, Limits.COMMANDS)
                .forEach(i -> functions.release(held, "too-many-" + i, 1_000));
        Engine.wire().plan(Map.of(DECISION, Fault.LATE));
        Reply reply = Functions.on(client).release(held, "late", 1);
        Engine.wire().deliverLate();
        Engine.wire().plan(Map.of());
        return reply.status() + ", of 9 remain "
                + functions.booking(held).body().at("/lines/0/remaining");
    }

    @Test
    void aVersionThatIsOnlyRaisedIsNoEvent() {
        noon.define(resource, 10);
        noon.book(booking, resource, 10);
        failures();
        Booking before = read();

        noon.release(booking, "one-more", 11);

        assertThat(read().version()).isEqualTo(before.version() + 1);
        assertThat(Event.of(new ItemChange.OfBooking(Optional.of(before), read()))).isEmpty();
    }

    private Booking read() {
        DynamoDbLedger ledger = new DynamoDbLedger(Engine.embedded(), Engine.TABLE);
        BookingId id = new BookingId(booking);
        return ((Reading.Read) ledger.read(Set.of(id))).image().booking(id).orElseThrow();
    }

    private void releaseOneByOne(int from, int until) {
        List<Reply> replies = IntStream.range(from, until)
                .mapToObj(i -> noon.release(booking, "one-" + i, 1)).toList();
        assertThat(replies).hasSize(until - from).allMatch(Reply::committed);
    }

    private void failures() {
        IntStream.range(0, Limits.COMMANDS).forEach(this::fail);
    }

    private void fail(int i) {
        assertThat(noon.release(booking, "too-many-" + i, 1_000).reason())
                .isEqualTo("ILLEGAL_STATE");
    }

    /** A client that changes the booking just before the first record of a failure. */
    private static DynamoDbClient beforeRecord(Runnable change) {
        AtomicBoolean done = new AtomicBoolean();
        Interception interception = (request, proceed) -> {
            if (request instanceof UpdateItemRequest && done.compareAndSet(false, true)) {
                change.run();
            }
            return proceed.with(request);
        };
        return interception.around(Engine.embedded());
    }
}
