package io.holdfast.domain.decision;

import static io.holdfast.domain.decision.Rooms.NOON;
import static io.holdfast.domain.decision.Rooms.OWN;
import static io.holdfast.domain.decision.Rooms.absent;
import static io.holdfast.domain.decision.Rooms.image;
import static io.holdfast.domain.decision.Rooms.ofLaterRelease;
import static io.holdfast.domain.decision.Rooms.open;
import static io.holdfast.domain.decision.Rooms.withExpired;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.CommandId;
import io.holdfast.domain.Evidence;
import io.holdfast.domain.Evidence.Figure;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.command.Command.Define;
import io.holdfast.domain.command.Precondition;
import io.holdfast.domain.decision.Decision.Admit;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.RecordWrite.PutDefinition;
import io.holdfast.domain.ledger.ResourceWrite.DefinitionNote;
import io.holdfast.domain.ledger.ResourceWrite.Settle;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.DefinitionRecord.Defined;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A room has one confirmed unit and definition version 3. */
class DefineRulesTest {
    private static final ResourceId ROOM = new ResourceId("room");
    private static final CommandId ID = new CommandId("d");
    private static final Evidence SEEN = Evidence.of(ROOM).with(Figure.DEFINITION_VERSION, 3);

    @Test
    void aNewResourceIsCreatedOpen() {
        Admit admit = admitted(capacity(5), absent("room"));

        assertThat(note(admit).seen()).isEmpty();
        assertThat(note(admit).intent()).isEqualTo(new Intent.OfDefinition(ID, OWN,
                Optional.of(new Movement(Counter.OUTSIDE, Counter.AVAILABLE, 5)),
                Optional.of(ResourceStatus.OPEN), capacity(5).fingerprint().bits(), NOON));
        assertThat(defined(admit)).isEqualTo(new Defined(
                new Definition(5, ResourceStatus.OPEN), 1, true, Optional.of(OWN)));
    }

    @Test
    void aCreationWithoutACapacityIsInvalid() {
        assertThatThrownBy(() -> admitted(status(ResourceStatus.OPEN), absent("room")))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("capacity: is required to create a resource");
    }

    @Test
    void whatIsLeftOutStaysAsItIs() {
        Admit admit = admitted(status(ResourceStatus.CLOSED), image(open("room", 4)));

        assertThat(defined(admit)).isEqualTo(new Defined(
                new Definition(5, ResourceStatus.CLOSED), 4, false, Optional.of(OWN)));
        assertThat(note(admit).intent().movement()).isEmpty();
        assertThat(note(admit).intent().status()).contains(ResourceStatus.CLOSED);
        assertThat(note(admit).seen()).hasValue(3);
    }

    @Test
    void aDefinitionThatChangesNothingWritesNoResource() {
        Admit admit = admitted(capacity(5), image(open("room", 4)));

        assertThat(admit.notes()).isEmpty();
        assertThat(admit.settlements()).isEmpty();
        assertThat(defined(admit)).isEqualTo(
                new Defined(Definition.open(5), 3, false, Optional.empty()));
    }

    @Test
    void capacityComesFromOutsideAndGoesThere() {
        assertThat(note(admitted(capacity(7), image(open("room", 4)))).intent().movement())
                .contains(new Movement(Counter.OUTSIDE, Counter.AVAILABLE, 2));
        assertThat(note(admitted(capacity(2), image(open("room", 4)))).intent().movement())
                .contains(new Movement(Counter.AVAILABLE, Counter.OUTSIDE, 3));
    }

    /** What takes units takes them when it is noted, what gives them gives them when settled. */
    @Test
    void n16ACutTakesEffectAtTheNoteAndAGrowthAtItsSettlement() {
        Admit cut = admitted(capacity(2), image(open("room", 4)));
        Admit growth = admitted(capacity(7), image(open("room", 4)));

        assertThat(note(cut).movements()).hasSize(1);
        assertThat(cut.settlements()).hasSize(1).allMatch(each -> each.movements().isEmpty());
        assertThat(note(growth).movements()).isEmpty();
        assertThat(growth.settlements()).flatExtracting(Settle::movements).hasSize(1);
    }

    @Test
    void aCutCollectsExpiredUnitsOnlyIfItNeedsThem() {
        Image image = image(withExpired("room", 1, 2));

        assertThat(note(admitted(capacity(2), image)).collected().units()).containsValue(2L);
        assertThat(note(admitted(capacity(3), image)).collected().units()).isEmpty();
        assertThat(note(admitted(drain(2), image)).collected().units()).isEmpty();
        assertThat(note(admitted(capacity(14), image(withManyExpired()))).collected().units())
                .as("a growth takes no units").isEmpty();
    }

    @Test
    void theCallerInsistsOnAResourceThatDoesNotExist() {
        assertThat(refused(expecting(3), absent("room")))
                .isEqualTo(new Refusal(Reason.RESOURCE_NOT_FOUND, Evidence.of(ROOM)));
        assertThat(defined(admitted(expecting(0), absent("room"))).created()).isTrue();
    }

    @Test
    void theCallerInsistsOnAnotherDefinition() {
        assertThat(refused(expecting(2), image(open("room", 4))))
                .isEqualTo(new Refusal(Reason.VERSION_MISMATCH,
                        SEEN.with(Figure.EXPECTED_DEFINITION_VERSION, 2)));
        assertThat(refused(expecting(0), image(open("room", 4))).reason())
                .isEqualTo(Reason.VERSION_MISMATCH);
    }

    @Test
    void aCutMustNotTakeUnitsThatAreHeldOrConfirmed() {
        assertThat(refused(capacity(0), image(withExpired("room", 1, 2))))
                .isEqualTo(new Refusal(Reason.CAPACITY_IN_USE, SEEN.with(Figure.REQUESTED, 0)
                        .with(Figure.TAKEN, 1).with(Figure.CAPACITY, 4)));
        assertThat(note(admitted(drain(0), image(open("room", 4)))).movements())
                .containsExactly(new Movement(Counter.AVAILABLE, Counter.OUTSIDE, 5));
    }

    @Test
    void aStatusThatALaterReleaseRecordedIsNeverKeptByThisOne() {
        for (Define command : List.of(capacity(5), status(ResourceStatus.CLOSED))) {
            assertThat(DefineRules.decide(command, image(ofLaterRelease("room")), NOON, OWN))
                    .as("undoing a closing could not restore it")
                    .isEqualTo(new Decision.Unjudgeable());
        }
        assertThat(defined(admitted(status(ResourceStatus.OPEN), image(ofLaterRelease("room"))))
                .definition().status()).isEqualTo(ResourceStatus.OPEN);
    }

    @Test
    void theImageThatMadeTheGuardFailSaysWhyOrThatItLostARace() {
        assertThat(judged(capacity(0), open("room", 4)).reason())
                .isEqualTo(Reason.CAPACITY_IN_USE);
        assertThat(judged(capacity(5), open("room", 4)))
                .as("it lost a race").isEqualTo(new Refusal(Reason.CONTENTION, Evidence.of(ROOM)));
    }

    /** Nine expired slots of one unit, three available, one confirmed. */
    private static Resource withManyExpired() {
        SortedMap<Long, Long> expiring = new TreeMap<>();
        for (long slot = Rooms.expiredSlot() - 8; slot <= Rooms.expiredSlot(); slot++) {
            expiring.put(slot, 1L);
        }
        return new Resource(ROOM, 7, 3, new Definition(13, ResourceStatus.OPEN), 3, 1, expiring, 0);
    }

    private static Define capacity(long capacity) {
        return define(OptionalLong.of(capacity), Optional.empty(), false, OptionalLong.empty());
    }

    private static Define drain(long capacity) {
        return define(OptionalLong.of(capacity), Optional.empty(), true, OptionalLong.empty());
    }

    private static Define status(ResourceStatus status) {
        return define(OptionalLong.empty(), Optional.of(status), false, OptionalLong.empty());
    }

    private static Define expecting(long definitionVersion) {
        return define(OptionalLong.of(0), Optional.empty(), false,
                OptionalLong.of(definitionVersion));
    }

    private static Define define(OptionalLong capacity, Optional<ResourceStatus> status,
            boolean allowDrain, OptionalLong expected) {
        return new Define(ROOM, ID, capacity, status, allowDrain, expected, Precondition.NONE);
    }

    private static Admit admitted(Define command, Image image) {
        return (Admit) DefineRules.decide(command, image, NOON, OWN);
    }

    private static Refusal refused(Define command, Image image) {
        return ((Decision.Refuse) DefineRules.decide(command, image, NOON, OWN)).refusal();
    }

    private static Refusal judged(Define command, Resource image) {
        return ((Decision.Refuse) DefineRules.judge(command, Optional.of(image), NOON)).refusal();
    }

    private static DefinitionNote note(Admit admit) {
        return (DefinitionNote) admit.notes().getFirst();
    }

    private static Defined defined(Admit admit) {
        return ((PutDefinition) admit.record()).definition().defined().orElseThrow();
    }
}
