package io.holdfast.lab.contention;

import io.holdfast.lab.contention.BaselineTable.Seen;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * The baseline with one transaction: read, and write the resource, guarded by its capacity, together
 * with the booking. Whoever meets another transaction is refused with {@code CONTENTION}, and tries
 * again under a new id or not at all.
 */
final class Transaction implements Seller {
    private final BaselineTable table;

    Transaction(BaselineTable table) {
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
        Update take = Update.builder().tableName(BaselineTable.NAME)
                .key(BaselineTable.resource(request.resource()))
                .updateExpression("SET available = available - :units")
                .conditionExpression("available >= :units")
                .expressionAttributeValues(
                        Map.of(":units", BaselineTable.number(request.units())))
                .build();
        try {
            table.client().transactWriteItems(write -> write.transactItems(
                    TransactWriteItem.builder().update(take).build(), TransactWriteItem.builder()
                            .put(BaselineTable.put(request, COMMITTED)).build()));
            return COMMITTED;
        } catch (TransactionCanceledException e) {
            return table.record(request, reason(e.cancellationReasons()));
        } catch (SdkException e) {
            return table.record(request, BaselineTable.reason(e));
        }
    }

    // The put that records the failure finds a booking that another delivery has written.
    private static String reason(List<CancellationReason> reasons) {
        List<String> codes = reasons.stream().map(CancellationReason::code).toList();
        if (codes.contains("TransactionConflict")) {
            return "CONTENTION";
        }
        if (codes.contains("ThrottlingError") || codes.contains("ProvisionedThroughputExceeded")) {
            return "THROTTLED";
        }
        return codes.contains("ConditionalCheckFailed") ? INSUFFICIENT : "STORE_ERROR";
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
