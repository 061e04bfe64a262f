package io.holdfast.engine;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementErrorCodeEnum;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;

/** Faults of the first statement of a batch, which the others do not share. */
final class FirstMember {
    private FirstMember() {}

    /** The store refuses the first statement for throughput, and carries out the others. */
    static Object throttled(BatchExecuteStatementRequest batch, Interception.Proceed proceed)
            throws Throwable {
        List<BatchStatementResponse> responses = new ArrayList<>();
        responses.add(error(BatchStatementErrorCodeEnum.THROTTLING_ERROR));
        if (batch.statements().size() > 1) {
            responses.addAll(((BatchExecuteStatementResponse) proceed.with(batch.toBuilder()
                    .statements(batch.statements().subList(1, batch.statements().size()))
                    .build())).responses());
        }
        return BatchExecuteStatementResponse.builder().responses(responses).build();
    }

    /** The store carries out all statements, but answers the first one with a server error. */
    static Object unanswered(BatchExecuteStatementRequest batch, Interception.Proceed proceed)
            throws Throwable {
        List<BatchStatementResponse> responses = new ArrayList<>(
                ((BatchExecuteStatementResponse) proceed.with(batch)).responses());
        responses.set(0, error(BatchStatementErrorCodeEnum.INTERNAL_SERVER_ERROR));
        return BatchExecuteStatementResponse.builder().responses(responses).build();
    }

    private static BatchStatementResponse error(BatchStatementErrorCodeEnum code) {
        return BatchStatementResponse.builder()
                .error(error -> error.code(code).message("injected")).build();
    }
}
