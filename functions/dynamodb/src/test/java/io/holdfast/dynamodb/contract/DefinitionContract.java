package io.holdfast.dynamodb.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.ledger.ResourceWrite.DefinitionNote;
import io.holdfast.domain.ledger.Writing;
import io.holdfast.domain.ledger.Writing.Applied;
import io.holdfast.domain.ledger.Writing.Refused;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.ExpiredSlots;
import io.holdfast.domain.resource.Fate;
import io.holdfast.domain.resource.Intent.OfDefinition;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import io.holdfast.domain.resource.Settlement;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The one definition under way: noted, settled, undone. */
interface DefinitionContract extends RoomContract {
    @Test
    default void aResourceThatDoesNotExistIsNotedAsAStub() {
        Room room = room();
        OfDefinition growth = Intents.growth(3);

        assertThat(create(growth, room)).isEqualTo(new Applied());

        assertThat(room.read()).isEqualTo(Resource.stub(room.id(), growth));
        assertThat(create(Intents.growth(4), room)).isEqualTo(new Refused(room.image()));
        assertThat(room.settle(Settlement.of(growth, Fate.KEPT, room.read())))
                .isEqualTo(new Applied());
        assertThat(room.read().available()).isEqualTo(3);
        assertThat(room.read().definitionVersion()).isEqualTo(1);
    }

    @Test
    default void aDefinitionIsNotedOnTheVersionThatItWasPlannedOn() {
        Room room = room();
        Resource seen = room.given();
        OfDefinition growth = Intents.growth(3);

        assertThat(room.define(growth, 2)).isEqualTo(new Refused(room.image()));
        assertThat(room.define(growth, 3)).isEqualTo(new Applied());

        assertThat(room.read().defining()).contains(growth);
        assertThat(room.read().capacity()).as("growth is settled").isEqualTo(seen.capacity());
        assertThat(room.read().definitionVersion()).isEqualTo(3);
    }

    @Test
    default void oneDefinitionAtATimeIsUnderWay() {
        Room room = room();
        room.given(Intents.growth(3));

        assertThat(room.define(Intents.growth(3))).isEqualTo(new Refused(room.image()));
    }

    @Test
    default void theNextDefinitionSettlesThePreviousOne() {
        Room room = room();
        OfDefinition growth = Intents.growth(3);
        Resource seen = room.given(growth);
        OfDefinition next = Intents.cut(Room.UNITS + 3);

        assertThat(room.define(next, Settlement.of(growth, Fate.KEPT, seen)))
                .isEqualTo(new Applied());

        assertThat(room.read().available()).isZero();
        assertThat(room.read().capacity()).isEqualTo(2 * Room.UNITS);
        assertThat(room.read().definitionVersion()).isEqualTo(4);
        assertThat(room.read().defining()).contains(next);
    }

    @Test
    default void aPreviousOneThatIsGoneIsNotSettledAgain() {
        Room room = room();
        OfDefinition growth = Intents.growth(3);
        Settlement kept = Settlement.of(growth, Fate.KEPT, room.given());

        assertThat(room.define(Intents.growth(1), kept)).isEqualTo(new Refused(room.image()));
        assertThat(room.settle(kept)).isEqualTo(new Refused(room.image()));

        room.given(Intents.growth(3));
        assertThat(room.settle(kept)).as("another is in its place")
                .isEqualTo(new Refused(room.image()));
    }

    @Test
    default void aCutTakesNoUnitsThatAreTakenUnlessItMayDrain() {
        Room room = room();
        room.given();
        OfDefinition cut = Intents.cut(Room.UNITS + 1);

        assertThat(room.define(cut)).isEqualTo(new Refused(room.image()));
        assertThat(room.ledger().note(new DefinitionNote(room.id(), cut, OptionalLong.of(3), true,
                List.of(), ExpiredSlots.NONE))).isEqualTo(new Applied());

        assertThat(room.read().available()).isEqualTo(-1);
        assertThat(room.settle(Settlement.of(cut, Fate.VOID, room.read())))
                .isEqualTo(new Applied());
        assertThat(room.read().available()).isEqualTo(Room.UNITS);
        assertThat(room.read().definitionVersion()).isEqualTo(3);
        assertThat(room.read().defining()).isEmpty();
    }

    @Test
    default void aClosingTakesEffectWhenItIsNoted() {
        Room room = room();
        room.given();
        OfDefinition closing = Intents.status(ResourceStatus.CLOSED);

        assertThat(room.define(closing)).isEqualTo(new Applied());

        assertThat(room.read().status()).isEqualTo(ResourceStatus.CLOSED);
        assertThat(room.note(Intents.book(1), Settlement.of(closing, Fate.VOID, room.read())))
                .as("a booking that opens it again").isEqualTo(new Applied());
        assertThat(room.read().status()).isEqualTo(ResourceStatus.OPEN);
        assertThat(room.read().defining()).isEmpty();
    }

    @Test
    default void anOpeningTakesEffectWhenItIsSettled() {
        Room room = room();
        OfDefinition opening = Intents.status(ResourceStatus.OPEN);
        Resource seen = room.given(new Definition(3 * Room.UNITS, ResourceStatus.CLOSED),
                opening);

        assertThat(room.settle(Settlement.of(opening, Fate.KEPT, seen)))
                .isEqualTo(new Applied());

        assertThat(room.read().status()).isEqualTo(ResourceStatus.OPEN);
        assertThat(room.read().definitionVersion()).isEqualTo(4);
    }

    @Test
    default void theStatusIsThatOfTheDefinitionsInTheirOrder() {
        assertThat(after(ResourceStatus.OPEN, Fate.KEPT, ResourceStatus.CLOSED))
                .isEqualTo(ResourceStatus.CLOSED);
        assertThat(after(ResourceStatus.OPEN, Fate.VOID, ResourceStatus.CLOSED))
                .isEqualTo(ResourceStatus.CLOSED);
        assertThat(after(ResourceStatus.CLOSED, Fate.VOID, ResourceStatus.CLOSED))
                .isEqualTo(ResourceStatus.CLOSED);
        assertThat(after(ResourceStatus.CLOSED, Fate.VOID, ResourceStatus.OPEN))
                .isEqualTo(ResourceStatus.OPEN);
        assertThat(after(ResourceStatus.CLOSED, Fate.KEPT, ResourceStatus.OPEN))
                .as("until that is settled").isEqualTo(ResourceStatus.CLOSED);
    }

    private ResourceStatus after(ResourceStatus previous, Fate fate, ResourceStatus next) {
        Room room = room();
        OfDefinition settled = Intents.status(previous);
        Resource seen = room.given(new Definition(3 * Room.UNITS, ResourceStatus.CLOSED),
                settled);
        room.define(Intents.status(next), Settlement.of(settled, fate, seen));
        return room.read().status();
    }

    private static Writing create(OfDefinition intent, Room room) {
        return room.ledger().note(new DefinitionNote(room.id(), intent, OptionalLong.empty(),
                false, List.of(), ExpiredSlots.NONE));
    }
}
