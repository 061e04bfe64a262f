package io.holdfast.dynamodb.item;

import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * The listing: a table of its own, so that its writes never come back through the stream of the
 * first table, and a role that reads lists reads nothing else. It has two kinds of items:
 *
 * <pre>
 * pk                     sk            the rest
 * resource#room-12       booking#b-81  version 1, state HELD, slot 29453760, units 2, remaining 2,
 *                                      decidedAt 1767225600000, reference "order 4711"
 * reference#order 4711   booking#b-81  version 1, state HELD, slot 29453760, decidedAt
 *                                      1767225600000, lines [{resource room-12, units 2,
 *                                      remaining 2}]
 * </pre>
 *
 * The sparse index {@code held} (pk, slot) has the entries that have a slot: those of holds.
 */
public final class ListingTable {
    /** The index of holds, in the order of their slots. */
    public static final String HELD = "held";

    private ListingTable() {}

    /** The table as the template declares it, for engines that start empty. */
    public static CreateTableRequest creation(String name) {
        return CreateTableRequest.builder().tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attribute(Attribute.PK, ScalarAttributeType.S),
                        attribute(Attribute.SK, ScalarAttributeType.S),
                        attribute(Attribute.SLOT, ScalarAttributeType.N))
                .keySchema(key(Attribute.PK, KeyType.HASH), key(Attribute.SK, KeyType.RANGE))
                .globalSecondaryIndexes(GlobalSecondaryIndex.builder().indexName(HELD)
                        .keySchema(key(Attribute.PK, KeyType.HASH),
                                key(Attribute.SLOT, KeyType.RANGE))
                        .projection(Projection.builder().projectionType(ProjectionType.ALL).build())
                        .build())
                .build();
    }

    private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
        return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
