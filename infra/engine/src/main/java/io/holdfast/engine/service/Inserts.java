package io.holdfast.engine.service;

import io.holdfast.engine.expression.Insert;
import io.holdfast.engine.expression.Invalid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementErrorCodeEnum;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/**
 * Batches of inserts. Each member goes to the leader of its own item, is charged and refused by
 * itself, and the answer comes after the slowest of them.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchStatementError.html">
 *      BatchStatementError</a>
 */
final class Inserts {
    private static final int MOST_STATEMENTS = 25;

    private final ServiceTimes times;
    private final RandomGenerator random;
    private final Items items;
    private final Charges charges;
    private final Taken taken;
    private final Consumption consumption;

    Inserts(ServiceTimes times, RandomGenerator random, Items items, Charges charges, Taken taken,
            Consumption consumption) {
        this.times = times;
        this.random = random;
        this.items = items;
        this.charges = charges;
        this.taken = taken;
        this.consumption = consumption;
    }

    Answer<BatchExecuteStatementResponse> insert(BatchExecuteStatementRequest request) {
        List<Insert> inserts = request.statements().stream().map(Insert::of).toList();
        if (inserts.isEmpty() || inserts.size() > MOST_STATEMENTS || inserts.stream()
                .map(insert -> Items.Key.of(insert.item())).distinct().count() < inserts.size()) {
            return invalid(request);
        }
        List<BatchStatementResponse> responses = new ArrayList<>();
        Duration slowest = Duration.ZERO;
        for (int i = 0; i < inserts.size(); i++) {
            Answer<BatchStatementResponse> member = insert(inserts.get(i), request.toBuilder()
                    .statements(request.statements().get(i)).build());
            responses.add(member.open());
            slowest = member.work().compareTo(slowest) > 0 ? member.work() : slowest;
        }
        return Answer.of(BatchExecuteStatementResponse.builder().responses(responses).build(),
                slowest);
    }

    private Answer<BatchExecuteStatementResponse> invalid(BatchExecuteStatementRequest request) {
        DynamoDbException refusal = Invalid
                .because("A batch has 1 to " + MOST_STATEMENTS + " statements of distinct items");
        items.refused(request, refusal);
        return Answer.refused(refusal, Duration.ZERO);
    }

    private Answer<BatchStatementResponse> insert(Insert insert,
            BatchExecuteStatementRequest alone) {
        Items.Key key = Items.Key.of(insert.item());
        if (!charges.admitsWrite(key)) {
            return Answer.of(error(insert, BatchStatementErrorCodeEnum.THROTTLING_ERROR,
                    Refusals.THROUGHPUT), Duration.ZERO);
        }
        Map<String, AttributeValue> before = items.item(key);
        if (taken.has(key)) {
            consumption.conflict();
            charges.write(key, before, before);
            return Answer.of(error(insert, BatchStatementErrorCodeEnum.TRANSACTION_CONFLICT,
                    Refusals.CONFLICT), times.read());
        }
        BatchExecuteStatementResponse response = items.table().batchExecuteStatement(alone);
        charges.write(key, before, items.item(key));
        items.applied(alone, response);
        BatchStatementResponse member = response.responses().getFirst();
        return Answer.of(member, member.error() == null ? times.write(random) : times.read());
    }

    private static BatchStatementResponse error(Insert insert, BatchStatementErrorCodeEnum code,
            String message) {
        return BatchStatementResponse.builder().tableName(insert.table())
                .error(error -> error.code(code).message(message)).build();
    }
}
