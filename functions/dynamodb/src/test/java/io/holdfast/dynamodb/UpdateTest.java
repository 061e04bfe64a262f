package io.holdfast.dynamodb;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.ResourceId;
import io.holdfast.domain.ledger.ResourceWrite.Move;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Movement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An update says one thing by each of its placeholders. */
class UpdateTest {
    @Test
    void aWriteFromASlotAndFromConfirmedIsNoUpdateWithOneNumberOfUnits() {
        Move move = Move.of(new ResourceId("room"), List.of(
                new Movement(new Bucket.Slot(7), Counter.AVAILABLE, 1),
                new Movement(Counter.CONFIRMED, Counter.AVAILABLE, 2)));

        assertThatThrownBy(() -> ResourceWrites.write("table", move))
                .hasMessage(":units has two values");
    }

    @Test
    void aWriteTakesUnitsFromOneSlotAtMost() {
        Move move = Move.of(new ResourceId("room"), List.of(
                new Movement(new Bucket.Slot(7), Counter.AVAILABLE, 1),
                new Movement(new Bucket.Slot(8), Counter.AVAILABLE, 1)));

        assertThatThrownBy(() -> ResourceWrites.write("table", move))
                .hasMessage("a write takes units from one slot at most");
    }
}
