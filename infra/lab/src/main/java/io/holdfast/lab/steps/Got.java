package io.holdfast.lab.steps;

import io.holdfast.lab.Engine;
import io.holdfast.lab.steps.Step.Fate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementErrorCodeEnum;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * What an invocation got as the answer to a request. Two are equal if it cannot tell them apart.
 *
 * @param fate of the whole request
 * @param parts what each part showed
 * @param answer or exception of the SDK; it follows from the others and the request
 */
public record Got(Fate fate, List<Shown> parts, Object answer) {
    private static final int BAD_REQUEST = 400;

    /**
     * What one part showed.
     *
     * @param item that a read returned, or that a refused write found
     */
    public record Shown(Fate fate, boolean refused, int item) {
        public static Shown of(Part part, int item, Store store) {
            if (!part.write()) {
                return new Shown(Fate.PASS, false, item);
            }
            boolean refused = store.apply(part, item).refused();
            return new Shown(Fate.PASS, refused, refused ? item : Store.ABSENT);
        }
    }

    public Got {
        parts = List.copyOf(parts);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Got got && fate == got.fate && parts.equals(got.parts);
    }

    @Override
    public int hashCode() {
        return Objects.hash(fate, parts);
    }

    /** What the caller gets if the whole request meets that fate. */
    public static Got whole(Fate fate) {
        return new Got(fate, List.of(), switch (fate) {
            case THROTTLED -> ProvisionedThroughputExceededException.builder()
                    .statusCode(BAD_REQUEST)
                    .awsErrorDetails(details("ProvisionedThroughputExceededException")).build();
            case CONFLICT -> TransactionConflictException.builder().statusCode(BAD_REQUEST)
                    .awsErrorDetails(details("TransactionConflictException")).build();
            default -> SdkClientException.create("no answer");
        });
    }

    /** What the caller gets once every part was carried out, or failed by itself. */
    public static Got of(Request request, List<Shown> parts, Store store) {
        return new Got(Fate.PASS, parts, switch (request.sdk()) {
            case BatchGetItemRequest batch -> read(batch, request, parts, store);
            case GetItemRequest get ->
                GetItemResponse.builder().item(itemOrNull(parts.getFirst(), store)).build();
            case BatchExecuteStatementRequest all -> inserted(parts);
            case DynamoDbRequest write -> written(request.parts().getFirst(), parts.getFirst(),
                    store);
        });
    }

    private static Object written(Part part, Shown shown, Store store) {
        if (shown.refused()) {
            return store.apply(part, shown.item()).answer();
        }
        return part.request() instanceof PutItemRequest
                ? PutItemResponse.builder().build()
                : UpdateItemResponse.builder().build();
    }

    private static AwsErrorDetails details(String code) {
        return AwsErrorDetails.builder().errorCode(code).build();
    }

    private static @Nullable Map<String, AttributeValue> itemOrNull(Shown shown, Store store) {
        return shown.item() == Store.ABSENT ? null : store.item(shown.item());
    }

    private static BatchGetItemResponse read(BatchGetItemRequest batch, Request request,
            List<Shown> parts, Store store) {
        String table = batch.requestItems().keySet().iterator().next();
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        List<Map<String, AttributeValue>> missing = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).fate() != Fate.PASS) {
                missing.add(((GetItemRequest) request
                        .parts().get(i).request()).key());
            } else if (parts.get(i).item() != Store.ABSENT) {
                items.add(store.item(parts.get(i).item()));
            }
        }
        Map<String, KeysAndAttributes> unprocessed = new HashMap<>();
        if (!missing.isEmpty()) {
            unprocessed.put(table, KeysAndAttributes.builder().keys(missing).build());
        }
        return BatchGetItemResponse.builder().responses(Map.of(table, items))
                .unprocessedKeys(unprocessed).build();
    }

    private static BatchExecuteStatementResponse inserted(List<Shown> parts) {
        List<BatchStatementResponse> responses = new ArrayList<>();
        for (Shown shown : parts) {
            responses.add(switch (shown.fate()) {
                case PASS -> shown.refused()
                        ? error(BatchStatementErrorCodeEnum.DUPLICATE_ITEM)
                        : BatchStatementResponse.builder().tableName(Engine.TABLE).build();
                case THROTTLED -> error(BatchStatementErrorCodeEnum.THROTTLING_ERROR);
                default -> error(BatchStatementErrorCodeEnum.INTERNAL_SERVER_ERROR);
            });
        }
        return BatchExecuteStatementResponse.builder().responses(responses).build();
    }

    private static BatchStatementResponse error(BatchStatementErrorCodeEnum code) {
        return BatchStatementResponse.builder()
                .error(error -> error.code(code).message("injected")).build();
    }
}
