package io.holdfast.domain.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.ResourceId;
import io.holdfast.domain.ledger.ResourceWrite.DefinitionNote;
import io.holdfast.domain.ledger.ResourceWrite.Note;
import io.holdfast.domain.ledger.ResourceWrite.Settle;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.ExpiredSlots;
import io.holdfast.domain.resource.Fate;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Noted;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import io.holdfast.domain.resource.Settlement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a write changes in sum, and what must be there for it. */
class BalanceTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final ResourceId ROOM = new ResourceId("room");
    private static final Bucket TEN = new Bucket.Slot(10);
    private static final Resource IMAGE = new Resource(ROOM, 1, 1, Definition.open(20), 10, 5,
            new TreeMap<>(Map.of(10L, 5L)), 0);

    @Test
    void aBookingNeedsItsUnitsAndAnOpenResource() {
        Balance balance = note(Noted.book("a", 2, NOON), Noted.hold("b", 10, 3, NOON));

        assertThat(balance.available()).isEqualTo(-5);
        assertThat(balance.confirmed()).isEqualTo(2);
        assertThat(balance.slots()).isEqualTo(Map.of(10L, 3L));
        assertThat(balance.availableNeeded()).hasValue(5);
        assertThat(balance.lowestSlot()).hasValue(10);
        assertThat(balance.openNeeded()).isTrue();
        assertThat(balance.slotsNeeded()).as("what enters a slot needs nothing there").isEmpty();
    }

    @Test
    void n1WhatLeavesASlotMustBeThere() {
        Balance confirm = note(Noted.confirm("a", 10, 2, NOON));
        Balance undone = settle(Noted.hold("a", 10, 2, NOON), Fate.VOID);
        Balance settled = settle(Noted.release("a", TEN, 2, NOON), Fate.KEPT);

        for (Balance balance : List.of(confirm, undone, settled)) {
            assertThat(balance.slots()).isEqualTo(Map.of(10L, -2L));
            assertThat(balance.slotsNeeded()).isEqualTo(Map.of(10L, 2L));
            assertThat(balance.lowestSlot()).as("and the slot is live").hasValue(10);
            assertThat(balance.openNeeded()).isFalse();
        }
    }

    /** Its units are moved when it is settled, but nobody may lend them before. */
    @Test
    void n1WhatAReleaseWillGiveMustBeThereAlready() {
        Balance fromSlot = note(Noted.release("a", TEN, 2, NOON));
        Balance fromConfirmed = note(Noted.release("a", Counter.CONFIRMED, 2, NOON));

        assertThat(fromSlot.slots()).isEmpty();
        assertThat(fromSlot.slotsNeeded()).isEqualTo(Map.of(10L, 2L));
        assertThat(fromSlot.lowestSlot()).hasValue(10);
        assertThat(fromConfirmed.confirmed()).isZero();
        assertThat(fromConfirmed.confirmedNeeded()).hasValue(2);
        assertThat(fromConfirmed.availableNeeded()).isEmpty();
    }

    @Test
    void n2WhatTheSameWriteGivesIsCounted() {
        Balance balance = Balance.of(new Note(ROOM, List.of(Noted.book("a", 5, NOON)),
                List.of(settlement(Noted.book("b", 2, NOON), Fate.VOID)),
                new ExpiredSlots(new TreeMap<>(Map.of(3L, 1L)), OptionalLong.of(3)),
                OptionalLong.empty()));

        assertThat(balance.availableNeeded()).as("5 less 2 undone less 1 collected").hasValue(2);
        assertThat(balance.available()).isEqualTo(-2);
        assertThat(balance.confirmed()).as("summed per attribute").isEqualTo(3);
        assertThat(balance.slots()).as("a collected slot is only removed").isEmpty();
    }

    @Test
    void n2ANeedMayBeLessThanNothing() {
        Balance balance = Balance.of(new Note(ROOM, List.of(Noted.book("a", 1, NOON)),
                List.of(settlement(Noted.book("b", 4, NOON), Fate.VOID)), ExpiredSlots.NONE,
                OptionalLong.empty()));

        assertThat(balance.availableNeeded()).as("in a drain it is still needed").hasValue(-3);
    }

    @Test
    void n2WhatASlotGetsBackInTheSameWriteCoversWhatLeavesIt() {
        Balance balance = Balance.of(new Note(ROOM, List.of(Noted.confirm("a", 10, 3, NOON)),
                List.of(settlement(Noted.confirm("b", 10, 2, NOON), Fate.VOID)),
                ExpiredSlots.NONE, OptionalLong.empty()));

        assertThat(balance.slotsNeeded()).isEqualTo(Map.of(10L, 1L));
        assertThat(balance.slots()).isEqualTo(Map.of(10L, -1L));
    }

    @Test
    void n2AReleaseFromConfirmedCountsWhatTheSameWriteTakesAway() {
        Balance balance = Balance.of(new Note(ROOM,
                List.of(Noted.release("a", Counter.CONFIRMED, 2, NOON)),
                List.of(settlement(Noted.book("b", 3, NOON), Fate.VOID)), ExpiredSlots.NONE,
                OptionalLong.empty()));

        assertThat(balance.confirmedNeeded()).hasValue(5);
    }

    /** In one write, settle first, then collect: its condition compares with what was read. */
    @Test
    void n2ACollectedSlotGivesWhatWasReadAndWhatTheSameWritePutsThere() {
        Balance balance = Balance.of(new Note(ROOM, List.of(Noted.book("a", 1, NOON)),
                List.of(settlement(Noted.confirm("b", 10, 2, NOON), Fate.VOID),
                        settlement(Noted.release("c", TEN, 1, NOON), Fate.KEPT)),
                new ExpiredSlots(new TreeMap<>(Map.of(10L, 5L)), OptionalLong.of(10)),
                OptionalLong.empty()));

        assertThat(balance.available()).as("1 released, 5 + 2 - 1 collected, 1 taken")
                .isEqualTo(6);
        assertThat(balance.slots()).isEmpty();
        assertThat(balance.slotsNeeded()).as("its condition is an equality").isEmpty();
        assertThat(balance.lowestSlot()).as("settled while it is live").hasValue(10);
    }

    @Test
    void n2AWriteThatOpensTheResourceNeedsNoOpenOne() {
        Intent opening = Noted.status(ResourceStatus.OPEN, NOON);
        Intent closing = Noted.status(ResourceStatus.CLOSED, NOON);
        Intent growth = Noted.growth(1, NOON);

        assertThat(bookAfter(settlement(opening, Fate.KEPT)).openNeeded()).isFalse();
        assertThat(bookAfter(settlement(closing, Fate.VOID)).openNeeded()).isFalse();
        assertThat(bookAfter(settlement(opening, Fate.VOID)).openNeeded()).isTrue();
        assertThat(bookAfter(settlement(growth, Fate.KEPT)).openNeeded()).isTrue();
    }

    @Test
    void aCutNeedsItsUnitsUnlessItMayDrainAndNoOpenResource() {
        Balance cut = define(Noted.cut(3, NOON), false);

        assertThat(cut.availableNeeded()).hasValue(3);
        assertThat(cut.capacity()).isEqualTo(-3);
        assertThat(cut.openNeeded()).isFalse();
        assertThat(define(Noted.cut(3, NOON), true).availableNeeded()).isEmpty();
        assertThat(define(Noted.growth(3, NOON), false).capacity()).as("once settled").isZero();
    }

    private static Balance bookAfter(Settlement settlement) {
        return Balance.of(new Note(ROOM, List.of(Noted.book("a", 1, NOON)), List.of(settlement),
                ExpiredSlots.NONE, OptionalLong.empty()));
    }

    private static Balance note(Intent.OfBooking... intents) {
        return Balance.of(new Note(ROOM, List.of(intents), List.of(), ExpiredSlots.NONE,
                OptionalLong.empty()));
    }

    private static Balance define(Intent.OfDefinition intent, boolean allowDrain) {
        return Balance.of(new DefinitionNote(ROOM, intent, OptionalLong.of(1), allowDrain,
                List.of(), ExpiredSlots.NONE));
    }

    private static Balance settle(Intent intent, Fate fate) {
        return Balance.of(new Settle(ROOM, List.of(settlement(intent, fate))));
    }

    private static Settlement settlement(Intent intent, Fate fate) {
        return Settlement.of(intent, fate, IMAGE);
    }
}
