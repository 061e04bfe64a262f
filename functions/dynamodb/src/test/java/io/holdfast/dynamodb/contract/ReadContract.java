package io.holdfast.dynamodb.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Id;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Reads of one item and of many. */
interface ReadContract extends RoomContract {
    @Test
    default void whatIsNotThereReadsAsAbsent() {
        Room room = room();
        BookingId booking = Room.newBooking();
        CommandId command = new CommandId("c-" + UUID.randomUUID());

        for (Set<Id> ids : Set.<Set<Id>>of(Set.of(room.id()), Set.of(booking), Set.of(command),
                Set.of(room.id(), booking, command))) {
            Image image = room.read(ids.toArray(Id[]::new));
            assertThat(image.resources().containsKey(room.id()))
                    .isEqualTo(ids.contains(room.id()));
            assertThat(image.bookings().containsKey(booking)).isEqualTo(ids.contains(booking));
            assertThat(image.definitions().containsKey(command))
                    .isEqualTo(ids.contains(command));
            assertThat(image.resource(room.id())).isEmpty();
        }
    }

    @Test
    default void aResourceReadsBackWithIntentsOfEveryKind() {
        Room room = room();
        Resource written = room.given(Intents.book(1), Intents.hold(Room.SLOT, 2),
                Intents.confirm(Room.SLOT, 1), Intents.extend(Room.SLOT, Room.SLOT + 1, 3),
                Intents.releaseHeld(Room.SLOT, 1), Intents.releaseConfirmed(1), Intents.cut(2));

        assertThat(room.read()).isEqualTo(written);
        assertThat(room.read().intents()).hasSize(6);
    }

    @Test
    default void aDefinitionUnderWayReadsBack() {
        Room room = room();

        Resource growth = room.given(Intents.growth(2));
        assertThat(room.read()).isEqualTo(growth);
        Resource closing = room.given(Intents.status(ResourceStatus.CLOSED));
        assertThat(room.read()).isEqualTo(closing);
    }

    /** The items that a look reads at once. */
    @Test
    default void aHundredItemsAreOneRead() {
        Room room = room();
        Resource resource = room.given();
        Set<Id> ids = new LinkedHashSet<>(Set.of(room.id()));
        while (ids.size() < 100) {
            ids.add(Room.newBooking());
        }

        Image image = ((Reading.Read) room.ledger().read(ids)).image();

        assertThat(image.resources()).isEqualTo(Map.of(room.id(), Optional.of(resource)));
        assertThat(image.bookings()).hasSize(99);
    }
}
