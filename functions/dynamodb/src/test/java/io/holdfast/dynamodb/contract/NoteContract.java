package io.holdfast.dynamodb.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.ResourceWrite.Note;
import io.holdfast.domain.ledger.Writing;
import io.holdfast.domain.ledger.Writing.Applied;
import io.holdfast.domain.ledger.Writing.Refused;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.ExpiredSlots;
import io.holdfast.domain.resource.Fate;
import io.holdfast.domain.resource.Intent.OfBooking;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import io.holdfast.domain.resource.Settlement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a note takes, and the guards of its counters. */
interface NoteContract extends RoomContract {
    @Test
    default void aNoteTakesItsUnitsAndLeavesItsIntent() {
        Room room = room();
        Resource before = room.given();
        OfBooking book = Intents.book(2);

        assertThat(room.note(book)).isEqualTo(new Applied());

        assertThat(room.read()).isEqualTo(new Resource(room.id(), before.version() + 1,
                before.definitionVersion(), before.definition(), Room.UNITS - 2, Room.UNITS + 2,
                before.expiring(), Room.WATERMARK, Map.of(book.booking(), book),
                Optional.empty()));
    }

    @Test
    default void aGroupIsNotedAtOnce() {
        Room room = room();
        room.given();

        assertThat(room.note(List.of(Intents.book(1), Intents.hold(Room.SLOT, 1),
                Intents.hold(Room.SLOT + 8, 3)))).isEqualTo(new Applied());

        assertThat(room.read().available()).isZero();
        assertThat(room.read().expiring()).isEqualTo(
                Map.of(Room.SLOT, Room.UNITS + 1, Room.SLOT + 8, 3L));
        assertThat(room.read().intents()).hasSize(3);
    }

    @Test
    default void noMoreIsTakenThanIsAvailable() {
        Room room = room();
        room.given();

        Writing answer = room.note(Intents.book(Room.UNITS + 1));

        assertThat(answer).as("with the image that it failed on")
                .isEqualTo(new Refused(room.image()));
        assertThat(room.note(Intents.hold(Room.SLOT, Room.UNITS + 1)))
                .isInstanceOf(Refused.class);
        assertThat(room.read().version()).as("nothing was written").isEqualTo(7);
    }

    @Test
    default void whatTheSameWriteGivesCanBeTaken() {
        Room room = room();
        OfBooking dead = Intents.book(3);
        Resource seen = room.given(dead);
        Settlement undone = Settlement.of(dead, Fate.VOID, seen);

        assertThat(room.note(Intents.book(Room.UNITS + 4), undone)).isInstanceOf(Refused.class);
        assertThat(room.note(Intents.book(Room.UNITS + 3), undone)).isEqualTo(new Applied());

        assertThat(room.read().available()).isZero();
        assertThat(room.read().confirmed()).isEqualTo(Room.UNITS + Room.UNITS);
    }

    @Test
    default void aClosedResourceTakesNoBooking() {
        Room room = room();
        room.given(new Definition(3 * Room.UNITS, ResourceStatus.CLOSED));

        assertThat(room.note(Intents.book(1))).isEqualTo(new Refused(room.image()));
        assertThat(room.note(Intents.confirm(Room.SLOT, 1))).as("but a confirm")
                .isEqualTo(new Applied());
    }

    @Test
    default void aResourceThatDoesNotExistShowsThatItDoesNot() {
        Room room = room();

        assertThat(room.note(Intents.book(1))).isEqualTo(new Refused(
                new Image(Map.of(), Map.of(), Map.of(room.id(), Optional.empty()))));
    }

    @Test
    default void aReleaseIsNotedOnlyIfItsUnitsAreConfirmed() {
        Room room = room();
        room.given();

        assertThat(room.note(Intents.releaseConfirmed(Room.UNITS + 1)))
                .isEqualTo(new Refused(room.image()));
        assertThat(room.note(Intents.releaseConfirmed(Room.UNITS))).isEqualTo(new Applied());
        assertThat(room.read().confirmed()).as("they move when it is settled")
                .isEqualTo(Room.UNITS);
    }

    @Test
    default void aCallerMayInsistOnTheVersion() {
        Room room = room();
        room.given();

        assertThat(expecting(6, room)).isEqualTo(new Refused(room.image()));
        assertThat(expecting(7, room)).isEqualTo(new Applied());
    }

    private static Writing expecting(long version, Room room) {
        return room.ledger().note(new Note(room.id(), List.of(Intents.book(1)), List.of(),
                ExpiredSlots.NONE, OptionalLong.of(version)));
    }
}
