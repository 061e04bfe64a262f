package io.holdfast.engine.service;

import io.holdfast.engine.time.VirtualTime;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * DynamoDB in virtual time: one table, and the requests that Holdfast sends, and transactions. A
 * write takes effect when it reaches the leader of its item, in the order of arrival, and is
 * answered when it is replicated; a read shows what has taken effect. So plain conditional writes to
 * one item never refuse one another. A transaction takes its items meanwhile, and what else comes to
 * write them is refused at once; a read never is. Past its throughput a partition throttles. The
 * same seed gives the same history.
 */
public final class ServiceDynamoDb implements DynamoDbClient {
    private final Consumption consumption = new Consumption();
    private final Items items;
    private final Exchange exchange;
    private final Leaders leaders;
    private final Inserts inserts;
    private final Coordinator coordinator;

    /** One that is never out. */
    public ServiceDynamoDb(VirtualTime time, ServiceTimes times, ServiceThroughput throughput,
            long seed) {
        this(time, times, throughput, Outage.NONE, seed);
    }

    public ServiceDynamoDb(VirtualTime time, ServiceTimes times, ServiceThroughput throughput,
            Outage outage, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Charges charges = new Charges(time, throughput, consumption);
        Taken taken = new Taken(time, consumption);
        items = new Items(time);
        exchange = new Exchange(time, times, outage, random, consumption);
        leaders = new Leaders(times, random, items, charges, taken, consumption);
        inserts = new Inserts(times, random, items, charges, taken, consumption);
        coordinator = new Coordinator(time, times, outage, random, items, taken,
                new Prepare(times, random, items, charges, taken, consumption));
    }

    public Consumption consumption() {
        return consumption;
    }

    /** The items, without time, charge or throttling. */
    public DynamoDbClient table() {
        return items.table();
    }

    /** Shows every effect from now on, in their order; the watcher must not wait. */
    public void watch(Consumer<Effect> watcher) {
        items.watch(watcher);
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        return exchange.read(() -> leaders.get(request));
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        return exchange.read(() -> leaders.get(request));
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        return exchange.write(() -> leaders.write(Items.Key.of(request.item()), request,
                () -> items.table().putItem(request)));
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        return exchange.write(() -> leaders.write(Items.Key.of(request.key()), request,
                () -> items.table().updateItem(request)));
    }

    @Override
    public DeleteItemResponse deleteItem(DeleteItemRequest request) {
        if (request.conditionExpression() != null) {
            throw new IllegalArgumentException("a condition is not known here: " + request);
        }
        return exchange.write(() -> leaders.write(Items.Key.of(request.key()), request,
                () -> items.table().deleteItem(request)));
    }

    @Override
    public BatchExecuteStatementResponse batchExecuteStatement(
            BatchExecuteStatementRequest request) {
        return exchange.write(() -> inserts.insert(request));
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        return exchange.write(coordinator.ledgerWrite(), () -> coordinator.coordinate(request));
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
