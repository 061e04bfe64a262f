package io.holdfast.domain.decision;

import static io.holdfast.domain.decision.Rooms.NOON;
import static io.holdfast.domain.decision.Rooms.open;
import static io.holdfast.domain.decision.Rooms.slot;
import static io.holdfast.domain.decision.Rooms.withHeld;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.ResourceId;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Noted;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A resource, and what may become of its intents. */
class OutlookTest {
    private static final ResourceId ROOM = new ResourceId("room");
    private static final Bucket SLOT = new Bucket.Slot(slot());

    @Test
    void n8InTheBestCaseTakingsAreUndone() {
        assertThat(mostAvailable(open("room", 9), Noted.book("b", 4, NOON))).isEqualTo(9);
        assertThat(mostAvailable(open("room", 9), Noted.hold("b", slot(), 4, NOON)))
                .isEqualTo(9);
    }

    @Test
    void n8InTheBestCaseReleasesAreSettled() {
        assertThat(mostAvailable(withHeld("room", 1, slot(), 4),
                Noted.release("b", SLOT, 3, NOON))).isEqualTo(4);
        assertThat(mostAvailable(open("room", 1),
                Noted.release("b", Counter.CONFIRMED, 1, NOON))).isEqualTo(2);
    }

    @Test
    void n8ADefinitionUnderWayCountsBothWays() {
        assertThat(mostAvailable(open("room", 9), Noted.cut(4, NOON))).isEqualTo(9);
        assertThat(mostAvailable(open("room", 9), Noted.growth(4, NOON))).isEqualTo(13);
    }

    @Test
    void n8InTheBestCaseAConfirmFromAnExpiredSlotIsUndone() {
        long expired = Rooms.expiredSlot();

        assertThat(mostAvailable(withHeld("room", 1, expired, 3),
                Noted.confirm("b", expired, 3, NOON))).isEqualTo(4);
    }

    /** Of a command that failed long ago, whose note came with units of others there. */
    @Test
    void n8AReleaseThatTheImageCannotPayFreesNothing() {
        Resource room = Noted.on(withHeld("room", 0, slot(), 3),
                Noted.release("b", Counter.CONFIRMED, 2, NOON));

        assertThat(new Outlook(room, Image.NONE, NOON).bestCase().availableAt(NOON)).isZero();
    }

    @Test
    void whatIsFinalIsNoMatterOfTheBestCase() {
        Intent.OfBooking kept = Noted.book("b", 4, NOON);
        Resource room = Noted.on(open("room", 9), kept);

        assertThat(new Outlook(room, Image.of(Recorded.kept(kept, ROOM)), NOON).bestCase()
                .availableAt(NOON)).isEqualTo(5);
    }

    @Test
    void aStubIsAbsentUntilItsDefinitionIsKept() {
        Intent.OfDefinition creation = creation(NOON);
        Resource stub = Resource.stub(ROOM, creation);

        assertThat(outlook(stub, Image.NONE).isAbsent()).isTrue();
        assertThat(outlook(stub, Image.of(Recorded.voided(creation, ROOM))).isAbsent()).isTrue();
        assertThat(outlook(stub, Image.of(Recorded.kept(creation, ROOM))).isAbsent()).isFalse();
        assertThat(outlook(open("room", 1), Image.NONE).isAbsent()).isFalse();
    }

    @Test
    void onlyWhereTheRecordWasNotReadMayAStubExist() {
        Intent.OfDefinition creation = creation(NOON);
        Resource stub = Resource.stub(ROOM, creation);

        assertThat(outlook(stub, Image.NONE).mayExist()).isTrue();
        assertThat(outlook(stub, new Image(Map.of(), Map.of(creation.command(),
                Optional.empty()), Map.of())).mayExist()).isFalse();
        assertThat(outlook(stub, Image.of(Recorded.kept(creation, ROOM))).mayExist()).isFalse();
    }

    /** It settles nothing, and shows what the next attempt would. */
    @Test
    void aReaderSeesWhatIsFinalForTenSecondsOrInDoubtForSixtyAsDone() {
        assertThat(visible(Noted.book("b", 4, NOON.minusSeconds(10)), true)).isEqualTo(5);
        assertThat(visible(Noted.book("b", 4, NOON.minusSeconds(11)), true)).isEqualTo(9);
        assertThat(visible(Noted.book("b", 4, NOON.minusSeconds(60)), false)).isEqualTo(5);
        assertThat(visible(Noted.book("b", 4, NOON.minusSeconds(61)), false)).isEqualTo(9);
    }

    @Test
    void aReaderSeesAFreshResourceOnceItsDefinitionIsKept() {
        Intent.OfDefinition creation = creation(NOON);
        Resource stub = Resource.stub(ROOM, creation);

        assertThat(outlook(stub, Image.NONE).visible()).isEmpty();
        assertThat(outlook(stub, Image.of(Recorded.kept(creation, ROOM))).visible())
                .map(Resource::definition).contains(Definition.open(5));
    }

    @Test
    void aResourceIsClosedInDoubtOnlyByADefinitionInDoubt() {
        Intent.OfDefinition closing = Noted.status(ResourceStatus.CLOSED, NOON);
        Resource room = Noted.on(open("room", 9), closing);

        assertThat(outlook(room, Image.NONE).isClosedInDoubt()).isTrue();
        assertThat(outlook(room, Image.of(Recorded.kept(closing, ROOM))).isClosedInDoubt())
                .isFalse();
        assertThat(outlook(Noted.on(Rooms.closed("room", 9), Noted.growth(1, NOON)), Image.NONE)
                .isClosedInDoubt()).isFalse();
    }

    private static long visible(Intent.OfBooking intent, boolean isVoid) {
        Image records = isVoid ? Image.of(Recorded.voided(intent, ROOM)) : Image.NONE;
        return outlook(Noted.on(open("room", 9), intent), records).visible().orElseThrow()
                .available();
    }

    private static long mostAvailable(Resource room, Intent inDoubt) {
        return outlook(Noted.on(room, inDoubt), Image.NONE).bestCase().availableAt(NOON);
    }

    private static Outlook outlook(Resource room, Image records) {
        return new Outlook(room, records, NOON);
    }

    private static Intent.OfDefinition creation(Instant at) {
        return Noted.definition(
                Optional.of(new Movement(Counter.OUTSIDE, Counter.AVAILABLE, 5)),
                Optional.of(ResourceStatus.OPEN), at);
    }
}
