package io.holdfast.dynamodb;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Reason;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.command.ChangeCommand;
import io.holdfast.domain.ledger.BookingCommit;
import io.holdfast.domain.ledger.ChangeCommit;
import io.holdfast.domain.ledger.DefinitionCommit;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.StoreFailure;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * The ledger on one DynamoDB table: one BatchGetItem or GetItem to observe, one
 * TransactWriteItems to commit, and to record a failure one conditional PutItem, or UpdateItem where
 * it belongs into a booking. Nothing is sent twice here; the client must not
 * retry either (see {@link StoreClient}).
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
    public Reading<BookingView> readForBooking(Set<BookingId> ids, Set<ResourceKey> resources) {
        List<Map<String, AttributeValue>> keys = new ArrayList<>();
        ids.forEach(id -> keys.add(Table.key(id)));
        resources.forEach(key -> keys.add(Table.key(key)));
        return SdkAnswers.read(() -> {
            Batch batch = read(keys);
            Map<BookingId, Booking> standing = new HashMap<>();
            ids.forEach(id -> batch.find(Table.key(id))
                    .ifPresent(item -> standing.put(id, BookingItem.read(item))));
            // Verdicts that stand are the whole answer; only without one is the rest needed.
            if (batch.missing().isPresent() && standing.size() < ids.size()) {
                return new Reading.NotRead<>(batch.missing().get());
            }
            Map<ResourceKey, Resource> images = new HashMap<>();
            resources.forEach(key -> batch.find(Table.key(key))
                    .ifPresent(item -> images.put(key, ResourceItem.read(item))));
            return new Reading.Read<>(new BookingView(standing, images));
        });
    }

    @Override
    public Reading<DefinitionView> readForDefinition(CommandId id, ResourceKey resource) {
        return SdkAnswers.read(() -> {
            Batch batch = read(List.of(Table.key(id), Table.key(resource)));
            Optional<Definition> standing = batch.find(Table.key(id)).map(DefinitionItem::read);
            if (batch.missing().isPresent() && standing.isEmpty()) {
                return new Reading.NotRead<>(batch.missing().get());
            }
            return new Reading.Read<>(new DefinitionView(standing,
                    batch.find(Table.key(resource)).map(ResourceItem::read)));
        });
    }

    @Override
    public Reading<Optional<Booking>> readBooking(BookingId id) {
        return SdkAnswers.read(
                () -> new Reading.Read<>(get(Table.key(id)).map(BookingItem::read)));
    }

    @Override
    public Reading<Optional<Resource>> readResource(ResourceKey key) {
        return SdkAnswers.read(
                () -> new Reading.Read<>(get(Table.key(key)).map(ResourceItem::read)));
    }

    @Override
    public Committing<Booking> commit(BookingCommit commit) {
        List<TransactWriteItem> writes = new ArrayList<>();
        commit.bookings().forEach(booking -> writes.add(putIfAbsent(BookingItem.write(booking))));
        commit.takings().forEach(taking -> writes.add(ResourceWrites.book(table, taking)));
        return SdkAnswers.commit(() -> transact(writes), commit.bookings().size(), commit.keys(),
                BookingItem::read);
    }

    @Override
    public Committing<Definition> commit(DefinitionCommit commit) {
        List<TransactWriteItem> writes = new ArrayList<>();
        writes.add(putIfAbsent(DefinitionItem.write(commit.definition())));
        if (commit.writesResource()) {
            writes.add(ResourceWrites.define(table, commit));
        }
        return SdkAnswers.commit(() -> transact(writes), 1, List.of(commit.key()),
                DefinitionItem::read);
    }

    @Override
    public Committing<Booking> commit(ChangeCommit commit) {
        List<TransactWriteItem> writes = new ArrayList<>();
        writes.add(BookingWrites.change(table, commit));
        commit.changes().forEach(change -> writes.add(ResourceWrites.change(table, change)));
        return SdkAnswers.commit(() -> transact(writes), 1, commit.keys(), BookingItem::read);
    }

    @Override
    public Recording<Booking> record(ChangeCommand command, Transition failed, int most) {
        return SdkAnswers.record(() -> send("UpdateItem",
                () -> client.updateItem(BookingWrites.record(table, command, failed, most))),
                BookingItem::read);
    }

    @Override
    public Recording<Booking> raiseVersion(Booking seen) {
        return SdkAnswers.record(() -> send("UpdateItem",
                () -> client.updateItem(BookingWrites.raiseVersion(table, seen))),
                BookingItem::read);
    }

    @Override
    public Recording<Booking> record(Booking failed) {
        return SdkAnswers.record(() -> put(BookingItem.write(failed)), BookingItem::read);
    }

    @Override
    public Recording<Definition> record(Definition failed) {
        return SdkAnswers.record(() -> put(DefinitionItem.write(failed)), DefinitionItem::read);
    }

    private Batch read(List<Map<String, AttributeValue>> keys) {
        BatchGetItemRequest request = BatchGetItemRequest.builder().requestItems(Map.of(table,
                KeysAndAttributes.builder().keys(keys).consistentRead(true).build())).build();
        BatchGetItemResponse response = send("BatchGetItem", () -> client.batchGetItem(request));
        Optional<Reason> missing = missing(response);
        missing.ifPresent(why -> failures.accept(StoreFailures.incomplete(response)));
        return new Batch(items(response).orElse(List.of()), missing);
    }

    // An answer that does not name the table says nothing of its items, not even that they do not exist.
    private Optional<Reason> missing(BatchGetItemResponse response) {
        if (response.hasUnprocessedKeys() && !response.unprocessedKeys().isEmpty()) {
            return Optional.of(Reason.THROTTLED);
        }
        return items(response).isPresent() ? Optional.empty() : Optional.of(Reason.STORE_ERROR);
    }

    private Optional<List<Map<String, AttributeValue>>> items(BatchGetItemResponse response) {
        return Optional.ofNullable(response.responses().get(table))
                .filter(items -> !(items instanceof SdkAutoConstructList))
                .filter(items -> items.stream().noneMatch(Map::isEmpty));
    }

    /**
     * What one BatchGetItem returned.
     *
     * @param missing why an item that is not among them may exist all the same; empty where it does not
     */
    private record Batch(List<Map<String, AttributeValue>> items, Optional<Reason> missing) {
        Optional<Map<String, AttributeValue>> find(Map<String, AttributeValue> key) {
            return items.stream()
                    .filter(item -> item.entrySet().containsAll(key.entrySet()))
                    .findFirst();
        }
    }

    private Optional<Map<String, AttributeValue>> get(Map<String, AttributeValue> key) {
        Map<String, AttributeValue> item = send("GetItem",
                () -> client.getItem(GetItemRequest.builder().tableName(table).key(key)
                        .consistentRead(true).build()))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(item);
    }

    private TransactWriteItem putIfAbsent(Map<String, AttributeValue> item) {
        return TransactWriteItem.builder().put(put -> put.tableName(table).item(item)
                .conditionExpression(Conditions.ABSENT)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .build();
    }

    private void transact(List<TransactWriteItem> writes) {
        send("TransactWriteItems", () -> client.transactWriteItems(
                TransactWriteItemsRequest.builder().transactItems(writes).build()));
    }

    private void put(Map<String, AttributeValue> item) {
        send("PutItem", () -> client.putItem(PutItemRequest.builder().tableName(table).item(item)
                .conditionExpression(Conditions.ABSENT)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build()));
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
