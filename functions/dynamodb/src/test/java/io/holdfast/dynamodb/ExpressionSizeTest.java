package io.holdfast.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.CommandId;
import io.holdfast.domain.Fingerprint;
import io.holdfast.domain.Limits;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.ledger.BookingCommit.Taking;
import io.holdfast.domain.ledger.DefinitionCommit;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.Definition.Defined;
import io.holdfast.domain.resource.ExpiredSlots;
import io.holdfast.domain.resource.ResourceKey;
import io.holdfast.domain.resource.ResourceStatus;
import java.time.Instant;
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
        Defined cut = new Defined(1, ResourceStatus.OPEN, 1, 8, false);
        Definition definition = new Definition(new CommandId("c"), new Fingerprint("ab".repeat(32)),
                new Verdict.Committed(Instant.EPOCH), new ResourceId("r"), Optional.of(cut));

        fits(ResourceWrites.define("table", new DefinitionCommit(definition, cut,
                OptionalLong.of(7), -95, false, collected(ExpiredSlots.MOST))).update());
    }

    private static Update book(int slots, int expired) {
        return ResourceWrites.book("table", new Taking(ResourceKey.of(new ResourceId("r")), 1,
                slots(SLOT + 1_000, slots), OptionalLong.of(7), collected(expired))).update();
    }

    private static ExpiredSlots collected(int count) {
        SortedMap<Long, Long> expired = slots(SLOT, count);
        return new ExpiredSlots(expired, OptionalLong.of(expired.lastKey()));
    }

    private static void fits(Update write) {
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
