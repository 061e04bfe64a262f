package io.holdfast.deploy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * One item that a request touches, as IAM sees it. Every write of Holdfast touches one item, or is
 * a batch whose statements are permitted one by one; so the leading key is that item's.
 *
 * @param leadingKey the partition key's value
 */
record Access(String action, String leadingKey) {
    private static final Pattern KEY = Pattern.compile("(?:resource|booking|command)#[^',)\\s]+");

    static List<Access> of(DynamoDbRequest request) {
        return switch (request) {
            case GetItemRequest get -> List.of(of("GetItem", get.key()));
            case BatchGetItemRequest batch -> batch.requestItems().values().stream()
                    .flatMap(keys -> keys.keys().stream()).map(key -> of("BatchGetItem", key))
                    .toList();
            case PutItemRequest put -> List.of(of("PutItem", put.item()));
            case UpdateItemRequest update -> List.of(of("UpdateItem", update.key()));
            case BatchExecuteStatementRequest batch -> batch.statements().stream()
                    .map(Access::insert).toList();
            default -> throw new IllegalArgumentException("not a request of ours: " + request);
        };
    }

    private static Access of(String action, Map<String, AttributeValue> key) {
        return new Access("dynamodb:" + action, Objects.requireNonNull(key.get("pk")).s());
    }

    /**
     * An INSERT has an action of its own.
     *
     * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-iam.html">
     *      IAM security policies with PartiQL for DynamoDB</a>
     */
    private static Access insert(BatchStatementRequest insert) {
        if (!insert.statement().startsWith("INSERT INTO ")) {
            throw new IllegalArgumentException("not a statement of ours: " + insert.statement());
        }
        String key = KEY.matcher(insert.statement() + insert.parameters()).results()
                .map(MatchResult::group).findFirst().orElseThrow();
        return new Access("dynamodb:PartiQLInsert", key);
    }

    /** Whether it decides or fences: a write to anything but a resource. */
    boolean writesARecord() {
        return !action.endsWith("GetItem") && !leadingKey.startsWith("resource#");
    }
}
