package io.holdfast.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Id;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.ledger.RecordWrite.AddTransition;
import io.holdfast.domain.ledger.RecordWrite.PutBooking;
import io.holdfast.domain.ledger.RecordWrite.PutDefinition;
import io.holdfast.domain.ledger.ResourceWrite.DefinitionNote;
import io.holdfast.domain.ledger.ResourceWrite.Note;
import io.holdfast.domain.ledger.ResourceWrite.Settle;
import io.holdfast.domain.ledger.StoreFailure;
import io.holdfast.domain.ledger.Writing.Applied;
import io.holdfast.domain.resource.ExpiredSlots;
import io.holdfast.domain.resource.Fate;
import io.holdfast.domain.resource.Intent.OfBooking;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.Settlement;
import io.holdfast.dynamodb.contract.Intents;
import io.holdfast.dynamodb.contract.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every request of every command is answered before a snapshot, in this process. */
class CannedStoreTest {
    private static final ResourceId RESOURCE = new ResourceId(CannedStore.RESOURCE);
    private static final BookingId BOOKING = new BookingId(CannedStore.BOOKING);

    private final List<StoreFailure> failures = new ArrayList<>();
    private final Ledger ledger = new DynamoDbLedger(StoreClient.over(new CannedStore()),
            CannedStore.TABLE).reporting(failures::add);

    @Test
    void aBookingOrADefinitionIsNewAndItsResourceExists() {
        Booking booking = Records.hold();
        CommandId command = Records.newDefinition();

        Image image = read(booking.id(), command, RESOURCE);

        assertThat(image.booking(booking.id())).isEmpty();
        assertThat(image.definition(command)).isEmpty();
        Resource resource = image.resource(RESOURCE).orElseThrow();
        assertThat(resource.available()).isPositive();
        assertThat(ledger.note(new Note(RESOURCE, List.of(Intents.book(1)), List.of(),
                ExpiredSlots.NONE, OptionalLong.empty()))).isEqualTo(new Applied());
        assertThat(ledger.record(new PutBooking(booking))).isEqualTo(new Applied());
        assertThat(ledger.note(new DefinitionNote(RESOURCE, Intents.growth(1),
                OptionalLong.of(resource.definitionVersion()), false, List.of(),
                ExpiredSlots.NONE))).isEqualTo(new Applied());
        assertThat(ledger.record(new PutDefinition(Records.defined(Optional.empty()))))
                .isEqualTo(new Applied());
        assertThat(failures).isEmpty();
    }

    @Test
    void theHoldIsThereToBeConfirmedAndReleased() {
        Booking hold = read(BOOKING).booking(BOOKING).orElseThrow();
        Resource resource = read(RESOURCE).resource(RESOURCE).orElseThrow();
        long slot = hold.admission().orElseThrow().slot().orElseThrow();
        assertThat(resource.expiring()).containsKey(slot);
        OfBooking release = Intents.releaseHeld(slot, 1);

        assertThat(ledger.record(new AddTransition(
                Records.releaseAll(hold, new CommandId("all")), new CommandId("all"))))
                .isEqualTo(new Applied());
        assertThat(ledger.settle(new Settle(RESOURCE,
                List.of(Settlement.of(release, Fate.KEPT, resource))))).isEqualTo(new Applied());
        assertThat(failures).isEmpty();
    }

    @Test
    void aGroupIsRecorded() {
        List<PutBooking> group = List.of(new PutBooking(Records.hold()),
                new PutBooking(Records.confirmed()), new PutBooking(Records.failed()));

        assertThat(ledger.recordTogether(group).values()).hasSize(3)
                .containsOnly(new Applied());
        assertThat(failures).isEmpty();
    }

    private Image read(Id... ids) {
        return ((Reading.Read) ledger.read(Set.of(ids))).image();
    }
}
