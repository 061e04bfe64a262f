package io.holdfast.domain.protocol;

import static io.holdfast.domain.protocol.Given.NOON;
import static io.holdfast.domain.protocol.Given.ROOM;
import static io.holdfast.domain.protocol.Given.open;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.Reason;
import io.holdfast.domain.decision.Recorded;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.ledger.MemoryLedger;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Noted;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A resource as callers see it: with what is as good as settled, and nothing is written. */
class ResourceReadingTest {
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
        assertThat(new Protocol(failed).readResource(ROOM, NOON)).isEqualTo(new Reading.Read(
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

        assertThat(new Protocol(ledger).readResource(ROOM, NOON))
                .isEqualTo(new Reading.NotRead(Reason.THROTTLED));
        assertThat(new Protocol(ledger).readResource(ROOM, NOON))
                .isEqualTo(new Reading.NotRead(Reason.STORE_ERROR));
        assertThat(ledger.faults().hides(ROOM)).isNotNull();
        assertThat(image().shows(ROOM)).as("not even that it is absent").isFalse();
    }

    private Image image() {
        return ((Reading.Read) new Protocol(ledger).readResource(ROOM, NOON)).image();
    }

    private Resource read() {
        return image().resource(ROOM).orElseThrow();
    }
}
