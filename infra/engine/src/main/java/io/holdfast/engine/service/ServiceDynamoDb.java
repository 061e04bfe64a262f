package io.holdfast.engine.service;

import io.holdfast.engine.ItemSize;
import io.holdfast.engine.MemoryDynamoDb;
import io.holdfast.engine.time.VirtualTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * DynamoDB in virtual time. A write takes effect when it reaches the leader of its item, in the order
 * of arrival, and is answered when it is replicated; a read shows what has taken effect. So plain
 * conditional writes to one item never refuse one another. Past its throughput a partition throttles.
 */
public final class ServiceDynamoDb implements DynamoDbClient {
    private final VirtualTime time;
    private final ServiceTimes times;
    private final Partitions partitions;
    private final SplittableRandom random;
    private final MemoryDynamoDb table = new MemoryDynamoDb();
    private final Consumption consumption = new Consumption();

    public ServiceDynamoDb(VirtualTime time, ServiceTimes times, ServiceThroughput throughput,
            long seed) {
        this.time = time;
        this.times = times;
        this.partitions = new Partitions(throughput);
        this.random = new SplittableRandom(seed);
    }

    public Consumption consumption() {
        return consumption;
    }

    /** The items, read without time, charge or throttling. */
    public DynamoDbClient table() {
        return table;
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        return exchange(() -> {
            charge(request.key());
            GetItemResponse response = table.getItem(request);
            time.sleep(times.read());
            return response;
        });
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        return exchange(() -> {
            request.requestItems().values().forEach(keys -> keys.keys().forEach(this::charge));
            BatchGetItemResponse response = table.batchGetItem(request);
            time.sleep(times.read());
            return response;
        });
    }

    private void charge(Map<String, AttributeValue> key) {
        Bucket bucket = partition(key).reads();
        if (!bucket.admits(time.nanos())) {
            consumption.throttle();
            throw Refusals.throttled("TableReadKeyRangeThroughputExceeded");
        }
        int units = Math.max(1, Math.ceilDiv(ItemSize.bytes(item(key)), 4096));
        bucket.pay(units);
        consumption.read(units);
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        return exchange(() -> write(key(request.item()), () -> table.putItem(request)));
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        return exchange(() -> write(request.key(), () -> table.updateItem(request)));
    }

    @Override
    public BatchExecuteStatementResponse batchExecuteStatement(
            BatchExecuteStatementRequest request) {
        return exchange(() -> {
            BatchExecuteStatementResponse response = table.batchExecuteStatement(request);
            time.sleep(times.write(random));
            return response;
        });
    }

    private <T> T write(Map<String, AttributeValue> key, Supplier<T> effect) {
        Bucket bucket = partition(key).writes();
        if (!bucket.admits(time.nanos())) {
            consumption.throttle();
            throw Refusals.throttled("TableWriteKeyRangeThroughputExceeded");
        }
        int before = ItemSize.writeUnits(item(key));
        try {
            return effect.get();
        } finally {
            int units = Math.max(1, Math.max(before, ItemSize.writeUnits(item(key))));
            bucket.pay(units);
            consumption.wrote(units);
            time.sleep(times.write(random));
        }
    }

    private <T> T exchange(Supplier<T> service) {
        consumption.request();
        time.sleep(times.network());
        try {
            return service.get();
        } finally {
            time.sleep(times.network());
        }
    }

    private Partition partition(Map<String, AttributeValue> key) {
        return partitions.of(Objects.requireNonNull(key.get("pk")).s());
    }

    private Map<String, AttributeValue> item(Map<String, AttributeValue> key) {
        return table.getItem(get -> get.key(key)).item();
    }

    private static Map<String, AttributeValue> key(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> key = new HashMap<>(item);
        key.keySet().retainAll(List.of("pk", "sk"));
        return key;
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
