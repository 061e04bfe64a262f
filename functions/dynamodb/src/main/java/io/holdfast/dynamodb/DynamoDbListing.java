package io.holdfast.dynamodb;

import static io.holdfast.dynamodb.item.Values.number;
import static io.holdfast.dynamodb.item.Values.text;

import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Writing;
import io.holdfast.domain.listing.ListedBooking;
import io.holdfast.domain.listing.Listing;
import io.holdfast.domain.listing.Slots;
import io.holdfast.dynamodb.item.Attribute;
import io.holdfast.dynamodb.item.ListingItem;
import io.holdfast.dynamodb.item.ListingTable;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * The listing on a DynamoDB table of its own: one conditional PutItem to write an entry, one Query
 * to read a part of a list. Nothing is sent twice here; the client must not retry either (see
 * {@link StoreClient}).
 */
public final class DynamoDbListing implements Listing {
    private final DynamoDbClient client;
    private final String table;

    /**
     * @param client with its retries off
     * @param table the listing's name
     */
    public DynamoDbListing(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    @Override
    public Writing put(ListedBooking entry) {
        PutItemRequest put = PutItemRequest.builder().tableName(table)
                .item(ListingItem.write(entry)).conditionExpression(Conditions.NEWER)
                .expressionAttributeNames(Map.of("#version", Attribute.VERSION))
                .expressionAttributeValues(Map.of(":version", number(entry.version()))).build();
        return SdkAnswers.write(() -> client.putItem(put), shown -> Image.NONE);
    }

    @Override
    public Reading read(Part part) {
        return SdkAnswers.<Reading>read(() -> entries(part, client.query(query(part))),
                Reading.NotRead::new);
    }

    private static Reading entries(Part part, QueryResponse response) {
        return new Reading.Entries(response.items().stream()
                .map(item -> ListingItem.read(part.key(), item)).toList(),
                response.hasLastEvaluatedKey() && !response.lastEvaluatedKey().isEmpty());
    }

    // An index has no strongly consistent reads, and the listing is late anyway.
    private QueryRequest query(Part part) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":pk", text(ListingItem.partition(part.key())));
        QueryRequest.Builder query = QueryRequest.builder().tableName(table).limit(part.most())
                .keyConditionExpression("pk = :pk").expressionAttributeValues(values);
        part.slots().ifPresent(slots -> inSlots(slots, query, values));
        part.after().ifPresent(
                cursor -> query.exclusiveStartKey(ListingItem.place(part.key(), cursor)));
        return query.build();
    }

    private static void inSlots(Slots slots, QueryRequest.Builder query,
            Map<String, AttributeValue> values) {
        values.put(":from", number(slots.from()));
        values.put(":to", number(slots.to()));
        query.indexName(ListingTable.HELD).expressionAttributeValues(values)
                .keyConditionExpression("pk = :pk AND slot BETWEEN :from AND :to");
    }
}
