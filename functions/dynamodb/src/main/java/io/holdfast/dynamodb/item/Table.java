package io.holdfast.dynamodb.item;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Id;
import io.holdfast.domain.ResourceId;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/**
 * The one table (design section 3). It has three kinds of items:
 *
 * <pre>
 * pk                  sk        the rest
 * resource#room-12    resource  version 7, definitionVersion 1, capacity 50, available 40,
 *                               confirmed 6, expiring {"29453760": 4}, expiredThrough 29453700,
 *                               status OPEN, intents {"b-81": {n QUJDREVGR0hJSktM, m c, u 2,
 *                               a 29453760, c pay-81, f 6710886400, v 1, t 1767225660}},
 *                               defining {n TU5PUFFSU1RVVldY, m c, u 10, c deploy-6, f -77, t
 *                               1767225661} (absent if none is under way)
 * booking#b-81        booking   version 2, fingerprint 9f…, outcome COMMITTED, decidedAt
 *                               1767225600000, state CONFIRMED, lines [{resource room-12, units 2,
 *                               nonce YWJjZGVmZ2hpamts}], remaining [2], slot 29453760, confirmedAt
 *                               1767225660000, commands {"pay-81": {verb CONFIRM, fingerprint 5d…,
 *                               outcome COMMITTED, decidedAt 1767225660000, nonces
 *                               [QUJDREVGR0hJSktM]}}, reference "order 4711"
 * booking#b-82        booking   version 1, fingerprint 3c…, outcome FAILED, decidedAt 1767225600123,
 *                               reason INSUFFICIENT_CAPACITY, evidence {resource room-12,
 *                               version 57, requested 2, available 1}, commands {}
 * command#deploy-5    command   fingerprint 77…, outcome COMMITTED, decidedAt 1767225599000,
 *                               resource room-12, capacity 50, status OPEN, definitionVersion 1,
 *                               created true, nonce bW5vcHFyc3R1dnd4
 * </pre>
 *
 * Times are epoch milliseconds (of an intent, seconds), slots epoch minutes. The nonces of a
 * command are in the order of the lines, empty where it moves nothing. {@link IntentItem} has the
 * names of an intent's attributes. Ids hold no {@code #}, so no two keys are
 * equal.
 */
public final class Table {
    private Table() {}

    /** The table as the template declares it, for engines that start empty. */
    public static CreateTableRequest creation(String name) {
        return CreateTableRequest.builder().tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(string(Attribute.PK), string(Attribute.SK))
                .keySchema(key(Attribute.PK, KeyType.HASH), key(Attribute.SK, KeyType.RANGE))
                .streamSpecification(StreamSpecification.builder().streamEnabled(true)
                        .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES).build())
                .build();
    }

    public static Map<String, AttributeValue> key(Id id) {
        return switch (id) {
            case ResourceId resource -> key("resource#" + resource.value(), "resource");
            case BookingId booking -> key("booking#" + booking.value(), "booking");
            case CommandId command -> key("command#" + command.value(), "command");
        };
    }

    private static Map<String, AttributeValue> key(String pk, String sk) {
        return Map.of(Attribute.PK, AttributeValue.fromS(pk), Attribute.SK,
                AttributeValue.fromS(sk));
    }

    private static AttributeDefinition string(String name) {
        return AttributeDefinition.builder().attributeName(name)
                .attributeType(ScalarAttributeType.S).build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
