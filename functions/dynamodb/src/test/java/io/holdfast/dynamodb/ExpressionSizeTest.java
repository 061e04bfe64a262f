package io.holdfast.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.Limits;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.ledger.ResourceWrite.Move;
import io.holdfast.domain.ledger.ResourceWrite.Redefinition;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.ExpiredSlots;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.ResourceStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** The longest expressions that a write can have, against what the service takes. */
class ExpressionSizeTest {
    private static final int MOST_BYTES = 4_096;
    private static final int MOST_OPERATORS = 300;
    private static final ResourceId RESOURCE = new ResourceId("r");
    private static final long SLOT = 29_540_000;
    private static final Pattern OPERATOR = Pattern.compile(
            "AND|if_not_exists|[<>]=?|(?<![<>])=| [+-] ");

    /** A group of holds that are all in different slots, and that collects all it can. */
    @Test
    void theLargestGroupThatCollectsTheMostSlotsFitsAnExpression() {
        fits(book(Limits.GROUP, ExpiredSlots.MOST_OF_GROUP));
    }

    @Test
    void theHoldThatCollectsTheMostSlotsFitsAnExpression() {
        fits(book(1, ExpiredSlots.MOST));
    }

    @Test
    void theCutThatCollectsTheMostSlotsFitsAnExpression() {
        fits(new Move(RESOURCE, List.of(new Movement(Counter.AVAILABLE, Counter.OUTSIDE, 95)),
                collected(ExpiredSlots.MOST), OptionalLong.empty(),
                Optional.of(new Redefinition(7,
                        new Definition(1, ResourceStatus.OPEN), false))));
    }

    private static Move book(int slots, int expired) {
        List<Movement> movements = new ArrayList<>(
                List.of(new Movement(Counter.AVAILABLE, Counter.CONFIRMED, 1)));
        slots(SLOT + 1_000, slots).forEach((slot, units) -> movements
                .add(new Movement(Counter.AVAILABLE, new Bucket.Slot(slot), units)));
        return new Move(RESOURCE, movements, collected(expired), OptionalLong.of(7),
                Optional.empty());
    }

    private static ExpiredSlots collected(int count) {
        SortedMap<Long, Long> expired = slots(SLOT, count);
        return new ExpiredSlots(expired, OptionalLong.of(expired.lastKey()));
    }

    private static void fits(Move move) {
        Update write = ResourceWrites.write("table", move).part().update();
        assertThat(write.updateExpression()).hasSizeLessThan(MOST_BYTES);
        assertThat(write.conditionExpression()).hasSizeLessThan(MOST_BYTES);
        assertThat(operators(write.updateExpression()) + operators(write.conditionExpression()))
                .isLessThan(MOST_OPERATORS);
    }

    private static long operators(String expression) {
        return OPERATOR.matcher(expression).results().count();
    }

    private static SortedMap<Long, Long> slots(long first, int count) {
        SortedMap<Long, Long> slots = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            slots.put(first + i, 1_000_000L);
        }
        return slots;
    }
}
