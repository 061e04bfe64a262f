package io.holdfast.dynamodb.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Limits;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.ledger.RecordWrite.PutBooking;
import io.holdfast.domain.ledger.Writing;
import io.holdfast.domain.ledger.Writing.Applied;
import io.holdfast.domain.ledger.Writing.Refused;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Bookings of a group: written in one request, each by itself. */
interface TogetherContract extends RoomContract {
    @Test
    default void theLargestGroupIsOneRequest() {
        Room room = room();
        List<Booking> bookings = Stream.generate(Records::hold).limit(Limits.GROUP).toList();

        Map<BookingId, Writing> results = putTogether(bookings, room);

        assertThat(results).hasSize(Limits.GROUP);
        assertThat(results.values()).containsOnly(new Applied());
        for (Booking booking : bookings) {
            assertThat(room.read(booking.id())).isEqualTo(booking);
        }
    }

    @Test
    default void oneThatIsRecordedAlreadyKeepsNobodyBack() {
        Room room = room();
        Booking recorded = Records.failed();
        room.ledger().record(new PutBooking(recorded));
        Booking second = copy(recorded.id(), Records.hold());
        Booking first = Records.confirmed();
        Booking third = Records.hold();

        Map<BookingId, Writing> results = putTogether(List.of(first, second, third), room);

        assertThat(results).containsEntry(first.id(), new Applied())
                .containsEntry(third.id(), new Applied());
        assertThat(results.get(second.id())).isInstanceOf(Refused.class);
        assertThat(room.read(recorded.id())).as("unchanged").isEqualTo(recorded);
        assertThat(room.read(third.id())).isEqualTo(third);
    }

    private static Map<BookingId, Writing> putTogether(List<Booking> bookings, Room room) {
        return room.ledger()
                .recordTogether(bookings.stream().map(PutBooking::new).toList());
    }

    private static Booking copy(BookingId id, Booking of) {
        return new Booking(id, of.version(), of.fingerprint(), of.verdict(), of.admission(),
                of.transitions(), of.reference());
    }
}
