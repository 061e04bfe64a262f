package io.holdfast.dynamodb.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.Limits;
import io.holdfast.domain.ledger.Writing.Applied;
import io.holdfast.domain.ledger.Writing.Refused;
import io.holdfast.domain.resource.Fate;
import io.holdfast.domain.resource.Intent.OfBooking;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.Settlement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The map of intents: one for each booking, so many at most, and each taken off as it was seen. */
interface IntentContract extends RoomContract {
    @Test
    default void aBookingHasOneIntentAtMost() {
        Room room = room();
        OfBooking first = Intents.book(1);
        room.given(first);

        assertThat(room.note(Intents.of(first.booking(), first)))
                .isEqualTo(new Refused(room.image()));
    }

    @Test
    default void anIntentIsReplacedInOneWrite() {
        Room room = room();
        OfBooking old = Intents.hold(Room.SLOT, 2);
        Resource seen = room.given(old);
        OfBooking next = Intents.of(old.booking(), Intents.book(1));
        Settlement undone = Settlement.of(old, Fate.VOID, seen);

        assertThat(room.note(next, undone)).isEqualTo(new Applied());

        assertThat(room.read().intents()).isEqualTo(Map.of(old.booking(), next));
        assertThat(room.read().expiring()).containsEntry(Room.SLOT, Room.UNITS - 2);
        assertThat(room.note(Intents.of(old.booking(), next), undone)).as("it is not there")
                .isEqualTo(new Refused(room.image()));
    }

    @Test
    default void oneWithNothingToMoveIsReplacedEvenIfItIsGone() {
        Room room = room();
        OfBooking old = Intents.book(2);
        Settlement kept = Settlement.of(old, Fate.KEPT, room.given());
        OfBooking next = Intents.of(old.booking(), Intents.releaseConfirmed(1));

        assertThat(room.note(next, kept)).isEqualTo(new Applied());
        assertThat(room.note(Intents.of(old.booking(), next), kept)).as("but no later one")
                .isEqualTo(new Refused(room.image()));
    }

    @Test
    default void aFullMapTakesNoIntent() {
        Room room = room();
        room.given(many(Limits.INTENTS));

        assertThat(room.note(Intents.book(1))).isEqualTo(new Refused(room.image()));

        room.given(many(Limits.INTENTS - 1));
        assertThat(room.note(Intents.book(1))).isEqualTo(new Applied());
    }

    @Test
    default void aFullMapTakesAsManyAsTheSameWriteCertainlyTakesOff() {
        Room room = room();
        OfBooking[] full = many(Limits.INTENTS);
        Resource seen = room.given(full);
        Settlement kept = Settlement.of(full[0], Fate.KEPT, seen);

        assertThat(room.note(Intents.book(1), kept)).as("another may have taken it off")
                .isEqualTo(new Refused(room.image()));
        assertThat(room.note(List.of(Intents.book(1), Intents.book(1)), kept.strictly()))
                .isEqualTo(new Refused(room.image()));
        assertThat(room.note(Intents.book(1), kept.strictly())).isEqualTo(new Applied());

        assertThat(room.read().intents()).hasSize(Limits.INTENTS);
        OfBooking replaced = full[1];
        assertThat(room.note(Intents.of(replaced.booking(), replaced),
                Settlement.of(replaced, Fate.KEPT, seen).strictly())).isEqualTo(new Applied());
        assertThat(room.read().intents()).hasSize(Limits.INTENTS);
    }

    @Test
    default void aGroupNeedsRoomForAll() {
        Room room = room();
        room.given(many(Limits.INTENTS - 2));

        assertThat(room.note(List.of(Intents.book(1), Intents.book(1), Intents.book(1))))
                .isEqualTo(new Refused(room.image()));
        assertThat(room.note(List.of(Intents.book(1), Intents.book(1))))
                .isEqualTo(new Applied());
        assertThat(room.read().intents()).hasSize(Limits.INTENTS);
    }

    @Test
    default void theUnitsOfAnIntentAreMovedOnlyWithIt() {
        Room room = room();
        OfBooking dead = Intents.book(2);
        Settlement undone = Settlement.of(dead, Fate.VOID, room.given());

        assertThat(room.note(Intents.book(1), undone)).as("it is gone")
                .isEqualTo(new Refused(room.image()));

        room.given(Intents.of(dead.booking(), dead));
        assertThat(room.note(Intents.book(1), undone)).as("another is in its place")
                .isEqualTo(new Refused(room.image()));
    }

    @Test
    default void twoWhoTidyDoNotRefuseEachOther() {
        Room room = room();
        OfBooking done = Intents.book(2);
        Settlement kept = Settlement.of(done, Fate.KEPT, room.given(done));

        assertThat(room.note(Intents.book(1), kept)).isEqualTo(new Applied());
        assertThat(room.note(Intents.book(1), kept)).isEqualTo(new Applied());

        assertThat(room.read().intents()).hasSize(2).doesNotContainKey(done.booking());
        room.given(Intents.of(done.booking(), done));
        assertThat(room.note(Intents.book(1), kept)).as("another is in its place")
                .isEqualTo(new Refused(room.image()));
    }

    private static OfBooking[] many(int count) {
        return Stream.generate(() -> Intents.book(1)).limit(count).toArray(OfBooking[]::new);
    }
}
