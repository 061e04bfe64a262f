package io.holdfast.engine.service;

import java.time.Duration;
import java.util.Map;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/**
 * The prepare of an item by the leader of its partition. It takes the item, unless that is taken, or
 * the condition is false.
 */
final class Prepare {
    private static final String NONE = "None";
    private static final String CONFLICT = "TransactionConflict";
    private static final String THROTTLED = "ThrottlingError";

    private final ServiceTimes times;
    private final RandomGenerator random;
    private final Items items;
    private final Charges charges;
    private final Taken taken;
    private final Consumption consumption;

    Prepare(ServiceTimes times, RandomGenerator random, Items items, Charges charges, Taken taken,
            Consumption consumption) {
        this.times = times;
        this.random = random;
        this.items = items;
        this.charges = charges;
        this.taken = taken;
        this.consumption = consumption;
    }

    /**
     * The answer to it.
     *
     * @param after the item once the transaction commits
     * @param reason of the refusal, or that there is none
     * @param work until the answer
     */
    record Prepared(Action action, Map<String, AttributeValue> after, CancellationReason reason,
            Duration work) {
        /** Whether the item is taken now. */
        boolean isAccepted() {
            return NONE.equals(reason.code());
        }

        /** Whether the answer depends on the item. */
        boolean sawItem() {
            return !CONFLICT.equals(reason.code()) && !THROTTLED.equals(reason.code());
        }
    }

    Prepared prepare(Action action) {
        if (!charges.admitsWrite(action.key())) {
            return new Prepared(action, Map.of(), reason(THROTTLED, Refusals.THROUGHPUT),
                    Duration.ZERO);
        }
        Map<String, AttributeValue> before = items.item(action.key());
        if (taken.has(action.key())) {
            consumption.conflict();
            return refuse(action, before, reason(CONFLICT, Refusals.CONFLICT));
        }
        if (!action.expression().holds(before)) {
            return refuse(action, before, conditionFailed(action, before));
        }
        try {
            return accept(action, before, action.after(before));
        } catch (DynamoDbException invalid) {
            return refuse(action, before,
                    reason("ValidationError", invalid.awsErrorDetails().errorMessage()));
        }
    }

    private Prepared accept(Action action, Map<String, AttributeValue> before,
            Map<String, AttributeValue> after) {
        charges.transaction(action.key(), before, after);
        taken.take(action.key());
        return new Prepared(action, after,
                CancellationReason.builder().code(NONE).build(), times.phase(random));
    }

    private Prepared refuse(Action action, Map<String, AttributeValue> before,
            CancellationReason reason) {
        charges.transaction(action.key(), before, before);
        return new Prepared(action, before, reason, times.read());
    }

    private static CancellationReason conditionFailed(Action action,
            Map<String, AttributeValue> before) {
        CancellationReason reason = reason("ConditionalCheckFailed",
                "The conditional request failed");
        return action.shows() && !before.isEmpty()
                ? reason.toBuilder().item(before).build()
                : reason;
    }

    private static CancellationReason reason(String code, String message) {
        return CancellationReason.builder().code(code).message(message).build();
    }
}
