package io.holdfast.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Evidence;
import io.holdfast.domain.Evidence.Figure;
import io.holdfast.domain.Limits;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verb;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.Intent.OfBooking;
import io.holdfast.domain.resource.Resource;
import io.holdfast.dynamodb.contract.Intents;
import io.holdfast.dynamodb.contract.Records;
import io.holdfast.dynamodb.item.BookingItem;
import io.holdfast.dynamodb.item.ResourceItem;
import io.holdfast.engine.ItemSize;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What intents and nonces add to items; each KB begun is a write unit. */
class ItemSizeTest {
    private static final int LARGEST_ITEM = 400 * 1024;
    private static final long SLOT = 29_540_001;
    /** Live slots of a resource that sells holds of ten minutes. */
    private static final int USUAL_SLOTS = 7;

    @Test
    void anIntentOfABookingTakesNinetyBytesAndOfACommandAHundredAndThirty() {
        int none = bytes(List.of(), 0);

        assertThat(bytes(List.of(book()), 0) - none).isBetween(85, 90);
        assertThat(bytes(List.of(hold()), 0) - none).isBetween(90, 95);
        assertThat(bytes(List.of(confirm()), 0) - none).isBetween(130, 140);
    }

    @Test
    void aResourceWithSixIntentsAndAUsualWheelFitsOneWriteUnit() {
        assertThat(bytes(IntStream.range(0, 6).mapToObj(i -> hold()).toList(), USUAL_SLOTS))
                .isLessThan(ItemSize.WRITE_UNIT_BYTES);
        assertThat(bytes(IntStream.range(0, 5).mapToObj(i -> confirm()).toList(), USUAL_SLOTS))
                .isLessThan(ItemSize.WRITE_UNIT_BYTES);
    }

    @Test
    void aBookingOfNineLinesFitsOneWriteUnitAndTheLongestThree() {
        assertThat(bytes(booking(9, 36))).isLessThan(ItemSize.WRITE_UNIT_BYTES);
        assertThat(bytes(booking(10, 36))).isGreaterThan(ItemSize.WRITE_UNIT_BYTES);
        assertThat(bytes(booking(Limits.LINES, 36))).isLessThan(3 * ItemSize.WRITE_UNIT_BYTES);
    }

    /**
     * As many lines and verdicts as there is room for, with the longest ids and figures. An amendment
     * moves at most 31 lines to 31 others.
     */
    @Test
    void theLargestBookingStaysFarBelowTheLargestItem() {
        Booking booking = booking(Limits.RECORDED_LINES, Limits.ID_LENGTH);
        Map<CommandId, Transition> transitions = new HashMap<>();
        Map<ResourceId, Nonce> nonces = booking.admission().orElseThrow()
                .lines().stream().skip(Limits.RECORDED_LINES - 2 * Limits.LINES)
                .collect(Collectors.toMap(Line::resource, Line::nonce));
        for (int i = 0; i < Limits.COMMANDS + 2; i++) {
            transitions.put(new CommandId(longest(i, Limits.ID_LENGTH)), new Transition(
                    Verb.AMEND, Records.FINGERPRINT, new Verdict.Committed(Intents.NOON),
                    nonces));
        }
        Evidence evidence = Evidence.of(new ResourceId(longest(0, Limits.ID_LENGTH)));
        for (Figure figure : Figure.values()) {
            evidence = evidence.with(figure, -Limits.VERSION + 1);
        }
        for (int i = 0; i < Limits.COMMANDS; i++) {
            transitions.put(new CommandId(longest(1_000 + i, Limits.ID_LENGTH)),
                    Transition.failed(Verb.RELEASE, Records.FINGERPRINT, new Verdict.Failed(
                            Reason.INSUFFICIENT_CAPACITY, evidence, Intents.NOON)));
        }

        int bytes = bytes(new Booking(booking.id(), booking.version(), booking.fingerprint(),
                booking.verdict(), booking.admission(), transitions, Optional.of("r".repeat(256))));

        System.out.println("the largest booking: " + bytes + " bytes");
        assertThat(bytes).isLessThan(LARGEST_ITEM * 2 / 3);
    }

    private static Booking booking(int lines, int idLength) {
        return new Booking(new BookingId(longest(0, idLength)), 1, Records.FINGERPRINT,
                new Verdict.Committed(Intents.NOON),
                Optional.of(Admission.held(IntStream.range(0, lines)
                        .mapToObj(line -> new Line(new ResourceId(longest(line, idLength)), 2, 2,
                                Intents.nonce()))
                        .toList(), SLOT)),
                Map.of(), Optional.empty());
    }

    private static String longest(int number, int length) {
        return ("%0" + length + "d").formatted(number);
    }

    private static int bytes(Booking booking) {
        return ItemSize.bytes(BookingItem.write(booking));
    }

    private static int bytes(List<OfBooking> intents, int slots) {
        TreeMap<Long, Long> expiring = new TreeMap<>();
        for (int i = 0; i < slots; i++) {
            expiring.put(SLOT + i, 12L);
        }
        return ItemSize.bytes(ResourceItem.write(new Resource(
                new ResourceId(UUID.randomUUID().toString()), 12_345, 12,
                Definition.open(5_000 + 12L * slots), 4_999, 1, expiring, SLOT - 1,
                intents.stream().collect(
                        Collectors.toMap(OfBooking::booking, Function.identity())),
                Optional.empty())));
    }

    private static OfBooking book() {
        return named(Intents.book(12));
    }

    private static OfBooking hold() {
        return named(Intents.hold(SLOT, 12));
    }

    private static OfBooking confirm() {
        OfBooking intent = named(Intents.confirm(SLOT, 12));
        return new OfBooking(intent.booking(), intent.nonce(), intent.moves(),
                Optional.of(new CommandId(UUID.randomUUID().toString())), intent.fingerprint(),
                intent.seen(), intent.at());
    }

    private static OfBooking named(OfBooking intent) {
        return Intents.of(new BookingId(UUID.randomUUID().toString()), intent);
    }
}
