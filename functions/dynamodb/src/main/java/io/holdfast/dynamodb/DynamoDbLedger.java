package io.holdfast.dynamodb;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Id;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.RecordWrite;
import io.holdfast.domain.ledger.RecordWrite.PutBooking;
import io.holdfast.domain.ledger.ResourceWrite;
import io.holdfast.domain.ledger.ResourceWrite.Settle;
import io.holdfast.domain.ledger.StoreFailure;
import io.holdfast.domain.ledger.Writing;
import io.holdfast.dynamodb.item.ItemImages;
import io.holdfast.dynamodb.item.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/**
 * The ledger on one DynamoDB table: one GetItem or BatchGetItem to read, one conditional PutItem or
 * UpdateItem to write an item, and one BatchExecuteStatement to put several. Nothing is sent twice
 * here; the client must not retry either (see {@link StoreClient}).
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
    public Writing note(ResourceWrite note) {
        return write(ResourceWrites.write(table, note), note.resource());
    }

    @Override
    public Writing settle(Settle write) {
        return write(ResourceWrites.write(table, write), write.resource());
    }

    @Override
    public Writing record(RecordWrite write) {
        return write(RecordWrites.write(table, write), write.id());
    }

    @Override
    public Map<BookingId, Writing> recordTogether(List<PutBooking> bookings) {
        BatchInsert batch = BatchInsert.of(table, bookings);
        return SdkAnswers.each(() -> insert(batch), batch.ids());
    }

    private Writing write(Write write, Id id) {
        return SdkAnswers.write(() -> send(write.operation(), () -> {
            write.send(client);
            return write;
        }), shown -> write.refused(id, shown));
    }

    private Map<BookingId, Writing> insert(BatchInsert batch) {
        BatchExecuteStatementResponse response = send(BatchInsert.OPERATION,
                () -> client.batchExecuteStatement(batch.request()));
        batch.failures(response)
                .forEach(code -> failures.accept(StoreFailures.ofMember(code, response)));
        return batch.results(response);
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
        if (batch.missing().isPresent() && batch.items().isEmpty()) {
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

    private <T> T send(String operation, Supplier<T> request) {
        try {
            return request.get();
        } catch (RuntimeException e) {
            StoreFailures.of(operation, e).ifPresent(failures);
            throw e;
        }
    }
}
