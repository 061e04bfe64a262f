package io.holdfast.dynamodb;

import io.holdfast.domain.Id;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.ledger.Commit;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.RecordWrite;
import io.holdfast.domain.ledger.ResourceWrite;
import io.holdfast.domain.ledger.StoreFailure;
import io.holdfast.dynamodb.item.ItemImages;
import io.holdfast.dynamodb.item.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * The ledger on one DynamoDB table: one GetItem or BatchGetItem to read, one TransactWriteItems to
 * commit, and one conditional PutItem or UpdateItem to write a record. Nothing is sent twice here; the
 * client must not retry either (see {@link StoreClient}).
 */
public final class DynamoDbLedger implements Ledger {
    private final DynamoDbClient client;
    private final String table;
    private final Consumer<StoreFailure> failures;

    /**
     * @param client with its retries off
     * @param table the table's name
     */
    public DynamoDbLedger(DynamoDbClient client, String table) {
        this(client, table, failure -> {});
    }

    private DynamoDbLedger(DynamoDbClient client, String table, Consumer<StoreFailure> failures) {
        this.client = client;
        this.table = table;
        this.failures = failures;
    }

    @Override
    public Ledger reporting(Consumer<StoreFailure> to) {
        return new DynamoDbLedger(client, table, to);
    }

    @Override
    public Reading read(Set<Id> ids) {
        return SdkAnswers
                .read(() -> ids.size() == 1 ? readOne(ids.iterator().next()) : readBatch(ids));
    }

    @Override
    public Committing commit(Commit commit) {
        List<Id> ids = new ArrayList<>();
        List<TransactWriteItem> parts = new ArrayList<>();
        for (RecordWrite write : commit.records()) {
            ids.add(write.id());
            parts.add(RecordWrites.write(table, write).part());
        }
        for (ResourceWrite write : commit.resources()) {
            ids.add(write.resource());
            parts.add(ResourceWrites.write(table, write).part());
        }
        return SdkAnswers.commit(() -> transact(parts), ids);
    }

    @Override
    public Recording record(RecordWrite write) {
        Write request = RecordWrites.write(table, write);
        return SdkAnswers.record(() -> send(request.operation(), () -> {
            request.send(client);
            return request;
        }), write.id());
    }

    private Reading readOne(Id id) {
        Map<String, AttributeValue> item = send("GetItem",
                () -> client.getItem(GetItemRequest.builder().tableName(table).key(Table.key(id))
                        .consistentRead(true).build()))
                .item();
        return new Reading.Read(new ItemImages()
                .add(id, item.isEmpty() ? Optional.empty() : Optional.of(item)).image());
    }

    private Reading readBatch(Set<Id> ids) {
        BatchGetItemResponse response = send("BatchGetItem",
                () -> client.batchGetItem(BatchRead.request(table, ids)));
        BatchRead batch = BatchRead.of(table, response);
        batch.missing().ifPresent(why -> failures.accept(StoreFailures.incomplete(response)));
        if (batch.missing().isPresent() && !isDecidedByRecords(ids, batch)) {
            return new Reading.NotRead(batch.missing().get());
        }
        ItemImages images = new ItemImages();
        for (Id id : ids) {
            Optional<Map<String, AttributeValue>> item = batch.find(id);
            if (item.isPresent() || batch.missing().isEmpty()) {
                images.add(id, item);
            }
        }
        return new Reading.Read(images.image());
    }

    // Records are the whole answer; the resources are needed only if one of them is missing.
    private static boolean isDecidedByRecords(Set<Id> ids, BatchRead batch) {
        List<Id> records = ids.stream().filter(id -> !(id instanceof ResourceId)).toList();
        return !records.isEmpty()
                && records.stream().allMatch(id -> batch.find(id).isPresent());
    }

    private void transact(List<TransactWriteItem> parts) {
        send("TransactWriteItems", () -> client.transactWriteItems(
                TransactWriteItemsRequest.builder().transactItems(parts).build()));
    }

    private <T> T send(String operation, Supplier<T> request) {
        try {
            return request.get();
        } catch (RuntimeException e) {
            StoreFailures.of(operation, e).ifPresent(failures);
            throw e;
        }
    }
}
