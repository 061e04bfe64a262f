package io.holdfast.dynamodb.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.booking.VisibleState;
import io.holdfast.domain.event.ItemChange;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items that another release or a hand has written: read where they make sense, else corrupt. */
class ItemReadersTest {
    private static final String NONCE = "QUJDREVGR0hJSktM";
    private static final String DECIDED = "1767225600000";

    @Test
    void attributesOfALaterReleaseAreLeftAside() {
        Map<String, AttributeValue> item = resource();
        item.put("later", number("1"));

        assertThat(ResourceItem.read(item)).isEqualTo(ResourceItem.read(resource()));
    }

    @Test
    void aBookingWhoseLinesKeepWhatRemainsIsRead() {
        Map<String, AttributeValue> item = hold();
        item.remove("remaining");
        item.put("lines", AttributeValue.fromL(List.of(AttributeValue.fromM(Map.of("resource",
                text("room-12"), "units", number("3"), "remaining", number("2"), "nonce",
                text(NONCE))))));
        item.put("commands", AttributeValue.fromM(Map.of("c", AttributeValue.fromM(Map.of("verb",
                text("RELEASE"), "fingerprint", text("ab".repeat(32)), "outcome",
                text("COMMITTED"), "at", number(DECIDED))))));

        Booking booking = BookingItem.read(item);

        assertThat(booking.admission().orElseThrow().lines()).extracting(Line::remaining)
                .containsExactly(2L);
        assertThat(booking.transitions()).hasSize(1);
    }

    /** Otherwise an intent that its record keeps would seem void. */
    @Test
    void noncesThatDoNotMatchTheLinesAreCorrupt() {
        for (List<AttributeValue> nonces : List.of(List.<AttributeValue>of(),
                List.of(text(NONCE), text(NONCE)), List.of(text("n")), List.of(number("1")))) {
            Map<String, AttributeValue> item = hold();
            item.put("commands", AttributeValue.fromM(Map.of("c", AttributeValue.fromM(Map.of(
                    "verb", text("RELEASE"), "fingerprint", text("ab".repeat(32)), "outcome",
                    text("COMMITTED"), "decidedAt", number(DECIDED), "nonces",
                    AttributeValue.fromL(nonces))))));

            assertThatThrownBy(() -> BookingItem.read(item)).as("%s", nonces)
                    .isInstanceOf(CorruptItem.class);
        }
    }

    @Test
    void aLineWithoutANonceIsCorrupt() {
        Map<String, AttributeValue> item = hold();
        item.put("lines", AttributeValue.fromL(List.of(AttributeValue.fromM(
                Map.of("resource", text("room-12"), "units", number("3"))))));

        assertThatThrownBy(() -> BookingItem.read(item)).isInstanceOf(CorruptItem.class)
                .hasMessageContaining("nonce");
    }

    /** Taken off by whoever misread it, its units would be lost. */
    @ParameterizedTest
    @CsvSource({"m, x", "m, h", "n, short", "u, 0", "t, -1", "f, x"})
    void anIntentThatCannotBeReadMakesItsResourceCorrupt(String attribute, String value) {
        Map<String, AttributeValue> intent = new HashMap<>(intent());
        intent.put(attribute,
                List.of("m", "n").contains(attribute) ? text(value) : number(value));
        Map<String, AttributeValue> item = resource();
        item.put("intents",
                AttributeValue.fromM(Map.of("b-1", AttributeValue.fromM(intent))));

        assertThatThrownBy(() -> ResourceItem.read(item)).isInstanceOf(CorruptItem.class);
    }

    /** The state of a hold whose slot has passed is derived, never stored; a later release may differ. */
    @Test
    void aStateThatNoReleaseStoresIsOneOfALaterRelease() {
        Map<String, AttributeValue> item = hold();
        item.put("state", text("EXPIRED"));

        Booking booking = BookingItem.read(item);

        assertThat(booking.admission()).map(Admission::state).contains(BookingState.UNKNOWN);
        assertThat(booking.stateAt(Instant.EPOCH)).contains(VisibleState.UNKNOWN);
    }

    /** Otherwise a confirm of it would have nowhere to move its units from. */
    @Test
    void aConfirmedBookingWithoutATimeOfConfirmationIsCorrupt() {
        Map<String, AttributeValue> item = hold();
        item.put("state", text("CONFIRMED"));
        item.remove("confirmedAt");

        assertThatThrownBy(() -> BookingItem.read(item)).isInstanceOf(CorruptItem.class)
                .hasMessageContaining("a confirmed booking has no time of confirmation");
    }

    @Test
    void aBookingAndAResourceAreWrittenAsTheyAreRead() {
        assertThat(BookingItem.write(BookingItem.read(hold()))).isEqualTo(hold());
        assertThat(ResourceItem.write(ResourceItem.read(resource()))).isEqualTo(resource());
    }

    /** Otherwise its event fails where it is written, and holds up the stream for a day. */
    @ParameterizedTest
    @CsvSource({"slot, ", "slot, -1", "slot, 999999999999999", "decidedAt, -1",
            "decidedAt, 1000000000000000000", "confirmedAt, 1000000000000000000"})
    void aBookingOfWhichNoEventCanBeMadeIsCorrupt(String attribute, @Nullable String value) {
        Map<String, AttributeValue> item = hold();
        item.remove(attribute);
        if (value != null) {
            item.put(attribute, number(value));
        }

        assertThatThrownBy(() -> StreamImages.change(Map.of(), item, Instant.EPOCH))
                .isInstanceOf(CorruptItem.class).hasMessageContaining("booking#b-1");
    }

    @ParameterizedTest
    @CsvSource({"-1", "999999999999999", "x"})
    void aResourceWithASlotOfNoTimeIsCorrupt(String slot) {
        Map<String, AttributeValue> item = resource();
        item.put("expiring", AttributeValue.fromM(Map.of(slot, number("0"))));

        assertThatThrownBy(() -> ResourceItem.read(item)).isInstanceOf(CorruptItem.class);
    }

    @Test
    void aHoldAndAResourceAsTheyAreWrittenAreRead() {
        assertThat(StreamImages.change(Map.of(), hold(), Instant.EPOCH))
                .isInstanceOf(ItemChange.OfBooking.class);
        assertThat(StreamImages.change(Map.of(), resource(), Instant.EPOCH))
                .isInstanceOf(ItemChange.OfResource.class);
    }

    private static Map<String, AttributeValue> resource() {
        Map<String, AttributeValue> item = new HashMap<>(Map.of("pk", text("resource#room-12"),
                "sk", text("resource"), "version", number("1"), "definitionVersion", number("1"),
                "capacity", number("5"), "available", number("3"), "confirmed", number("1"),
                "expiredThrough", number("0"), "status", text("OPEN")));
        item.put("expiring", AttributeValue.fromM(Map.of("29453760", number("1"))));
        item.put("intents",
                AttributeValue.fromM(Map.of("b-1", AttributeValue.fromM(intent()))));
        return item;
    }

    private static Map<String, AttributeValue> intent() {
        return Map.of("n", text(NONCE), "m", text("b"), "u", number("1"), "f", number("-5"), "t",
                number("1767225600"));
    }

    private static Map<String, AttributeValue> hold() {
        return new HashMap<>(Map.of("pk", text("booking#b-1"), "sk", text("booking"), "version",
                number("1"), "outcome", text("COMMITTED"), "decidedAt", number(DECIDED), "state",
                text("HELD"), "slot", number("29453760"), "lines",
                AttributeValue.fromL(List.of(AttributeValue.fromM(
                        Map.of("resource", text("room-12"), "units", number("3"), "nonce",
                                text(NONCE))))),
                "remaining", AttributeValue.fromL(List.of(number("3"))), "commands",
                AttributeValue.fromM(Map.of())));
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static AttributeValue number(String value) {
        return AttributeValue.fromN(value);
    }
}
