package io.holdfast.lab.listing;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.command.Command;
import io.holdfast.domain.command.FollowUp.Amend;
import io.holdfast.domain.command.FollowUp.Confirm;
import io.holdfast.domain.command.FollowUp.Extend;
import io.holdfast.domain.command.FollowUp.Release;
import io.holdfast.domain.command.LineRequest;
import io.holdfast.domain.command.Part;
import io.holdfast.lab.BusDouble;
import io.holdfast.lab.Engine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the listing costs: the table of list.md, in write units of the table and of its index. */
class ListingUnitsTest {
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private final ListingConsumption consumed = new ListingConsumption();
    private final Hotel hotel = new Hotel(1);
    private final BookingId booking = new BookingId(UUID.randomUUID().toString());

    @Test
    void aBookingOfOneResource() {
        assertThat(spent(book(1, Optional.empty(), Optional.empty()))).isEqualTo("1 + 0");
        assertThat(spent(release(1))).as("one of its units").isEqualTo("1 + 0");
        assertThat(spent(release(0))).as("all").isEqualTo("1 + 0");
    }

    @Test
    void aHoldOfOneResource() {
        assertThat(spent(book(1, Optional.of(TEN_MINUTES), Optional.empty()))).isEqualTo("1 + 1");
        assertThat(spent(release(1))).as("one of its units").isEqualTo("1 + 1");
        assertThat(spent(new Extend(booking, command(), Duration.ofHours(1)))).isEqualTo("1 + 2");
        assertThat(spent(new Confirm(booking, command()))).isEqualTo("1 + 1");
        assertThat(spent(new Confirm(booking, command()))).as("a replay").isEqualTo("0 + 0");
        assertThat(spent(new Extend(booking, command(), TEN_MINUTES))).as("refused")
                .isEqualTo("0 + 0");
        assertThat(redelivered()).as("a record that is delivered again").isEqualTo("4 + 0");
    }

    @Test
    void aHoldWithAReference() {
        assertThat(spent(book(1, Optional.of(TEN_MINUTES), Optional.of("order 4711"))))
                .isEqualTo("2 + 2");
        assertThat(spent(new Confirm(booking, command()))).isEqualTo("2 + 2");
        assertThat(spent(release(0))).isEqualTo("2 + 0");
    }

    @Test
    void anAmendmentWritesTheEntriesThatItChanges() {
        spent(book(3, Optional.empty(), Optional.of("order 4711")));

        assertThat(spent(amend(3, 0, 1, 2))).as("one line up, and the reference")
                .isEqualTo("2 + 0");
        assertThat(spent(amend(3, 0, 1, 3))).as("one room for another").isEqualTo("3 + 0");
    }

    @ParameterizedTest(name = "{0} lines, a reference: hold {1}, confirm {2}")
    @CsvSource({"2, 3 + 3, 3 + 3", "31, 34 + 34, 34 + 34"})
    void aHoldOfSeveralLines(int lines, String hold, String confirm) {
        while (hotel.rooms.size() < lines) {
            hotel.addRoom();
        }
        assertThat(spent(book(lines, Optional.of(TEN_MINUTES), Optional.of("order 4711"))))
                .isEqualTo(hold);
        assertThat(spent(new Confirm(booking, command()))).isEqualTo(confirm);
    }

    private String spent(Command command) {
        int from = hotel.records().size();
        hotel.execute(command);
        deliver(from);
        return consumed.spent();
    }

    private String redelivered() {
        deliver(0);
        return consumed.spent();
    }

    private void deliver(int from) {
        assertThat(hotel.deliver(List.copyOf(hotel.records().subList(from,
                hotel.records().size())), consumed.around(Engine.embedded()), new BusDouble()))
                .isEmpty();
    }

    private Command book(int lines, Optional<Duration> holdFor, Optional<String> reference) {
        return new Command.Book(booking, hotel.rooms.stream().limit(lines)
                .map(room -> new LineRequest(room, 5, OptionalLong.empty())).toList(), holdFor,
                reference.map(text -> text + " " + booking.value()));
    }

    private Command release(long units) {
        return new Release(booking, command(),
                units == 0 ? OptionalLong.empty() : OptionalLong.of(units), List.of());
    }

    /** @param rooms indexes of the rooms that it has afterwards, the first with that many units */
    private Command amend(long units, int... rooms) {
        List<ResourceId> chosen = IntStream.of(rooms).mapToObj(hotel.rooms::get).toList();
        return new Amend(booking, command(), OptionalLong.empty(),
                chosen.stream().map(room -> new Part(room, room.equals(chosen.getFirst())
                        ? units
                        : 5)).toList());
    }

    private static CommandId command() {
        return new CommandId(UUID.randomUUID().toString());
    }
}
