package io.holdfast.lab.contention;

import io.holdfast.lab.contention.BaselineTable.Seen;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The baseline with a version: read, decide, and write the resource on condition that nobody else has
 * written it meanwhile; then record the booking. Whoever loses the race is refused with
 * {@code CONTENTION}, and tries again under a new id or not at all. An invocation that dies between
 * its two writes loses the units.
 */
final class CompareAndSet implements Seller {
    private final BaselineTable table;

    CompareAndSet(BaselineTable table) {
        this.table = table;
    }

    @Override
    public void define(String resource, long capacity) {
        table.define(resource, capacity);
    }

    @Override
    public void book(Request request, Consumer<String> answer) {
        answer.accept(table.read(request).map(seen -> decide(request, seen)).orElse(UNDECIDED));
    }

    private String decide(Request request, Seen seen) {
        if (seen.answer().isPresent()) {
            return seen.answer().get();
        }
        if (seen.available() < request.units()) {
            return table.record(request, INSUFFICIENT);
        }
        try {
            table.client().updateItem(update -> update.tableName(BaselineTable.NAME)
                    .key(BaselineTable.resource(request.resource()))
                    .updateExpression(
                            "SET available = available - :units, version = version + :one")
                    .conditionExpression("version = :seen")
                    .expressionAttributeValues(Map.of(
                            ":units", BaselineTable.number(request.units()),
                            ":one", BaselineTable.number(1),
                            ":seen", BaselineTable.number(seen.version()))));
        } catch (ConditionalCheckFailedException e) {
            return table.record(request, "CONTENTION");
        } catch (SdkException e) {
            return table.record(request, BaselineTable.reason(e));
        }
        return table.record(request, COMMITTED);
    }

    @Override
    public Stock stock(String resource) {
        return table.stock(resource);
    }

    @Override
    public long committed(String resource, List<Request> requests) {
        return table.committed(resource, requests);
    }

    @Override
    public List<String> broken(List<String> resources, Map<Request, String> answers,
            Map<Request, String> confirms) {
        return table.broken(resources, answers);
    }
}
