package io.holdfast.dynamodb.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.ledger.Writing.Applied;
import io.holdfast.domain.ledger.Writing.Refused;
import io.holdfast.domain.resource.ExpiredSlots;
import io.holdfast.domain.resource.Fate;
import io.holdfast.domain.resource.Intent.OfBooking;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.Settlement;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The slots of a write: those that units enter and leave, and those that it collects. */
interface SlotContract extends RoomContract {
    @Test
    default void unitsLeaveASlotOnlyIfTheyAreThere() {
        Room room = room();
        room.given();
        long many = Room.UNITS + 1;

        assertThat(room.note(Intents.confirm(Room.SLOT, many)))
                .isEqualTo(new Refused(room.image()));
        assertThat(room.note(Intents.extend(Room.SLOT, Room.SLOT + 4, many)))
                .isInstanceOf(Refused.class);
        assertThat(room.note(Intents.releaseHeld(Room.SLOT, many))).isInstanceOf(Refused.class);
        assertThat(room.note(Intents.confirm(Room.SLOT + 4, 1))).as("no such slot")
                .isInstanceOf(Refused.class);
        assertThat(room.read().version()).isEqualTo(7);
    }

    @Test
    default void anExtendMovesUnitsToASlotThatIsNew() {
        Room room = room();
        room.given();

        assertThat(room.note(Intents.extend(Room.SLOT, Room.SLOT + 4, Room.UNITS)))
                .isEqualTo(new Applied());
        assertThat(room.note(Intents.extend(Room.SLOT + 4, Room.SLOT + 8, 2)))
                .isEqualTo(new Applied());

        assertThat(room.read().expiring()).isEqualTo(
                Map.of(Room.SLOT, 0L, Room.SLOT + 4, Room.UNITS - 2, Room.SLOT + 8, 2L));
    }

    @Test
    default void noUnitsEnterASlotThatWasCollected() {
        Room room = room();
        room.given();

        assertThat(room.note(Intents.hold(Room.WATERMARK, 1)))
                .isEqualTo(new Refused(room.image()));
        assertThat(room.note(Intents.hold(Room.WATERMARK + 1, 1))).isEqualTo(new Applied());
    }

    /** Its units are there: those of a hold that entered after the watermark had risen. */
    @Test
    default void noUnitsLeaveASlotThatWasCollected() {
        Room room = room();
        Resource seen = room.given();
        room.given(new Resource(room.id(), 7, 3, seen.definition(), Room.UNITS, Room.UNITS,
                seen.expiring(), Room.SLOT));

        assertThat(room.note(Intents.confirm(Room.SLOT, 1)))
                .isEqualTo(new Refused(room.image()));
        assertThat(room.note(Intents.releaseHeld(Room.SLOT, 1))).isInstanceOf(Refused.class);
        assertThat(room.note(Intents.extend(Room.SLOT, Room.SLOT + 4, 1)))
                .isInstanceOf(Refused.class);
    }

    @Test
    default void collectedSlotsGiveTheirUnitsOnce() {
        Room room = room();
        room.given();

        assertThat(room.collect(Intents.book(Room.UNITS + 4), collected(Room.UNITS)))
                .isEqualTo(new Applied());

        assertThat(room.read().expiring()).isEmpty();
        assertThat(room.read().available()).isEqualTo(1);
        assertThat(room.read().expiredThrough()).isEqualTo(Room.SLOT);
        assertThat(room.collect(Intents.book(1), collected(Room.UNITS)))
                .isEqualTo(new Refused(room.image()));
    }

    @Test
    default void aCollectedSlotHoldsWhatWasSeen() {
        Room room = room();
        room.given();

        for (long seen : new long[]{Room.UNITS - 1, Room.UNITS + 1}) {
            assertThat(room.collect(Intents.book(1), collected(seen)))
                    .isEqualTo(new Refused(room.image()));
        }
    }

    @Test
    default void theWatermarkNeverSinks() {
        Room room = room();
        Resource seen = room.given();
        Resource risen = new Resource(room.id(), 7, 3, seen.definition(), Room.UNITS, Room.UNITS,
                seen.expiring(), Room.SLOT);
        room.given(risen);

        assertThat(room.collect(Intents.book(1), collected(Room.UNITS)))
                .isEqualTo(new Refused(room.image()));
        assertThat(room.collect(Intents.book(1),
                new ExpiredSlots(slots(Room.UNITS), OptionalLong.empty())))
                .as("one that knows of it").isEqualTo(new Applied());
        assertThat(room.read().expiredThrough()).isEqualTo(Room.SLOT);
    }

    /** A void hold goes back first, then its slot is collected, and then all of it is taken. */
    @Test
    default void whatIsSettledIntoOrOutOfACollectedSlotCounts() {
        Room room = room();
        OfBooking hold = Intents.hold(Room.SLOT, 2);
        OfBooking confirm = Intents.confirm(Room.SLOT, 3);
        Resource seen = room.given(hold, confirm);

        assertThat(room.collect(Intents.book(13), collected(Room.UNITS),
                Settlement.of(hold, Fate.VOID, seen), Settlement.of(confirm, Fate.VOID, seen)))
                .isEqualTo(new Applied());

        assertThat(room.read().available()).isZero();
        assertThat(room.read().confirmed()).isEqualTo(Room.UNITS - 3 + 13);
        assertThat(room.read().expiring()).isEmpty();
        assertThat(room.read().intents()).hasSize(1);
    }

    private static ExpiredSlots collected(long seen) {
        return new ExpiredSlots(slots(seen), OptionalLong.of(Room.SLOT));
    }

    private static SortedMap<Long, Long> slots(long seen) {
        return new TreeMap<>(Map.of(Room.SLOT, seen));
    }
}
