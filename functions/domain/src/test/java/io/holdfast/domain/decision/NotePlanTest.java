package io.holdfast.domain.decision;

import static io.holdfast.domain.decision.Rooms.NOON;
import static io.holdfast.domain.decision.Rooms.closed;
import static io.holdfast.domain.decision.Rooms.open;
import static io.holdfast.domain.decision.Rooms.slot;
import static io.holdfast.domain.decision.Rooms.withHeld;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.ResourceId;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.decision.NotePlan.Tidying;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.ExpiredSlots;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Noted;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import io.holdfast.domain.resource.Settlement;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which intents a note takes off beside its own work, and which are in its way. */
class NotePlanTest {
    private static final ResourceId ROOM = new ResourceId("room");
    private static final Instant JUST_NOW = NOON.minusSeconds(10);
    private static final Instant OLD = NOON.minusSeconds(11);
    private static final Intent.OfBooking WANTED = Noted.book("new", 2, NOON);

    @Test
    void whatMovesNothingIsAlwaysTakenOffAndMayBeGoneAlready() {
        Intent.OfBooking kept = Noted.book("a", 1, NOON);

        Settlement only = only(plan(Noted.on(open("room", 9), kept), kept(kept), WANTED));

        assertThat(only.intent()).isEqualTo(kept);
        assertThat(only.strict()).isFalse();
    }

    /** Two writes that move the same units refuse each other. */
    @Test
    void whatMovesUnitsIsLeftAloneUnlessTheyAreNeeded() {
        Intent.OfBooking undone = Noted.book("a", 1, JUST_NOW);

        assertThat(plan(Noted.on(open("room", 3), undone), voided(undone), WANTED)
                .settlements()).isEmpty();
        Settlement needed = only(plan(Noted.on(open("room", 2), undone), voided(undone),
                WANTED));
        assertThat(needed.strict()).isTrue();
    }

    @Test
    void nothingMoreIsUndoneThanIsNeeded() {
        Intent.OfBooking first = Noted.book("a", 1, JUST_NOW);
        Intent.OfBooking second = Noted.book("b", 1, NOON);

        assertThat(only(plan(Noted.on(open("room", 3), first, second), voided(first, second),
                WANTED)).intent()).as("the oldest first").isEqualTo(first);
    }

    @Test
    void whatMovesUnitsIsTakenOffOnceItIsOlderThanTenSeconds() {
        Intent.OfBooking undone = Noted.book("a", 1, OLD);

        assertThat(only(plan(Noted.on(open("room", 9), undone), voided(undone), WANTED))
                .intent()).isEqualTo(undone);
    }

    @Test
    void whatIsInDoubtIsNeverTakenOff() {
        Intent.OfBooking doubted = Noted.book("a", 1, OLD);

        assertThat(plan(Noted.on(open("room", 9), doubted), Image.NONE, WANTED).settlements())
                .isEmpty();
    }

    @Test
    void anEarlierIntentOfTheSameBookingIsReplaced() {
        Intent.OfBooking earlier = Noted.release("new", Counter.CONFIRMED, 1, NOON);

        assertThat(only(plan(Noted.on(open("room", 9), earlier), kept(earlier), WANTED))
                .intent()).isEqualTo(earlier);
    }

    @Test
    void inAFullMapAllThatIsFinalIsTakenOffStrictly() {
        Intent.OfBooking[] all = intents(32, NOON);
        Image records = kept(List.of(all).subList(0, 3).toArray(Intent.OfBooking[]::new))
                .updatedBy(voided(all[3]));

        Tidying tidying = plan(Noted.on(open("room", 40), all), records, WANTED);

        assertThat(tidying.settlements()).hasSize(4).allMatch(Settlement::strict);
    }

    @Test
    void aMapWithRoomForOneMoreIsNotFull() {
        Intent.OfBooking[] all = intents(31, NOON);

        assertThat(plan(Noted.on(open("room", 40), all), voided(all[0]), WANTED).settlements())
                .isEmpty();
    }

    @Test
    void withoutRoomInTheMapAllThatIsInDoubtIsInTheWay() {
        NotePlan full = notePlan(Noted.on(open("room", 40), intents(32, NOON)), Image.NONE,
                WANTED);

        assertThat(full.tidying()).isEmpty();
        assertThat(full.hindrances()).hasSize(32);
    }

    @Test
    void unitsThatAreOnlyInDoubtAreInTheWayAndOthersAreNot() {
        Intent.OfBooking taking = Noted.book("a", 1, NOON);
        Intent.OfBooking confirming = Noted.confirm("b", slot(), 1, NOON);
        Resource room = Noted.on(withHeld("room", 2, slot(), 1), taking, confirming);

        NotePlan plan = notePlan(room, Image.NONE, WANTED);

        assertThat(plan.tidying()).isEmpty();
        assertThat(plan.hindrances()).containsExactly(taking);
    }

    /** Another's late confirm has lent itself units of the same slot. */
    @Test
    void n6WhatHidesUnitsOfThisBookingIsTakenOff() {
        Intent.OfBooking late = Noted.confirm("late", slot(), 2, NOON);
        Intent.OfBooking own = Noted.confirm("own", slot(), 2, NOON);
        Resource room = Noted.on(withHeld("room", 5, slot(), 2), late);

        Settlement only = only(plan(room, voided(late), own));

        assertThat(only.intent()).isEqualTo(late);
        assertThat(notePlan(room, Image.NONE, own).hindrances()).containsExactly(late);
    }

    @Test
    void aVoidClosingIsUndoneByWhoeverBooks() {
        Intent.OfDefinition closing = Noted.status(ResourceStatus.CLOSED, NOON);
        Resource room = Noted.on(open("room", 9), closing);

        assertThat(only(plan(room, Image.of(Recorded.voided(closing, ROOM)), WANTED)).intent())
                .isEqualTo(closing);
        assertThat(notePlan(room, Image.NONE, WANTED).hindrances()).containsExactly(closing);
    }

    /** Whoever makes it needs the previous one out of the way. */
    @Test
    void aDefinitionReplacesThePreviousOneStrictly() {
        Intent.OfDefinition previous = Noted.growth(1, NOON);
        Resource room = Noted.on(open("room", 9), previous);

        Settlement only = only(plan(room, Image.of(Recorded.kept(previous, ROOM)),
                Noted.cut(2, NOON)));

        assertThat(only.intent()).isEqualTo(previous);
        assertThat(only.strict()).isTrue();
    }

    @Test
    void aClosedResourceHasNothingInTheWayOfARelease() {
        Intent.OfBooking release = Noted.release("b", Counter.CONFIRMED, 1, NOON);

        assertThat(plan(closed("room", 0), Image.NONE, release).settlements()).isEmpty();
    }

    private static Tidying plan(Resource room, Image records, Intent wanted) {
        return notePlan(room, records, wanted).tidying().orElseThrow();
    }

    private static NotePlan notePlan(Resource room, Image records, Intent wanted) {
        return NotePlan.of(new Outlook(room, records, NOON), List.of(wanted), false,
                ExpiredSlots.MOST);
    }

    private static Settlement only(Tidying tidying) {
        assertThat(tidying.settlements()).hasSize(1);
        return tidying.settlements().getFirst();
    }

    private static Intent.OfBooking[] intents(int count, Instant at) {
        return IntStream.range(0, count).mapToObj(i -> Noted.book("b" + i, 1, at))
                .toArray(Intent.OfBooking[]::new);
    }

    private static Image kept(Intent.OfBooking... intents) {
        return image(List.of(intents).stream().map(each -> Recorded.kept(each, ROOM)).toList());
    }

    private static Image voided(Intent.OfBooking... intents) {
        return image(List.of(intents).stream().map(each -> Recorded.voided(each, ROOM)).toList());
    }

    private static Image image(List<Booking> records) {
        return records.stream().map(Image::of).reduce(Image.NONE, Image::updatedBy);
    }
}
