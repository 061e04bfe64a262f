package io.holdfast.dynamodb.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.CommandId;
import io.holdfast.domain.Verb;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.command.FollowUp;
import io.holdfast.domain.command.FollowUp.Confirm;
import io.holdfast.domain.command.FollowUp.Release;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.RecordWrite.AddFailure;
import io.holdfast.domain.ledger.RecordWrite.AddTransition;
import io.holdfast.domain.ledger.RecordWrite.PutBooking;
import io.holdfast.domain.ledger.RecordWrite.RaiseVersion;
import io.holdfast.domain.ledger.Writing;
import io.holdfast.domain.ledger.Writing.Applied;
import io.holdfast.domain.ledger.Writing.Refused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Failures and fences: what is recorded of a command that does not take effect. */
interface FailureContract extends RoomContract {
    /** A command that no record has. */
    CommandId COMMAND = new CommandId("pay");

    @Test
    default void aFailureIsNotRecordedBesideTheEffectOfItsCommand() {
        Room room = room();
        Booking confirmed = Records.confirmed();
        Booking released = Records.releaseAll(Records.hold(), new CommandId("all"));
        put(confirmed, room);
        put(released, room);

        assertThat(fail(new Confirm(confirmed.id(), COMMAND), 100, room))
                .isEqualTo(new Refused(Image.of(confirmed)));
        assertThat(fail(new Release(released.id(), COMMAND, OptionalLong.empty(), List.of()),
                100, room)).isEqualTo(new Refused(Image.of(released)));
        assertThat(fail(new Release(confirmed.id(), COMMAND, OptionalLong.empty(), List.of()),
                100, room)).isEqualTo(new Applied());
    }

    @Test
    default void aFailureIsRecordedOnlyBelowTheLimitThatComesWithIt() {
        Room room = room();
        Booking hold = Records.hold();
        put(hold, room);
        FollowUp command = new Confirm(hold.id(), COMMAND);

        assertThat(fail(command, 0, room)).isEqualTo(new Refused(Image.of(hold)));
        assertThat(fail(command, 1, room)).isEqualTo(new Applied());
        assertThat(room.read(hold.id()).transition(COMMAND))
                .contains(Records.failed(Verb.CONFIRM));
    }

    @Test
    default void aFailureThatIsTrueOfOneVersionIsRecordedOnThatVersion() {
        Room room = room();
        Booking hold = Records.hold();
        put(hold, room);
        raise(hold, room);
        FollowUp command = new Confirm(hold.id(), COMMAND);

        assertThat(failOn(1, command, room)).isEqualTo(new Refused(recorded(hold, room)));
        assertThat(failOn(2, command, room)).isEqualTo(new Applied());
        assertThat(room.read(hold.id()).version()).isEqualTo(3);
    }

    @Test
    default void aVersionIsRaisedOnceForThoseWhoHaveSeenIt() {
        Room room = room();
        Booking hold = Records.hold();
        put(hold, room);

        assertThat(raise(hold, room)).isEqualTo(new Applied());
        assertThat(raise(hold, room)).isEqualTo(new Refused(recorded(hold, room)));
        assertThat(room.read(hold.id()).version()).isEqualTo(2);
    }

    @Test
    default void aBookingThatDoesNotExistHasNowhereToRecordAnything() {
        Room room = room();
        Booking hold = Records.hold();
        Refused absent = new Refused(
                new Image(Map.of(hold.id(), Optional.empty()), Map.of(), Map.of()));

        assertThat(fail(new Confirm(hold.id(), COMMAND), 100, room)).isEqualTo(absent);
        assertThat(add(Records.confirm(hold, COMMAND), COMMAND, room)).isEqualTo(absent);
        assertThat(raise(hold, room)).isEqualTo(absent);
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

    private static Writing failOn(long seen, FollowUp command, Room room) {
        return room.ledger().record(new AddFailure(command, Records.failed(command.verb()), 100,
                OptionalLong.of(seen)));
    }
}
