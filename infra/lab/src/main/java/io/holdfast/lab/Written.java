package io.holdfast.lab;

import io.holdfast.engine.Interception;
import io.holdfast.engine.expression.Insert;
import io.holdfast.lambda.stream.StreamEvent.StreamRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Both images of every item that a write changed, in order: the records of the table's stream. */
public final class Written implements Interception {
    public final List<StreamRecord> records = new ArrayList<>();
    private final Map<String, Map<String, AttributeValue>> images = new TreeMap<>();
    public Instant at;
    private int sequence = 1000;

    public Written(Instant at) {
        this.at = at;
    }

    @Override
    public Object request(DynamoDbRequest request, Proceed proceed) throws Throwable {
        Object answer = proceed.with(request);
        switch (request) {
            case PutItemRequest put -> look(put.item());
            case UpdateItemRequest update -> look(update.key());
            case BatchExecuteStatementRequest all -> all.statements()
                    .forEach(statement -> look(Insert.of(statement).item()));
            default -> {
                // A read.
            }
        }
        return answer;
    }

    private void look(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> key = new TreeMap<>(item);
        key.keySet().retainAll(Set.of("pk", "sk"));
        Map<String, AttributeValue> now = Engine.embedded()
                .getItem(get -> get.tableName(Engine.TABLE).key(key)).item();
        Map<String, AttributeValue> before = images.getOrDefault(key.toString(), Map.of());
        if (!now.equals(before)) {
            images.put(key.toString(), now);
            records.add(new StreamRecord(Integer.toString(sequence++), at, before, now));
        }
    }
}
