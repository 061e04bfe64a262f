package io.holdfast.domain.protocol;

import static io.holdfast.domain.protocol.Given.NOON;
import static io.holdfast.domain.protocol.Given.ROOM;
import static io.holdfast.domain.protocol.Given.open;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.decision.Recorded;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.ledger.MemoryLedger;
import io.holdfast.domain.ledger.MemoryLedger.Request;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Noted;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A resource as callers see it: with what is as good as settled, and nothing is written. */
class ResourceReadingTest {
    private static final ResourceId OTHER = new ResourceId("other");
    private static final ResourceId NONE = new ResourceId("none");
    private final MemoryLedger ledger = new MemoryLedger();

    @Test
    void withoutOldIntentsItIsOneRead() {
        Intent.OfBooking young = Noted.book("b", 2, NOON.minusSeconds(10));
        ledger.has(Noted.on(open(5), young)).has(Recorded.voided(young, ROOM));

        assertThat(read().available()).isEqualTo(3);
        assertThat(ledger.sequence()).isEqualTo("Read");
    }

    @Test
    void whatIsVoidForTenSecondsIsUndoneInThought() {
        Intent.OfBooking undone = Noted.book("b", 2, NOON.minusSeconds(11));
        ledger.has(Noted.on(open(5), undone)).has(Recorded.voided(undone, ROOM));

        assertThat(read().available()).isEqualTo(5);
        assertThat(ledger.sequence()).isEqualTo("Read Read");
        assertThat(ledger.resource(ROOM).available()).as("it settles nothing").isEqualTo(3);
    }

    @Test
    void whatIsKeptForTenSecondsIsSettledInThought() {
        Intent.OfDefinition growth = Noted.growth(4, NOON.minusSeconds(11));
        ledger.has(Noted.on(open(5), growth)).has(Recorded.kept(growth, ROOM));

        assertThat(read().capacity()).isEqualTo(9);
        assertThat(read().definitionVersion()).isEqualTo(2);
    }

    @Test
    void whatIsInDoubtForAMinuteCountsAsAvailable() {
        ledger.has(Noted.on(open(9), Noted.book("old", 2, NOON.minusSeconds(61)),
                Noted.book("young", 3, NOON.minusSeconds(60))));

        assertThat(read().available()).isEqualTo(6);
    }

    @Test
    void aResourceExistsOnceItsFirstDefinitionIsKept() {
        Intent.OfDefinition creation = Noted.definition(
                Optional.of(new Movement(Counter.OUTSIDE, Counter.AVAILABLE, 5)),
                Optional.of(ResourceStatus.OPEN), NOON);
        ledger.has(Resource.stub(ROOM, creation));
        assertThat(image().resources()).containsEntry(ROOM, Optional.empty());

        ledger.has(Recorded.kept(creation, ROOM));
        assertThat(read().definition()).isEqualTo(Definition.open(5));

        MemoryLedger failed = new MemoryLedger().has(Resource.stub(ROOM, creation))
                .has(Recorded.voided(creation, ROOM));
        assertThat(new Protocol(failed).readResources(Set.of(ROOM), NOON))
                .isEqualTo(new Reading.Read(
                        new Image(Map.of(), Map.of(), Map.of(ROOM, Optional.empty()))));
    }

    @Test
    void whatIsNotThereIsShownAsAbsent() {
        assertThat(image().resources()).containsEntry(ROOM, Optional.empty());
    }

    @Test
    void noOtherItemIsShown() {
        Intent.OfBooking undone = Noted.book("b", 2, NOON.minusSeconds(11));
        ledger.has(Noted.on(open(5), undone)).has(Recorded.voided(undone, ROOM));

        assertThat(image().bookings()).isEmpty();
    }

    @Test
    void whatWasNotReadIsNotShown() {
        ledger.has(Noted.on(open(5), Noted.book("b", 2, NOON.minusSeconds(11)))).faults()
                .unread(Reason.THROTTLED).reads().unread(Reason.STORE_ERROR);

        assertThat(new Protocol(ledger).readResources(Set.of(ROOM), NOON))
                .isEqualTo(new Reading.NotRead(Reason.THROTTLED));
        assertThat(new Protocol(ledger).readResources(Set.of(ROOM), NOON))
                .isEqualTo(new Reading.NotRead(Reason.STORE_ERROR));
        assertThat(ledger.faults().hides(ROOM)).isNotNull();
        assertThat(image().shows(ROOM)).as("not even that it is absent").isFalse();
    }

    @Test
    void manyAreOneReadAndOneMoreForTheRecordsOfAllOldIntents() {
        Intent.OfBooking here = Noted.book("b", 2, NOON.minusSeconds(11));
        Intent.OfBooking there = Noted.book("c", 1, NOON.minusSeconds(11));
        ledger.has(Noted.on(open(5), here)).has(Recorded.voided(here, ROOM))
                .has(Noted.on(Given.room("other", ResourceStatus.OPEN, 4), there))
                .has(Recorded.voided(there, OTHER));

        Image image = ((Reading.Read) read(ROOM, OTHER, NONE)).image();

        assertThat(image.resource(ROOM).orElseThrow().available()).isEqualTo(5);
        assertThat(image.resource(OTHER).orElseThrow().available()).isEqualTo(4);
        assertThat(image.resources()).containsEntry(NONE, Optional.empty());
        assertThat(ledger.sequence()).isEqualTo("Read Read");
    }

    @Test
    void whatOneMoreRequestCannotReadIsInDoubt() {
        for (int i = 0; i < 11; i++) {
            Intent[] old = new Intent[10];
            for (int j = 0; j < 10; j++) {
                Intent.OfBooking intent = Noted.book("b" + i + j, 1,
                        NOON.minusSeconds(20L + 10 - i));
                old[j] = intent;
                ledger.has(Recorded.voided(intent, resource(i)));
            }
            ledger.has(Noted.on(Given.room("r" + i, ResourceStatus.OPEN, 10), old));
        }
        ResourceId[] all = IntStream.range(0, 11).mapToObj(ResourceReadingTest::resource)
                .toArray(ResourceId[]::new);

        Image image = ((Reading.Read) read(all)).image();

        assertThat(ledger.sent(Request.Read.class)).extracting(each -> each.ids().size())
                .containsExactly(11, 100);
        assertThat(image.resource(resource(0)).orElseThrow().available()).isEqualTo(10);
        assertThat(image.resource(resource(10)).orElseThrow().available())
                .as("the youngest are in doubt, for less than a minute").isZero();
    }

    /** Older intents would leave no room for it, and the resource would be taken for absent. */
    @Test
    void theRecordThatSaysWhetherAResourceExistsIsReadFirst() {
        Intent.OfDefinition creation = Noted.definition(
                Optional.of(new Movement(Counter.OUTSIDE, Counter.AVAILABLE, 5)),
                Optional.of(ResourceStatus.OPEN), NOON);
        ledger.has(Resource.stub(ROOM, creation)).has(Recorded.kept(creation, ROOM));
        ResourceId[] all = new ResourceId[11];
        all[10] = ROOM;
        for (int i = 0; i < 10; i++) {
            Intent[] old = new Intent[10];
            for (int j = 0; j < 10; j++) {
                old[j] = Noted.book("b" + i + j, 1, NOON.minusSeconds(20));
            }
            ledger.has(Noted.on(Given.room("r" + i, ResourceStatus.OPEN, 10), old));
            all[i] = resource(i);
        }

        assertThat(((Reading.Read) read(all)).image().resource(ROOM)).isPresent();
        assertThat(ledger.sent(Request.Read.class).getLast().ids()).as("of 101 records")
                .hasSize(100);
    }

    @Test
    void aResourceIsNotTakenForAbsentIfTheRecordThatSaysSoWasNotReturned() {
        Intent.OfDefinition creation = Noted.definition(
                Optional.of(new Movement(Counter.OUTSIDE, Counter.AVAILABLE, 5)),
                Optional.of(ResourceStatus.OPEN), NOON);
        ledger.has(Resource.stub(ROOM, creation)).has(Recorded.kept(creation, ROOM)).faults()
                .hides(creation.command());

        assertThat(image().shows(ROOM)).isFalse();
    }

    private Reading read(ResourceId... ids) {
        return new Protocol(ledger).readResources(Set.of(ids), NOON);
    }

    private static ResourceId resource(int number) {
        return new ResourceId("r" + number);
    }

    private Image image() {
        return ((Reading.Read) new Protocol(ledger).readResources(Set.of(ROOM), NOON)).image();
    }

    private Resource read() {
        return image().resource(ROOM).orElseThrow();
    }
}
