package io.holdfast.dynamodb.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.CommandId;
import io.holdfast.domain.Evidence;
import io.holdfast.domain.Reason;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.command.FollowUp;
import io.holdfast.domain.command.FollowUp.Confirm;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.RecordWrite.AddFailure;
import io.holdfast.domain.ledger.RecordWrite.AddTransition;
import io.holdfast.domain.ledger.RecordWrite.PutBooking;
import io.holdfast.domain.ledger.RecordWrite.PutDefinition;
import io.holdfast.domain.ledger.RecordWrite.RaiseVersion;
import io.holdfast.domain.ledger.Writing;
import io.holdfast.domain.ledger.Writing.Applied;
import io.holdfast.domain.ledger.Writing.Refused;
import io.holdfast.domain.resource.DefinitionRecord;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Decisions: one write to the record of a command. */
interface RecordContract extends RoomContract {
    /** A command that no record has. */
    CommandId COMMAND = new CommandId("pay");

    @Test
    default void bookingsReadBackAsTheyWereWritten() {
        Room room = room();
        Verdict.Failed abandoned = new Verdict.Failed(Reason.ABANDONED, Evidence.NONE,
                Intents.NOON);

        for (Booking booking : List.of(Records.hold(), Records.confirmed(), Records.failed(),
                Booking.abandoned(Room.newBooking(), abandoned))) {
            assertThat(put(booking, room)).isEqualTo(new Applied());
            assertThat(room.read(booking.id())).isEqualTo(booking);
        }
    }

    @Test
    default void theFirstRecordOfAnIdIsShownToTheSecond() {
        Room room = room();
        Booking first = Records.hold();
        put(first, room);

        assertThat(put(Booking.abandoned(first.id(), new Verdict.Failed(Reason.ABANDONED,
                Evidence.NONE, Intents.NOON)), room)).isEqualTo(new Refused(Image.of(first)));
        assertThat(room.read(first.id())).isEqualTo(first);
    }

    @Test
    default void definitionsReadBackAsTheyWereWritten() {
        Room room = room();
        Verdict.Failed abandoned = new Verdict.Failed(Reason.ABANDONED, Evidence.NONE,
                Intents.NOON);

        for (DefinitionRecord record : List.of(Records.defined(Optional.of(Intents.nonce())),
                Records.defined(Optional.empty()), DefinitionRecord
                        .abandoned(Records.newDefinition(), Records.ROOM, abandoned))) {
            assertThat(room.ledger().record(new PutDefinition(record)))
                    .isEqualTo(new Applied());
            assertThat(room.ledger().record(new PutDefinition(record)))
                    .isEqualTo(new Refused(Image.of(record)));
            assertThat(room.read(record.id()).definition(record.id())).contains(record);
        }
    }

    @Test
    default void transitionsAreKeptWithTheirNonces() {
        Room room = room();
        Booking hold = Records.hold();
        Booking confirmed = Records.confirm(hold, COMMAND);
        Booking less = Records.releaseOne(confirmed, new CommandId("some"));
        Booking released = Records.releaseAll(less, new CommandId("all"));
        put(hold, room);

        assertThat(add(confirmed, COMMAND, room)).isEqualTo(new Applied());
        assertThat(room.read(hold.id())).isEqualTo(confirmed);
        assertThat(add(less, new CommandId("some"), room)).isEqualTo(new Applied());
        assertThat(room.read(hold.id())).isEqualTo(less);
        assertThat(add(released, new CommandId("all"), room)).isEqualTo(new Applied());
        assertThat(room.read(hold.id())).isEqualTo(released);
    }

    @Test
    default void anExtensionMovesTheEndOfAHold() {
        Room room = room();
        Booking hold = Records.hold();
        Booking extended = Records.extend(hold, COMMAND);
        put(hold, room);

        assertThat(add(extended, COMMAND, room)).isEqualTo(new Applied());
        assertThat(room.read(hold.id())).isEqualTo(extended);
    }

    /** An entry from before it has nonces for the lines that there were. */
    @Test
    default void anAmendmentAppendsLinesAndRemovesNone() {
        Room room = room();
        Booking hold = Records.hold();
        Booking less = Records.releaseOne(hold, new CommandId("some"));
        Booking amended = Records.amend(less, COMMAND);
        put(hold, room);
        add(less, new CommandId("some"), room);

        assertThat(add(amended, COMMAND, room)).isEqualTo(new Applied());
        assertThat(room.read(hold.id())).isEqualTo(amended);
        assertThat(room.read(hold.id()).admission().orElseThrow().lines()).hasSize(3);
    }

    @Test
    default void aTransitionIsDecidedOnTheVersionThatItWasPlannedOn() {
        Room room = room();
        Booking hold = Records.hold();
        Booking planned = Records.confirm(hold, COMMAND);
        put(hold, room);
        raise(hold, room);

        assertThat(add(planned, COMMAND, room)).isEqualTo(new Refused(recorded(hold, room)));
        assertThat(room.read(hold.id()).transitions()).isEmpty();
    }

    @Test
    default void aCommandHasOneVerdict() {
        Room room = room();
        Booking hold = Records.hold();
        put(hold, room);
        fail(new Confirm(hold.id(), COMMAND), 100, room);
        Booking seen = room.read(hold.id());

        assertThat(add(Records.confirm(seen, COMMAND), COMMAND, room))
                .isEqualTo(new Refused(Image.of(seen)));
        assertThat(fail(new Confirm(hold.id(), COMMAND), 100, room))
                .isEqualTo(new Refused(Image.of(seen)));
        assertThat(room.read(hold.id())).isEqualTo(seen);
    }

    private static Image recorded(Booking booking, Room room) {
        return Image.of(room.read(booking.id()));
    }

    private static Writing put(Booking booking, Room room) {
        return room.ledger().record(new PutBooking(booking));
    }

    private static Writing add(Booking after, CommandId command, Room room) {
        return room.ledger().record(new AddTransition(after, command));
    }

    private static Writing raise(Booking seen, Room room) {
        return room.ledger().record(new RaiseVersion(seen.id(), seen.version()));
    }

    private static Writing fail(FollowUp command, int most, Room room) {
        return room.ledger().record(new AddFailure(command, Records.failed(command.verb()), most,
                OptionalLong.empty()));
    }
}
