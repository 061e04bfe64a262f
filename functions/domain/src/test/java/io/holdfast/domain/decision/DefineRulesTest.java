package io.holdfast.domain.decision;

import static io.holdfast.domain.decision.Rooms.NOON;
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
import io.holdfast.domain.ledger.Canceled;
import io.holdfast.domain.ledger.Commit;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.ResourceWrite.Create;
import io.holdfast.domain.ledger.ResourceWrite.Move;
import io.holdfast.domain.ledger.ResourceWrite.Redefinition;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.DefinitionRecord.Defined;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
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
        Commit commit = admitted(capacity(5), absent("room"));

        assertThat(commit.resources()).containsExactly(
                new Create(ROOM, new Definition(5, ResourceStatus.OPEN)));
        assertThat(defined(commit))
                .isEqualTo(new Defined(new Definition(5, ResourceStatus.OPEN), 1, true));
    }

    @Test
    void aCreationWithoutACapacityIsInvalid() {
        assertThatThrownBy(() -> admitted(status(ResourceStatus.OPEN), absent("room")))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("capacity: is required to create a resource");
    }

    @Test
    void whatIsLeftOutStaysAsItIs() {
        Commit commit = admitted(status(ResourceStatus.CLOSED), image(open("room", 4)));

        assertThat(defined(commit))
                .isEqualTo(new Defined(new Definition(5, ResourceStatus.CLOSED), 4, false));
        assertThat(move(commit).movements()).isEmpty();
        assertThat(move(commit).redefinition())
                .contains(new Redefinition(3,
                        new Definition(5, ResourceStatus.CLOSED), false));
    }

    @Test
    void aDefinitionThatChangesNothingWritesNoResource() {
        Commit commit = admitted(capacity(5), image(open("room", 4)));

        assertThat(commit.resources()).isEmpty();
        assertThat(defined(commit).definitionVersion()).isEqualTo(3);
    }

    @Test
    void capacityComesFromOutsideAndGoesThere() {
        assertThat(move(admitted(capacity(7), image(open("room", 4)))).movements())
                .containsExactly(new Movement(Counter.OUTSIDE, Counter.AVAILABLE, 2));
        assertThat(move(admitted(capacity(2), image(open("room", 4)))).movements())
                .containsExactly(new Movement(Counter.AVAILABLE, Counter.OUTSIDE, 3));
    }

    @Test
    void aCutCollectsExpiredUnitsOnlyIfItNeedsThem() {
        Image image = image(withExpired("room", 1, 2));

        assertThat(move(admitted(capacity(2), image)).collected().total()).isEqualTo(2);
        assertThat(move(admitted(capacity(3), image)).collected().total()).isZero();
        assertThat(move(admitted(drain(2), image)).collected().total()).isZero();
        assertThat(move(admitted(capacity(12), image(withManyExpired()))).collected().total())
                .as("not even where a booking would tidy up").isZero();
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
        assertThat(move(admitted(drain(0), image(open("room", 4)))).movements())
                .containsExactly(new Movement(Counter.AVAILABLE, Counter.OUTSIDE, 5));
    }

    @Test
    void aStatusThatALaterReleaseRecordedIsNeverKeptByThisOne() {
        assertThat(DefineRules.decide(capacity(5), image(ofLaterRelease("room")), NOON))
                .isEqualTo(new Decision.Unjudgeable());
        assertThat(defined(admitted(status(ResourceStatus.OPEN), image(ofLaterRelease("room"))))
                .definition().status()).isEqualTo(ResourceStatus.OPEN);
    }

    @Test
    void theImageIsJudgedBeforeTheConflictAndTheConflictBeforeTheThrottle() {
        assertThat(judged(capacity(0), new Canceled(image(open("room", 4)), true, true)).reason())
                .isEqualTo(Reason.CAPACITY_IN_USE);
        assertThat(judged(capacity(5), new Canceled(image(open("room", 4)), false, true)))
                .as("it lost a race").isEqualTo(new Refusal(Reason.CONTENTION, Evidence.of(ROOM)));
        assertThat(judged(capacity(5), new Canceled(Image.NONE, true, true)).reason())
                .isEqualTo(Reason.CONTENTION);
        assertThat(judged(capacity(5), new Canceled(Image.NONE, false, true)).reason())
                .isEqualTo(Reason.THROTTLED);
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

    private static Commit admitted(Define command, Image image) {
        return ((Decision.Admit) DefineRules.decide(command, image, NOON)).commit();
    }

    private static Refusal refused(Define command, Image image) {
        return ((Decision.Refuse) DefineRules.decide(command, image, NOON)).refusal();
    }

    private static Refusal judged(Define command, Canceled why) {
        return DefineRules.judge(command, why, NOON);
    }

    private static Move move(Commit commit) {
        return (Move) commit.resources().getFirst();
    }

    private static Defined defined(Commit commit) {
        return commit.result().definition(ID).flatMap(record -> record.defined()).orElseThrow();
    }
}
