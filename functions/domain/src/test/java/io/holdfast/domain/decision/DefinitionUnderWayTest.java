package io.holdfast.domain.decision;

import static io.holdfast.domain.decision.Rooms.NOON;
import static io.holdfast.domain.decision.Rooms.OWN;
import static io.holdfast.domain.decision.Rooms.image;
import static io.holdfast.domain.decision.Rooms.open;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.CommandId;
import io.holdfast.domain.Evidence.Figure;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.command.Command.Define;
import io.holdfast.domain.command.Precondition;
import io.holdfast.domain.decision.Decision.Admit;
import io.holdfast.domain.decision.Decision.Hindered;
import io.holdfast.domain.decision.Decision.Hindrance;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.RecordWrite.PutDefinition;
import io.holdfast.domain.ledger.ResourceWrite.DefinitionNote;
import io.holdfast.domain.ledger.ResourceWrite.Settle;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.DefinitionRecord.Defined;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Noted;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A definition where another one is noted. A room has one confirmed unit and version 3. */
class DefinitionUnderWayTest {
    private static final ResourceId ROOM = new ResourceId("room");
    private final Intent.OfDefinition growth = Noted.growth(4, NOON);
    private final Image growing = image(Noted.on(open("room", 4), growth));

    @Test
    void n15NothingIsJudgedWhileAnotherDefinitionIsInDoubt() {
        for (Define command : List.of(capacity(7), capacity(0), capacity(5), expecting(9))) {
            assertThat(decide(command, growing)).isEqualTo(new Hindered(
                    List.of(new Hindrance(ROOM, growth)), Refusal.lostRace(ROOM)));
            assertThat(((Decision.Refuse) DefineRules.judge(command, growing.resource(ROOM),
                    NOON)).refusal()).isEqualTo(Refusal.lostRace(ROOM));
        }
    }

    @Test
    void n15TheDifferenceIsThatToTheDefinitionOnceThePreviousOneIsSettled() {
        Admit afterKept = (Admit) decide(capacity(7), kept());
        Admit afterVoid = (Admit) decide(capacity(7), voided());

        assertThat(note(afterKept).intent().movement()).as("from 9 to 7")
                .contains(new Movement(Counter.AVAILABLE, Counter.OUTSIDE, 2));
        assertThat(note(afterVoid).intent().movement()).as("from 5 to 7")
                .contains(new Movement(Counter.OUTSIDE, Counter.AVAILABLE, 2));
        assertThat(defined(afterKept).definitionVersion()).isEqualTo(5);
        assertThat(defined(afterVoid).definitionVersion()).isEqualTo(4);
    }

    @Test
    void n15ThePreviousDefinitionIsSettledInTheSameWrite() {
        Admit admit = (Admit) decide(capacity(7), kept());

        assertThat(note(admit).settlements()).extracting(each -> each.intent())
                .containsExactly(growth);
        assertThat(note(admit).seen()).as("the version of the item as it is").hasValue(3);
    }

    @Test
    void n15TheVersionThatTheCallerInsistsOnIsThatOfTheSettledDefinition() {
        assertThat(decide(expecting(4), kept())).isInstanceOf(Admit.class);
        Refusal refusal = ((Decision.Refuse) decide(expecting(3), kept())).refusal();

        assertThat(refusal.reason()).isEqualTo(Reason.VERSION_MISMATCH);
        assertThat(refusal.evidence().figures()).containsEntry(Figure.DEFINITION_VERSION, 4L);
        assertThat(decide(expecting(3), voided())).isInstanceOf(Admit.class);
    }

    @Test
    void n15WhereNothingChangesThePreviousDefinitionIsSettledFirstByAWriteOfItsOwn() {
        Admit admit = (Admit) decide(capacity(9), kept());

        assertThat(admit.notes()).hasSize(1).allMatch(Settle.class::isInstance);
        assertThat(admit.notes().getFirst().settlements()).hasSize(1);
        assertThat(defined(admit)).isEqualTo(
                new Defined(Definition.open(9), 4, false, Optional.empty()));
        assertThat(admit.settlements()).isEmpty();
    }

    @Test
    void anotherDeliveryOfTheSameCommandIsAdopted() {
        Define command = capacity(9);
        Intent.OfDefinition own = own(command, 4);
        Admit admit = (Admit) decide(command, image(Noted.on(open("room", 4), own)));

        assertThat(admit.notes()).isEmpty();
        assertThat(admit.adopted()).containsExactly(own);
        assertThat(defined(admit)).isEqualTo(new Defined(Definition.open(9), 4, false,
                Optional.of(own.nonce())));
        assertThat(admit.settlements()).hasSize(1);
    }

    /** A cut takes effect at its note, so the capacity that is read is the target already. */
    @Test
    void n16ACutOfAnotherDeliveryIsAdoptedToo() {
        Define command = capacity(2);
        Intent.OfDefinition own = new Intent.OfDefinition(command.id(), Noted.nonce("other"),
                Optional.of(new Movement(Counter.AVAILABLE, Counter.OUTSIDE, 3)),
                Optional.empty(), command.fingerprint().bits(), NOON);

        Admit admit = (Admit) decide(command, image(Noted.on(open("room", 4), own)));

        assertThat(admit.adopted()).containsExactly(own);
        assertThat(defined(admit).definition()).isEqualTo(Definition.open(2));
    }

    @Test
    void theSameCommandWithAnotherTargetIsNotAdopted() {
        Define command = capacity(9);

        assertThat(decide(command, image(Noted.on(open("room", 4), own(command, 3)))))
                .isInstanceOf(Hindered.class);
    }

    @Test
    void aCutThatIsTooDeepOnlyBecauseOfWhatIsInDoubtIsContention() {
        Intent.OfBooking taking = Noted.book("b", 2, NOON);
        Image image = image(Noted.on(open("room", 4), taking));

        assertThat(((Hindered) decide(capacity(1), image)).hindrances())
                .containsExactly(new Hindrance(ROOM, taking));
        assertThat(((Decision.Refuse) decide(capacity(0), image)).refusal().reason())
                .isEqualTo(Reason.CAPACITY_IN_USE);
    }

    @Test
    void aStubIsDefinedLikeAnyOtherAndThatCreatesTheResource() {
        Intent.OfDefinition failed = Noted.definition(growth.movement(),
                Optional.of(ResourceStatus.OPEN), NOON);
        Image stub = image(Resource.stub(ROOM, failed));
        Image proven = stub.updatedBy(Image.of(Recorded.voided(failed, ROOM)));

        assertThat(decide(capacity(5), stub)).isInstanceOf(Hindered.class);
        Admit admit = (Admit) decide(capacity(5).onlyIf(Precondition.ABSENT), proven);
        assertThat(note(admit).seen()).hasValue(0);
        assertThat(note(admit).settlements()).hasSize(1);
        assertThat(defined(admit)).isEqualTo(
                new Defined(Definition.open(5), 1, true, Optional.of(OWN)));
        assertThat(decide(capacity(0).onlyIf(Precondition.PRESENT), proven))
                .isEqualTo(new Decision.Unmet());
    }

    /** Also one that asks for what a stub is: no capacity, closed. */
    @Test
    void everyDefinitionOfAStubIsAChange() {
        Intent.OfDefinition failed = Noted.growth(5, NOON);
        Define nothing = new Define(ROOM, new CommandId("d"), OptionalLong.of(0),
                Optional.of(ResourceStatus.CLOSED), false, OptionalLong.empty(),
                Precondition.NONE);

        Admit admit = (Admit) decide(nothing, image(Resource.stub(ROOM, failed))
                .updatedBy(Image.of(Recorded.voided(failed, ROOM))));

        assertThat(note(admit).intent().movement()).isEmpty();
        assertThat(note(admit).intent().status()).isEmpty();
        assertThat(admit.settlements()).hasSize(1);
    }

    private Image kept() {
        return growing.updatedBy(Image.of(Recorded.kept(growth, ROOM)));
    }

    private Image voided() {
        return growing.updatedBy(Image.of(Recorded.voided(growth, ROOM)));
    }

    private static Intent.OfDefinition own(Define command, long units) {
        return new Intent.OfDefinition(command.id(), Noted.nonce("other"),
                Optional.of(new Movement(Counter.OUTSIDE, Counter.AVAILABLE, units)),
                Optional.empty(), command.fingerprint().bits(), NOON);
    }

    private static Decision decide(Define command, Image image) {
        return DefineRules.decide(command, image, NOON, OWN);
    }

    private static Define capacity(long capacity) {
        return define(capacity, OptionalLong.empty());
    }

    private static Define expecting(long version) {
        return define(7, OptionalLong.of(version));
    }

    private static Define define(long capacity, OptionalLong expected) {
        return new Define(ROOM, new CommandId("d"), OptionalLong.of(capacity), Optional.empty(),
                false, expected, Precondition.NONE);
    }

    private static DefinitionNote note(Admit admit) {
        return (DefinitionNote) admit.notes().getFirst();
    }

    private static Defined defined(Admit admit) {
        return ((PutDefinition) admit.record()).definition().defined().orElseThrow();
    }
}
