package io.holdfast.dynamodb.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.ledger.Writing.Applied;
import io.holdfast.domain.ledger.Writing.Refused;
import io.holdfast.domain.resource.Fate;
import io.holdfast.domain.resource.Intent.OfBooking;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.Settlement;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Intents that are taken off by a write of its own. */
interface SettleContract extends RoomContract {
    @Test
    default void aKeptReleaseGivesItsUnitsOnce() {
        Room room = room();
        OfBooking held = Intents.releaseHeld(Room.SLOT, 2);
        OfBooking confirmed = Intents.releaseConfirmed(3);
        Resource seen = room.given(held, confirmed);

        assertThat(room.settle(Settlement.of(held, Fate.KEPT, seen))).isEqualTo(new Applied());
        assertThat(room.settle(Settlement.of(confirmed, Fate.KEPT, seen)))
                .isEqualTo(new Applied());

        Resource after = room.read();
        assertThat(after.available()).isEqualTo(2 * Room.UNITS);
        assertThat(after.confirmed()).isEqualTo(Room.UNITS - 3);
        assertThat(after.expiring()).isEqualTo(Map.of(Room.SLOT, Room.UNITS - 2));
        assertThat(after.intents()).isEmpty();
        assertThat(after.version()).isEqualTo(9);
        assertThat(room.settle(Settlement.of(held, Fate.KEPT, seen)))
                .isEqualTo(new Refused(room.image()));
    }

    @Test
    default void aVoidIntentGivesBackWhatItTook() {
        Room room = room();
        OfBooking book = Intents.book(1);
        OfBooking hold = Intents.hold(Room.SLOT, 2);
        OfBooking confirm = Intents.confirm(Room.SLOT + 4, 3);
        OfBooking extend = Intents.extend(Room.SLOT + 8, Room.SLOT, 1);
        Resource seen = room.given(book, hold, confirm, extend);

        assertThat(room.settle(Settlement.of(book, Fate.VOID, seen),
                Settlement.of(hold, Fate.VOID, seen), Settlement.of(confirm, Fate.VOID, seen),
                Settlement.of(extend, Fate.VOID, seen))).isEqualTo(new Applied());

        Resource after = room.read();
        assertThat(after.available()).isEqualTo(Room.UNITS + 3);
        assertThat(after.confirmed()).isEqualTo(Room.UNITS - 4);
        assertThat(after.expiring()).isEqualTo(
                Map.of(Room.SLOT, Room.UNITS - 3, Room.SLOT + 4, 3L, Room.SLOT + 8, 1L));
        assertThat(after.intents()).isEmpty();
    }

    /** Another's confirm has lent itself the units: the intent stays where it is. */
    @Test
    default void aVoidHoldWhoseUnitsAreLentIsNotUndone() {
        Room room = room();
        OfBooking hold = Intents.hold(Room.SLOT, Room.UNITS + 1);
        Resource seen = room.given(hold);

        assertThat(room.settle(Settlement.of(hold, Fate.VOID, seen)))
                .isEqualTo(new Refused(room.image()));
    }

    @Test
    default void nothingEntersOrLeavesASlotThatWasCollectedSince() {
        Room room = room();
        OfBooking hold = Intents.hold(Room.SLOT, 2);
        OfBooking confirm = Intents.confirm(Room.SLOT, 2);
        Resource seen = room.given(hold, confirm);
        room.given(new Resource(room.id(), 7, 3, seen.definition(), Room.UNITS, Room.UNITS,
                new TreeMap<>(seen.expiring()), Room.SLOT, seen.intents(), seen.defining()));

        assertThat(room.settle(Settlement.of(hold, Fate.VOID, seen)))
                .isEqualTo(new Refused(room.image()));
        assertThat(room.settle(Settlement.of(confirm, Fate.VOID, seen)))
                .isEqualTo(new Refused(room.image()));
        assertThat(room.settle(Settlement.of(confirm, Fate.VOID, room.read())))
                .as("whoever knows gives them back").isEqualTo(new Applied());
        assertThat(room.read().available()).isEqualTo(Room.UNITS + 2);
    }

    @Test
    default void anIntentWithNothingToMoveIsTakenOffIfItIsStillThere() {
        Room room = room();
        OfBooking done = Intents.book(1);
        Settlement kept = Settlement.of(done, Fate.KEPT, room.given(done));

        assertThat(room.settle(kept)).isEqualTo(new Applied());
        assertThat(room.read().intents()).isEmpty();
        assertThat(room.settle(kept)).isEqualTo(new Applied());
        assertThat(room.settle(kept.strictly())).isEqualTo(new Refused(room.image()));
    }
}
