package io.holdfast.dynamodb;

import io.holdfast.domain.Id;
import io.holdfast.domain.Reason;
import io.holdfast.dynamodb.item.Attribute;
import io.holdfast.dynamodb.item.Table;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * The items that one BatchGetItem returned.
 *
 * @param missing why an item that is not among them may exist all the same; empty if it does not
 *        exist
 */
record BatchRead(List<Map<String, AttributeValue>> items, Optional<Reason> missing) {
    static BatchGetItemRequest request(String table, Collection<Id> ids) {
        return BatchGetItemRequest.builder().requestItems(Map.of(table, KeysAndAttributes.builder()
                .keys(ids.stream().map(Table::key).toList()).consistentRead(true).build()))
                .build();
    }

    static BatchRead of(String table, BatchGetItemResponse response) {
        Optional<List<Map<String, AttributeValue>>> items = items(table, response);
        return new BatchRead(items.orElse(List.of()), missing(response, items.isPresent()));
    }

    Optional<Map<String, AttributeValue>> find(Id id) {
        Map<String, AttributeValue> key = Table.key(id);
        for (Map<String, AttributeValue> item : items) {
            if (Objects.equals(key.get(Attribute.PK), item.get(Attribute.PK))
                    && Objects.equals(key.get(Attribute.SK), item.get(Attribute.SK))) {
                return Optional.of(item);
            }
        }
        return Optional.empty();
    }

    // An answer that does not name the table says nothing about its items, not even that they do
    // not exist.
    private static Optional<Reason> missing(BatchGetItemResponse response, boolean namesTable) {
        if (response.hasUnprocessedKeys() && !response.unprocessedKeys().isEmpty()) {
            return Optional.of(Reason.THROTTLED);
        }
        return namesTable ? Optional.empty() : Optional.of(Reason.STORE_ERROR);
    }

    private static Optional<List<Map<String, AttributeValue>>> items(String table,
            BatchGetItemResponse response) {
        return Optional.ofNullable(response.responses().get(table))
                .filter(items -> !(items instanceof SdkAutoConstructList))
                .filter(items -> items.stream().noneMatch(Map::isEmpty));
    }
}
