package io.holdfast.engine.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * Plain reads and writes of single items by the leaders of their partitions. A refusal needs no
 * replicated write: it takes as long as a read, and if the partition is out of units no time at all.
 */
final class Leaders {
    private final ServiceTimes times;
    private final RandomGenerator random;
    private final Items items;
    private final Charges charges;
    private final Taken taken;
    private final Consumption consumption;

    Leaders(ServiceTimes times, RandomGenerator random, Items items, Charges charges, Taken taken,
            Consumption consumption) {
        this.times = times;
        this.random = random;
        this.items = items;
        this.charges = charges;
        this.taken = taken;
        this.consumption = consumption;
    }

    Answer<GetItemResponse> get(GetItemRequest request) {
        Items.Key key = Items.Key.of(request.key());
        if (!charges.admitsRead(key)) {
            return Answer.refused(Refusals.throttledRead(), Duration.ZERO);
        }
        GetItemResponse response = items.table().getItem(request);
        charges.read(key, response.item());
        items.applied(request, response);
        return Answer.of(response, times.read());
    }

    /** Each key has a charge of its own; those that are throttled are not processed. */
    Answer<BatchGetItemResponse> get(BatchGetItemRequest request) {
        if (request.requestItems().size() != 1) {
            throw new IllegalArgumentException("only one table is known here: " + request);
        }
        Map.Entry<String, KeysAndAttributes> asked = request.requestItems().entrySet().iterator()
                .next();
        List<Map<String, AttributeValue>> admitted = new ArrayList<>();
        List<Map<String, AttributeValue>> throttled = new ArrayList<>();
        for (Map<String, AttributeValue> attributes : asked.getValue().keys()) {
            Items.Key key = Items.Key.of(attributes);
            if (charges.admitsRead(key)) {
                charges.read(key, items.item(key));
                admitted.add(attributes);
            } else {
                throttled.add(attributes);
            }
        }
        return admitted.isEmpty() && !throttled.isEmpty()
                ? Answer.refused(Refusals.throttledRead(), Duration.ZERO)
                : get(request, asked, admitted, throttled);
    }

    private Answer<BatchGetItemResponse> get(BatchGetItemRequest request,
            Map.Entry<String, KeysAndAttributes> asked,
            List<Map<String, AttributeValue>> admitted,
            List<Map<String, AttributeValue>> throttled) {
        BatchGetItemRequest processed = throttled.isEmpty()
                ? request
                : request.toBuilder().requestItems(only(admitted, asked)).build();
        return carryOut(processed, () -> {
            BatchGetItemResponse response = items.table().batchGetItem(processed);
            items.applied(processed, response);
            return Answer.of(throttled.isEmpty()
                    ? response
                    : response.toBuilder().unprocessedKeys(only(throttled, asked)).build(),
                    times.read());
        });
    }

    private static Map<String, KeysAndAttributes> only(List<Map<String, AttributeValue>> keys,
            Map.Entry<String, KeysAndAttributes> asked) {
        return Map.of(asked.getKey(), asked.getValue().toBuilder().keys(keys).build());
    }

    /** @param effect the conditional write, on the items */
    <T extends DynamoDbResponse> Answer<T> write(Items.Key key, DynamoDbRequest request,
            Supplier<T> effect) {
        if (!charges.admitsWrite(key)) {
            return Answer.refused(Refusals.throttledWrite(), Duration.ZERO);
        }
        Map<String, AttributeValue> before = items.item(key);
        if (taken.has(key)) {
            consumption.conflict();
            charges.write(key, before, before);
            return Answer.refused(Refusals.conflict(), times.read());
        }
        return carryOut(request, () -> {
            try {
                T response = effect.get();
                charges.write(key, before, items.item(key));
                items.applied(request, response);
                return Answer.of(response, times.write(random));
            } catch (ConditionalCheckFailedException refusal) {
                charges.write(key, before, before);
                throw refusal;
            }
        });
    }

    private <T> Answer<T> carryOut(DynamoDbRequest request, Supplier<Answer<T>> effect) {
        try {
            return effect.get();
        } catch (DynamoDbException refusal) {
            items.refused(request, refusal);
            return Answer.refused(refusal, times.read());
        }
    }
}
